using Cpc.Actors.Api;

namespace Cpc.Node.Cli;

/// <summary>A problem with --json; unlike <see cref="Problem"/> its details are never absent.</summary>
internal sealed record ErrorBody(string Code, string Message, IReadOnlyList<ProblemDetail> Details)
{
    public static ErrorBody Of(Problem problem) => new(problem.Code, problem.Message, problem.Details ?? []);
}
