using System.Text.Json;
using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Documents;
using Cpc.Actors.Lists;
using Cpc.Exchange;
using Microsoft.Data.Sqlite;

namespace Cpc.Actors.Tests.Lists;

/// <summary>The lists of a node over its journal: whatever a crash left of them, they are what the journal says.</summary>
public class CatalogTests
{
    [Fact]
    public async Task A_document_is_listed_as_soon_as_it_is_issued_and_as_its_actor_describes_it()
    {
        await using var node = await SoloNode.StartAsync();
        var sent = await node.SendAsync();
        Assert.Equal(Words(sent), Words(Assert.Single(await node.ListAsync())));
        Assert.Equal("bakery", sent.PeerName);
    }

    [Fact]
    public async Task A_partner_s_document_with_the_id_of_ours_does_not_hide_ours()
    {
        await using var node = await SoloNode.StartAsync();
        var sent = await node.SendAsync();
        using (var copy = OutgoingDocument.Issue(Samples.Invoice, Entries.Bakery, node.Services.Self, sent.Id))
        {
            Assert.Equal(ReceiptOutcome.Processed, IncomingDocument.TryOpen(copy.Payload.Span, copy.Hash.ToArray(), Entries.Bakery, node.Services.Self, out var received));
            await node.Services.Router.Documents.Ask<DocumentProcessed>(new ReceiveDocument(received!, new byte[16]), TimeSpan.FromSeconds(20));
        }

        Assert.Equal(2, (await node.ListAsync()).Count);
        Assert.Equal("sent", (await node.Api.GetDocumentAsync(sent.Id.ToString())).Value?.Direction);
        // Only its beginning is not enough any more.
        Assert.Equal("ambiguous-document", (await node.Api.GetDocumentAsync(sent.Id.ToString()[..20])).Problem?.Code);
    }

    [Fact]
    public async Task Rows_that_a_crash_kept_from_the_disk_are_made_from_the_journal_at_the_start()
    {
        await using var node = await SoloNode.StartAsync();
        await node.SendAsync();
        await node.StopAsync();
        // The lists as they were before the rest happened.
        var before = node.Folder.Lists + ".before";
        File.Copy(node.Folder.Lists, before);
        await node.RunAsync();
        for (var i = 0; i < 5; i++) await node.SendAsync();
        var all = await node.ListAsync();
        Assert.Equal(6, all.Count);
        await node.StopAsync();

        File.Move(before, node.Folder.Lists, overwrite: true);
        await node.RunAsync();
        Assert.Equal(Words(all), Words(await node.ListAsync()));
        Assert.Equal(new RebuildView(6, 0), (await node.Api.RebuildListsAsync()).Value);
    }

    [Theory]
    [InlineData("DELETE FROM entry WHERE rowid = 1")]
    [InlineData("UPDATE entry SET sealed = (SELECT sealed FROM entry LIMIT 1)")]
    [InlineData("UPDATE position SET stamp = 'older'")]
    [InlineData("UPDATE position SET persistence_id = 'document-of-another-journal'")]
    [InlineData("UPDATE position SET ordering = 1000000")]
    public async Task Lists_that_are_not_the_journal_s_are_made_good_at_the_start(string change)
    {
        await using var node = await SoloNode.StartAsync();
        for (var i = 0; i < 3; i++) await node.SendAsync();
        var all = await node.ListAsync();
        await node.StopAsync();
        await node.RunAsync();
        await WalkedAsync(node);
        await node.StopAsync();
        Execute(node, change);

        await node.RunAsync();
        Assert.Equal(Words(all), Words(await node.ListAsync()));
        Assert.Equal(new RebuildView(3, 0), (await node.Api.RebuildListsAsync()).Value);
    }

    [Fact]
    public async Task A_rebuild_finds_the_row_that_is_not_what_the_journal_says()
    {
        await using var node = await SoloNode.StartAsync();
        for (var i = 0; i < 3; i++) await node.SendAsync();
        var all = await node.ListAsync();
        await WalkedAsync(node);
        using (var store = ListStore.Open(node.Folder.Lists, node.Services.Cipher))
        {
            var wrong = store.All().ElementAt(1);
            store.Write([wrong with { View = wrong.View with { Status = "paid" } }], [], null);
        }

        Assert.NotEqual(Words(all), Words(await node.ListAsync()));
        Assert.Equal(new RebuildView(3, 1), (await node.Api.RebuildListsAsync()).Value);
        Assert.Equal(Words(all), Words(await node.ListAsync()));
    }

