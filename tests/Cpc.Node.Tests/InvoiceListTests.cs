using Cpc.Actors.Api;
using Cpc.Node.Cli;

namespace Cpc.Node.Tests;

/// <summary>cpc invoice list: what is asked reaches the node as it was meant, and pages go on.</summary>
public class InvoiceListTests
{
    [Fact]
    public async Task Every_filter_reaches_the_node_as_it_was_given()
    {
        await using var api = await RunningApi.StartAsync();
        var run = await CliRun.OfAsync(api.Folder, "invoice", "list", "--partner", "bakery", "--status", "delivered", "--direction", "received", "--kind", "creditNote",
            "--from", "2026-01-01", "--to", "2026-03-31", "--min", "-10.50", "--max", "250", "--currency", "EUR", "--text", "Müller & Söhne/№ 1?", "--limit", "20", "--cursor", "abc");
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        var query = api.Node.LastQuery! with { Text = null };
        Assert.Equal("Müller & Söhne/№ 1?", api.Node.LastQuery!.Text);
        Assert.True(query == new DocumentQuery
        {
            Partner = "bakery",
            Status = "delivered",
            Direction = "received",
            Kind = "creditNote",
            From = new DateOnly(2026, 1, 1),
            To = new DateOnly(2026, 3, 31),
            Min = -10.50m,
            Max = 250,
            Currency = "EUR",
            Limit = 20,
            Cursor = "abc",
        });
    }

    [Fact]
    public async Task No_filter_asks_for_the_first_hundred()
    {
        await using var api = await RunningApi.StartAsync();
        await CliRun.OfAsync(api.Folder, "invoice", "list");
        Assert.True(api.Node.LastQuery == new DocumentQuery { Limit = 100 });
    }

    [Fact]
    public async Task A_list_that_goes_on_says_how_and_one_that_ends_does_not()
    {
        await using var api = await RunningApi.StartAsync(new FakeNode { Next = "the-cursor" });
        Assert.Contains("--cursor the-cursor", (await CliRun.OfAsync(api.Folder, "invoice", "list")).Error, StringComparison.Ordinal);
        var json = await CliRun.OfAsync(api.Folder, "invoice", "list", "--json");
        Assert.Equal(("the-cursor", ""), (json.Json.GetProperty("next").GetString(), json.Error));
        Assert.Equal(FakeNode.Document, json.Json.GetProperty("documents")[0].GetProperty("id").GetGuid());

        await using var last = await RunningApi.StartAsync();
        var run = await CliRun.OfAsync(last.Folder, "invoice", "list");
        Assert.Empty(run.Error);
        Assert.Equal(2, run.Out.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task A_partner_that_is_not_in_the_book_is_refused()
    {
        await using var api = await RunningApi.StartAsync();
        var run = await CliRun.OfAsync(api.Folder, "invoice", "list", "--partner", "butcher", "--json");
        Assert.Equal((ExitCode.Refused, "unknown-peer"), (run.ExitCode, run.Json.GetProperty("error").GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("limit=x")]
    [InlineData("limit=-1")]
    [InlineData("min=1,5")]
    [InlineData("from=2026-1-1")]
    [InlineData("direction=up")]
    [InlineData("partner=")]
    [InlineData("partner=a&partner=b")]
    [InlineData("parnter=bakery")]
    public async Task The_API_refuses_parameters_that_it_does_not_understand(string parameters)
    {
        await using var api = await RunningApi.StartAsync();
        using var answer = await api.Http.GetAsync(new Uri($"/v1/documents/find?{parameters}", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(api.Node.LastQuery);
    }

    [Theory]
    [InlineData("invoice show 0198f3a2", "get 0198f3a2")]
    [InlineData("invoice accept 0198f3a2", "accept 0198f3a2")]
    [InlineData("invoice reject 0198f3a2 --reason PRI", "reject 0198f3a2 PRI")]
    [InlineData("invoice rebuild", "rebuild")]
    public async Task What_is_done_with_an_invoice_is_done_under_its_name_too(string line, string call)
    {
        await using var api = await RunningApi.StartAsync();
        Assert.Equal(ExitCode.Done, (await CliRun.OfAsync(api.Folder, line.Split(' '))).ExitCode);
        Assert.Equal(call, Assert.Single(api.Node.Calls));
    }
}
