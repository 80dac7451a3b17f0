namespace Cpc.Sessions.Frames;

/// <summary>Frame types (protocol.md §6).</summary>
public enum FrameType : byte
{
    HS1 = 1,
    HS2 = 2,
    HS3 = 3,
    Data = 4,
    Refuse = 5,
}
