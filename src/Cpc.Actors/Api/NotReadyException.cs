namespace Cpc.Actors.Api;

/// <summary>What was asked can't be answered yet, and the answer has no place for a problem.</summary>
public sealed class NotReadyException(Problem problem) : Exception(problem.Message)
{
    public Problem Problem { get; } = problem;
}
