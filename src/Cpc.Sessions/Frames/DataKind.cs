namespace Cpc.Sessions.Frames;

/// <summary>What a DATA frame carries (protocol.md §6).</summary>
public enum DataKind : byte
{
    Confirm = 1,
    Ack = 2,
    Document = 3,
    Close = 4,
    Receipt = 5,
    AttachmentChunk = 6,
}
