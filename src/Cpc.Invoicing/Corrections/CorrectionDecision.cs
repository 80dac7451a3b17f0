namespace Cpc.Invoicing.Corrections;

/// <summary>What comes of a correction.</summary>
public abstract record CorrectionDecision
{
    private CorrectionDecision()
    {
    }

    /// <summary>The chain with the correction in it.</summary>
    public sealed record Accepted(CorrectionChain Chain) : CorrectionDecision;

    /// <summary>The same correction is in the chain already.</summary>
    public sealed record Duplicate : CorrectionDecision
    {
        public static readonly Duplicate Instance = new();
    }

    /// <param name="Message">Why, and what to do. Holds no document content.</param>
    public sealed record Refused(CorrectionRefusal Reason, string Message) : CorrectionDecision;
}
