using Cpc.Actors.Api;

namespace Cpc.Node.Api;

/// <summary>Gives every failure a <see cref="Problem"/> as its body, and never an exception's text: it might quote a
/// request.</summary>
internal sealed class ProblemMiddleware(ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException e)
        {
            await WriteAsync(http, e.StatusCode);
        }
        catch (NotAllowedException e)
        {
            if (!http.Response.HasStarted) await Answers.Of(e.Problem, StatusCodes.Status403Forbidden).ExecuteAsync(http);
        }
        catch (NotReadyException e)
        {
            if (!http.Response.HasStarted) await Answers.Of(e.Problem, StatusCodes.Status503ServiceUnavailable).ExecuteAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone; nobody reads an answer.
        }
        catch (Exception e)
        {
            log.LogError(e, "A request failed: {Method} {Route}", http.Request.Method, RouteOf(http));
            await WriteAsync(http, StatusCodes.Status500InternalServerError);
        }

        // What routing refuses has a status only.
        if (!http.Response.HasStarted && http.Response.StatusCode >= StatusCodes.Status400BadRequest)
            await WriteAsync(http, http.Response.StatusCode);
    }

    /// <summary>The pattern, not the path: paths hold ids.</summary>
    private static string RouteOf(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";

    private static async Task WriteAsync(HttpContext http, int status)
    {
        if (http.Response.HasStarted) return;
        http.Response.Clear();
        await Answers.Of(ProblemOf(status), status).ExecuteAsync(http);
    }

    private static Problem ProblemOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => new("unknown-resource", "There is nothing at this path. Do 'cpc' and the node have the same version?"),
        StatusCodes.Status405MethodNotAllowed => new("bad-request", "This path doesn't take this method."),
        StatusCodes.Status413PayloadTooLarge => new("too-large", $"The request has more than {ApiLimits.BodyBytes} bytes."),
        StatusCodes.Status415UnsupportedMediaType => new("bad-request", "This path takes JSON: send Content-Type: application/json."),
        StatusCodes.Status504GatewayTimeout => new("timeout", "The node did not answer in time. Try again, and look into its log."),
        >= StatusCodes.Status500InternalServerError => new("fault", "The node failed to answer. Its log says why."),
        _ => new("bad-request", "The request is not what this path takes; docs/cli.md describes it."),
    };
}
