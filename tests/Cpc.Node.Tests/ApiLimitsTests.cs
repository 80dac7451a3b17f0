using System.Net;
using Cpc.Node.Api;

namespace Cpc.Node.Tests;

/// <summary>What the API refuses before the node sees it.</summary>
public class ApiLimitsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_more_than_16_MiB_is_refused(bool lengthIsDeclared)
    {
        await using var api = await RunningApi.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/documents?to=bakery");
        request.Content = new ByteArrayContent(new byte[ApiLimits.BodyBytes + 1]);
        request.Headers.ExpectContinue = lengthIsDeclared;
        request.Headers.TransferEncodingChunked = !lengthIsDeclared;
        try
        {
            await (await api.Http.SendAsync(request)).IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
        }
        catch (HttpRequestException e) when (!lengthIsDeclared && e.InnerException is IOException)
        {
            // The node answers and hangs up as soon as it has seen enough; a client that still sends may miss the answer.
        }

        Assert.Empty(api.Node.Calls);
    }

    [Fact]
    public async Task A_body_of_16_MiB_reaches_the_node()
    {
        await using var api = await RunningApi.StartAsync();
        using var body = new ByteArrayContent(new byte[ApiLimits.BodyBytes]);
        var response = await api.Http.PostAsync(new Uri("/v1/documents?to=bakery", UriKind.Relative), body);
        await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-document");
        Assert.Equal(ApiLimits.BodyBytes, api.Node.LastBody.Length);
    }

    [Theory]
    [InlineData("""{"peer":""")]
    [InlineData("""{"name":"bakery"}""")]
    [InlineData("""{"peer":null}""")]
    [InlineData("""{"peer":"a@b:1","surprise":1}""")]
    [InlineData("")]
    public async Task Json_that_is_not_what_the_path_takes_is_refused(string body)
    {
        await using var api = await RunningApi.StartAsync();
        await (await api.PostAsync("/v1/peers", body)).IsProblemAsync(HttpStatusCode.BadRequest, "bad-request");
        Assert.Empty(api.Node.Calls);
    }

    [Fact]
    public async Task Another_media_type_is_refused()
    {
        await using var api = await RunningApi.StartAsync();
        await (await api.PostAsync("/v1/peers", "{}", "text/plain")).IsProblemAsync(HttpStatusCode.UnsupportedMediaType, "bad-request");
    }

    [Fact]
    public async Task Unknown_paths_and_methods_are_refused()
    {
        await using var api = await RunningApi.StartAsync();
        await (await api.GetAsync("/")).IsProblemAsync(HttpStatusCode.NotFound, "unknown-resource");
        await (await api.PostAsync("/v1/node", "{}")).IsProblemAsync(HttpStatusCode.MethodNotAllowed, "bad-request");
    }

    [Fact]
    public async Task What_is_sent_is_not_in_the_log()
    {
        await using var api = await RunningApi.StartAsync();
        await api.PostAsync("/v1/documents?to=canary", "<canary/>", "application/xml");
        await api.PostAsync("/v1/peers", """{"peer":"canary""");
        await api.StopAsync();
        foreach (var log in Directory.GetFiles(api.Folder.Node.Logs))
        {
            using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            Assert.DoesNotContain("canary", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }
}
