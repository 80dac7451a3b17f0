namespace Cpc.Actors.Api;

/// <summary>A caller asked a restricted view (<see cref="ICpcNode.As"/>) for what it may not have, and the answer has no
/// place for a problem.</summary>
public sealed class NotAllowedException(Problem problem) : Exception(problem.Message)
{
    /// <summary>The code of the problem: 403 for a program.</summary>
    public const string Code = "not-allowed";

    public Problem Problem { get; } = problem;
}
