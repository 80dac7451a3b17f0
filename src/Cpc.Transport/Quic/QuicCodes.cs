namespace Cpc.Transport;

/// <summary>Application error codes of QUIC. The numbers travel: never reuse one.</summary>
internal static class QuicCodes
{
    /// <summary>A stream was aborted.</summary>
    public const long StreamAborted = 0x01;

    // Reasons of closing are 0x100 plus the reason.
    private const long FirstReason = 0x100;

    public static long Of(CloseReason reason) => FirstReason + (long)reason;

    /// <summary>What a code of the peer means; one that is not known counts as Finished.</summary>
    public static CloseReason Reason(long? code)
    {
        var reason = code.GetValueOrDefault(FirstReason) - FirstReason;
        return reason is > 0 and <= (long)CloseReason.Violation ? (CloseReason)reason : CloseReason.Finished;
    }
}
