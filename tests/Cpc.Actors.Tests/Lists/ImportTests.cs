using System.Text;
using Cpc.Actors.Api;

namespace Cpc.Actors.Tests.Lists;

/// <summary>A document that is handed in to be sent once is issued once.</summary>
public class ImportTests
{
    private static readonly byte[] Invoice = Samples.File("invoice.xml");

    [Fact]
    public async Task The_same_document_is_issued_once_also_after_a_restart_and_in_another_file()
    {
        await using var node = await SoloNode.StartAsync();
        var first = await ImportAsync(node, Invoice);
        Assert.False(first.Already);
        var together = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ImportAsync(node, Invoice)));
        Assert.All(together, i => Assert.True(i.Already));
        await node.StopAsync();
        await node.RunAsync();

        // White space between elements says nothing.
        var formatted = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Invoice).Replace(">\n", ">\n\n  ", StringComparison.Ordinal));
        Assert.NotEqual(Invoice, formatted);
        var again = await ImportAsync(node, formatted);
        Assert.Equal((first.Document.Id, true), (again.Document.Id, again.Already));
        Assert.Single(await node.ListAsync());
        Assert.Equal(1, (await node.Api.GetNodeAsync()).Queued);
    }

    [Fact]
    public async Task Another_document_and_the_same_sent_by_hand_are_others()
    {
        await using var node = await SoloNode.StartAsync();
        await ImportAsync(node, Invoice);
        var other = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Invoice).Replace(Samples.Invoice.Number, Samples.Invoice.Number + "-2", StringComparison.Ordinal));
        Assert.False((await ImportAsync(node, other)).Already);
        await node.SendAsync();
        Assert.Equal(3, (await node.ListAsync()).Count);
    }

    [Fact]
    public async Task Its_id_is_a_UUIDv7_of_its_day_and_tells_nobody_else_what_it_is()
    {
        await using var node = await SoloNode.StartAsync();
        await using var other = await SoloNode.StartAsync();
        var id = (await ImportAsync(node, Invoice)).Document.Id;
        Assert.Equal(7, id.Version);
        var day = new DateTimeOffset(Samples.Invoice.IssueDate, TimeOnly.MinValue, TimeSpan.Zero);
        Assert.Equal(Guid.CreateVersion7(day).ToByteArray(bigEndian: true)[..6], id.ToByteArray(bigEndian: true)[..6]);
        Assert.NotEqual(id, (await ImportAsync(other, Invoice)).Document.Id);
    }

    [Fact]
    public async Task What_breaks_rules_is_refused_and_nothing_is_issued()
    {
        await using var node = await SoloNode.StartAsync();
        Assert.Equal("invalid-document", (await node.Api.ImportAsync("<Invoice/>"u8.ToArray(), "bakery", node.Caller)).Problem!.Code);
        Assert.Equal("unknown-peer", (await node.Api.ImportAsync(Invoice, "butcher", node.Caller)).Problem!.Code);
        Assert.Empty(await node.ListAsync());
    }

    private static async Task<ImportView> ImportAsync(SoloNode node, byte[] file)
    {
        var answer = await node.Api.ImportAsync(file, "bakery", node.Caller);
        Assert.Null(answer.Problem);
        return answer.Value!;
    }
}