    [Fact]
    public async Task A_rebuild_drops_what_the_journal_does_not_have()
    {
        await using var node = await SoloNode.StartAsync();
        var sent = await node.SendAsync();
        await node.StopAsync();
        var journal = node.Folder.Journal;
        await node.RunAsync();
        await WalkedAsync(node);
        await node.StopAsync();
        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = journal, Pooling = false }.ToString()))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DELETE FROM journal WHERE persistence_id LIKE 'document-%'";
            Assert.True(command.ExecuteNonQuery() > 0);
        }

        await node.RunAsync();
        await node.Api.RebuildListsAsync();
        Assert.Empty(await node.ListAsync());
        Assert.Equal("unknown-document", (await node.Api.GetDocumentAsync(sent.Id.ToString())).Problem!.Code);
    }

    [Fact]
    public async Task An_event_that_can_t_be_read_hides_no_other_document()
    {
        await using var node = await SoloNode.StartAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++) ids.Add((await node.SendAsync()).Id);
        await node.StopAsync();
        File.Delete(node.Folder.Lists);
        Execute(node, $"UPDATE journal SET manifest = 'of-a-newer-version.1' WHERE persistence_id LIKE '%{ids[1]:N}'", journal: true);

        await node.RunAsync();
        Assert.Equal([ids[2], ids[0]], (await node.ListAsync()).Select(d => d.Id));
        var counts = (await node.Api.GetNodeAsync()).Refusals;
        Assert.Equal((1, 1), (counts["catalog.LoadFailed"], counts["catalog.NotDescribed"]));
    }

    [Fact]
    public async Task A_rebuild_over_an_event_that_can_t_be_read_drops_no_other_document()
    {
        await using var node = await SoloNode.StartAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++) ids.Add((await node.SendAsync()).Id);
        Execute(node, $"UPDATE journal SET manifest = 'of-a-newer-version.1' WHERE persistence_id LIKE '%{ids[1]:N}'", journal: true);
        await node.Api.RebuildListsAsync();
        var listed = (await node.ListAsync()).Select(d => d.Id).ToList();
        Assert.Contains(ids[0], listed);
        Assert.Contains(ids[2], listed);
    }

    [Fact]
    public async Task Pages_and_filters_are_asked_in_words_and_wrong_words_are_refused()
    {
        await using var node = await SoloNode.StartAsync();
        for (var i = 0; i < 5; i++) await node.SendAsync();
        var first = (await node.Api.FindDocumentsAsync(new DocumentQuery { Partner = "bakery", Status = "queued", Limit = 3 })).Value!;
        var second = (await node.Api.FindDocumentsAsync(new DocumentQuery { Partner = "bakery", Limit = 3, Cursor = first.Next })).Value!;
        Assert.Null(second.Next);
        Assert.Equal(Words(await node.ListAsync()), Words(first.Documents.Concat(second.Documents)));
        Assert.Empty((await node.Api.FindDocumentsAsync(new DocumentQuery { Min = 1_000_000_000 })).Value!.Documents);

        Assert.Equal("unknown-peer", await Refused(new DocumentQuery { Partner = "baker" }));
        Assert.Equal("unknown-status", await Refused(new DocumentQuery { Status = "quued" }));
        Assert.Equal("invalid-cursor", await Refused(new DocumentQuery { Cursor = "x" }));
        Assert.Equal("invalid-limit", await Refused(new DocumentQuery { Limit = 0 }));
        Assert.Equal("invalid-limit", await Refused(new DocumentQuery { Limit = 1001 }));

        async Task<string> Refused(DocumentQuery query) => (await node.Api.FindDocumentsAsync(query)).Problem!.Code;
    }

    // Until the position on disk has followed the journal.
    private static async Task WalkedAsync(SoloNode node) => await node.Api.RebuildListsAsync();

    // What the outbox is at is not of the journal.
    private static string Words(params IEnumerable<DocumentView> documents) => JsonSerializer.Serialize(documents.Select(d => d with { Problem = null }));

    private static void Execute(SoloNode node, string sql, bool journal = false)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = journal ? node.Folder.Journal : node.Folder.Lists, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0);
    }
}
