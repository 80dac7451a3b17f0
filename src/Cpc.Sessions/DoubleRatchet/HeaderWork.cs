using Cpc.Sessions.Frames;

namespace Cpc.Sessions.DoubleRatchet;

/// <summary>Tries the keys of a session on a header, without a change.</summary>
internal ref struct HeaderWork
{
    public required RatchetContext Context { get; init; }

    public required ReadOnlySpan<byte> Body { get; init; }

    /// <summary>HKr, then NHKr.</summary>
    public readonly bool OpensWithChain(ReadOnlySpan<byte> content)
    {
        Span<byte> header = stackalloc byte[DataHeader.InnerSize];
        return (RatchetState.ReadHasReceivingChain(content) && Context.TryOpenHeader(RatchetState.ReadHKr(content), Body, header))
            || Context.TryOpenHeader(RatchetState.ReadNHKr(content), Body, header);
    }

    public readonly bool OpensWithSkipped(ReadOnlySpan<byte> content)
    {
        Span<byte> header = stackalloc byte[DataHeader.InnerSize];
        for (var i = SkippedKeys.ReadCount(content) - 1; i >= 0; i--)
        {
            if (Context.TryOpenHeader(SkippedKeys.ReadHeaderKey(content, i), Body, header)) return true;
        }

        return false;
    }
}
