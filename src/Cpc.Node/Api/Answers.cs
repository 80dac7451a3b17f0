using System.Text.Json.Serialization.Metadata;
using Cpc.Actors.Api;

namespace Cpc.Node.Api;

/// <summary>The node's answers as HTTP.</summary>
internal static class Answers
{
    public static IResult Of<T>(T value, JsonTypeInfo<T> type) => TypedResults.Json(value, type);

    public static IResult Of<T>(Answer<T> answer, JsonTypeInfo<T> type)
        where T : class => answer.Succeeded ? TypedResults.Json(answer.Value, type) : Of(answer.Problem, StatusOf(answer.Problem));

    public static IResult Xml(Answer<UblFile> answer) =>
        answer.Succeeded ? TypedResults.Bytes(answer.Value.Xml, "application/xml") : Of(answer.Problem, StatusOf(answer.Problem));

    public static IResult File(Answer<OriginalFile> answer) =>
        answer.Succeeded ? TypedResults.Bytes(answer.Value.Bytes, answer.Value.MediaType) : Of(answer.Problem, StatusOf(answer.Problem));

    public static IResult Of(Problem problem, int status) => TypedResults.Json(problem, ApiJson.Default.Problem, statusCode: status);

    /// <summary>403 for what the caller's roles don't cover, 404 for what doesn't exist, 422 for what is malformed, 409 for what the node's state forbids.</summary>
    private static int StatusOf(Problem problem)
    {
        if (problem.Code == NotAllowedException.Code) return StatusCodes.Status403Forbidden;
        if (problem.Code.StartsWith("unknown-", StringComparison.Ordinal)) return StatusCodes.Status404NotFound;
        if (problem.Code.StartsWith("invalid-", StringComparison.Ordinal)) return StatusCodes.Status422UnprocessableEntity;
        return StatusCodes.Status409Conflict;
    }
}
