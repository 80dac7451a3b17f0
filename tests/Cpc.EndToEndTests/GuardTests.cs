using System.Text;
using Cpc.Actors.Api;

namespace Cpc.EndToEndTests;

/// <summary>The guards between two nodes over real sockets and journals.</summary>
public class GuardTests
{
    private static readonly string Sample = Encoding.UTF8.GetString(TwoNodes.Invoice);

    [Fact]
    public async Task A_second_content_under_a_number_is_quarantined_and_its_sender_learns_nothing_of_it()
    {
        await using var nodes = await TwoNodes.StartAsync("tls");
        var first = await SendAsync(nodes, Sample);
        var second = await SendAsync(nodes, Sample);
        var held = Assert.Single(await nodes.Bob.Api.ListHoldsAsync());
        Assert.Equal((second.Id, "numberConflict", true), (held.Id, Assert.Single(held.Concerns), held.Held));
        Assert.True((await nodes.Alice.Api.GetDocumentAsync(second.Id.ToString())).Value!.ReceiptVerified);
        Assert.Equal(1, (await nodes.Bob.Api.GetNodeAsync()).Refusals["invoice.NumberConflict"]);
        Assert.Contains(await nodes.Bob.Api.CheckSeriesAsync(), f => (f.Direction, f.What) == ("received", "duplicate"));
        Assert.Contains(await nodes.Alice.Api.CheckSeriesAsync(), f => (f.Direction, f.What) == ("sent", "duplicate"));

        // Over a restart, too.
        await nodes.Bob.DisposeAsync();
        await nodes.RestartBobAsync();
        Assert.Equal("held", TwoNodes.Fails(await nodes.Bob.Api.AcceptAsync(second.Id.ToString(), nodes.Bob.Caller)).Code);
        TwoNodes.Succeeds(await nodes.Bob.Api.AcceptAsync(first.Id.ToString(), nodes.Bob.Caller));
        Assert.Equal("approved", TwoNodes.Succeeds(await nodes.Bob.Api.DecideHoldAsync(second.Id.ToString(), true, nodes.Bob.Caller)).Hold);
        TwoNodes.Succeeds(await nodes.Bob.Api.AcceptAsync(second.Id.ToString(), nodes.Bob.Caller));
        await TwoNodes.StatusAsync(nodes.Alice, second.Id, "accepted");
    }

    [Fact]
    public async Task A_changed_account_is_held_and_an_approved_one_is_known_from_then_on()
    {
        await using var nodes = await TwoNodes.StartAsync("tls");
        await SendAsync(nodes, Sample);
        Assert.Empty(await nodes.Bob.Api.ListHoldsAsync());
        var moved = await SendAsync(nodes, Moved("2026-9001"));
        var held = Assert.Single(await nodes.Bob.Api.ListHoldsAsync());
        Assert.Equal((moved.Id, "accountChanged"), (held.Id, Assert.Single(held.Concerns)));
        TwoNodes.Succeeds(await nodes.Bob.Api.DecideHoldAsync(moved.Id.ToString(), true, nodes.Bob.Caller));
        await SendAsync(nodes, Moved("2026-9002"));
        Assert.Empty(await nodes.Bob.Api.ListHoldsAsync());
        Assert.True((await nodes.Bob.Api.VerifyAuditAsync()).Actions["holdApproved"] == 1);
    }

    [Fact]
    public async Task Gaps_in_what_was_sent_are_reported()
    {
        await using var nodes = await TwoNodes.StartAsync("tls");
        await SendAsync(nodes, Numbered(Sample, "G-0001"));
        await SendAsync(nodes, Numbered(Sample, "G-0002"));
        Assert.Empty(await nodes.Alice.Api.CheckSeriesAsync());
        await SendAsync(nodes, Numbered(Sample, "G-0005"));
        var gap = Assert.Single(await nodes.Alice.Api.CheckSeriesAsync());
        Assert.Equal(("gap", "G-0003", "G-0004"), (gap.What, gap.First, gap.Last));
        Assert.Empty(await nodes.Bob.Api.CheckSeriesAsync());
    }

    private static async Task<DocumentView> SendAsync(TwoNodes nodes, string ubl)
    {
        var sent = TwoNodes.Succeeds(await nodes.Alice.Api.SendAsync(Encoding.UTF8.GetBytes(ubl), "bob", nodes.Alice.Caller));
        return await TwoNodes.StatusAsync(nodes.Alice, sent.Id, "delivered");
    }

    private static string Moved(string number) => Numbered(Replaced(Sample, "DE02120300000000202051", "DE89370400440532013000"), number);

    private static string Numbered(string ubl, string number) => Replaced(ubl, "<cbc:ID>MB-2026-0042</cbc:ID>", $"<cbc:ID>{number}</cbc:ID>");

    private static string Replaced(string text, string what, string with)
    {
        Assert.Contains(what, text, StringComparison.Ordinal);
        return text.Replace(what, with, StringComparison.Ordinal);
    }
}
