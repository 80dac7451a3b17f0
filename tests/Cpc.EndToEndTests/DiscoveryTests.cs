using Cpc.Actors.Api;
using Cpc.Actors.Hosting;
using Cpc.Cryptography;
using Cpc.Demo;

namespace Cpc.EndToEndTests;

/// <summary>Partners who are told no address find each other through a third node; liars mislead nobody.</summary>
public sealed class DiscoveryTests : IDisposable
{
    private const string Hocon = "cpc.outbox { min-backoff = 100ms, max-backoff = 500ms, receipt-timeout = 10s }\ncpc.transport.circuit-breaker.reset = 1s\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("cpc-dht-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<NodeProcess> ProcessAsync(string name, string hocon = "")
    {
        var file = Path.Combine(_folder, $"{name}.hocon");
        await File.WriteAllTextAsync(file, Hocon + hocon);
        var node = new NodeProcess(Path.Combine(_folder, name), file);
        await node.StartAsync();
        return node;
    }

    private Task<LocalNode> StartAsync(string name, string hocon = "") => LocalNode.StartAsync(name, new CpcNodeOptions
    {
        DataFolder = Path.Combine(_folder, name),
        LockMemory = "warn",
        Hocon = Hocon + hocon,
    });

    private static Task<string> InviteAsync(NodeProcess node) => TwoNodes.EventuallyAsync(async () =>
    {
        try
        {
            return (await node.GetAsync("v1/invite?address=false")).GetProperty("link").GetString()!;
        }
        catch (HttpRequestException)
        {
            return ""; // It knows nobody yet.
        }
    }, link => link.Length > 0);

    [Fact]
    public async Task An_invoice_reaches_a_partner_of_whom_only_the_id_is_known_and_finds_him_again_after_he_has_moved()
    {
        using var carol = await ProcessAsync("carol", "cpc.dht.serve = on");
        using var alice = await ProcessAsync("alice", $"cpc.dht.bootstrap = [\"{carol.IdAtAddress}\"]");
        using var bob = await ProcessAsync("bob");
        await bob.PostAsync("v1/peers", new { peer = await InviteAsync(alice), name = "alice" });
        await alice.PostAsync("v1/peers", new { peer = await InviteAsync(bob), name = "bob" });
        Assert.Equal("", (await alice.GetAsync("v1/peers"))[0].GetProperty("address").GetString());
        await alice.PostAsync("v1/consents", new { peer = "bob", kinds = Array.Empty<string>(), legalBasis = "contract" });
        var id = await alice.SendAsync(TwoNodes.Invoice, "bob");
        await DeliveredAsync(alice, id!);
        var received = Assert.Single((await bob.GetAsync("v1/documents")).EnumerateArray());
        Assert.Equal(id, received.GetProperty("id").GetString());

        // He comes back elsewhere; his seeds bring him to Carol, his new record to Alice.
        bob.Stop();
        Assert.Contains(carol.Id, (await alice.GetAsync("v1/dht/peers")).EnumerateArray().Select(p => p.GetProperty("id").GetString()));
        using var moved = await ProcessAtAsync(bob);
        id = await alice.SendAsync(TwoNodes.Invoice, "bob");
        await DeliveredAsync(alice, id!);
        Assert.Equal(2, (await moved.GetAsync("v1/documents")).GetArrayLength());
    }

    [Fact]
    public async Task An_identity_that_nobody_published_is_not_found_and_that_is_said()
    {
        await using var carol = await StartAsync("carol", "cpc.dht.serve = on");
        await using var alice = await StartAsync("alice", $"cpc.dht.bootstrap = [\"{carol.IdAtAddress}\"]");
        await TwoNodes.EventuallyAsync(() => alice.Api.GetDhtAsync(), d => d is { Contacts: 1, PublishedUntil: not null });
        var nobody = new PeerId(Convert.FromHexString("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
        var problem = TwoNodes.Fails(await alice.Api.LookUpAsync(nobody.ToString()));
        Assert.Equal("unknown-record", problem.Code);
        Assert.Contains("1 nodes were asked", problem.Message, StringComparison.Ordinal);

        TwoNodes.Succeeds(await alice.Api.AddPeerAsync(nobody.ToString(), "nobody", alice.Caller));
        TwoNodes.Succeeds(await alice.Api.GrantConsentAsync("nobody", new ConsentRequest([], "contract", null), alice.Caller));
        TwoNodes.Succeeds(await alice.Api.SendAsync(TwoNodes.Invoice, "nobody", alice.Caller));
        var peer = await TwoNodes.EventuallyAsync(async () => (await alice.Api.ListPeersAsync()).Single(), p => p.LastProblem is not null);
        Assert.Contains("discovery found no record of it", peer.LastProblem, StringComparison.Ordinal);
        Assert.Equal(1, peer.Queued);
    }

    [Fact]
    public async Task A_forged_record_is_refused_counted_and_told()
    {
        await using var bob = await StartAsync("bob");
        Assert.True(PeerId.TryParse(bob.Id, out var victim));
        await using var liar = new LyingNode("cpc", victim);
        await using var alice = await StartAsync("alice", $"cpc.dht.bootstrap = [\"{liar.IdAtAddress}\"]");
        await TwoNodes.EventuallyAsync(() => alice.Api.GetDhtAsync(), d => d.Contacts == 1);
        var problem = TwoNodes.Fails(await alice.Api.LookUpAsync(bob.Id));
        Assert.Equal("record-refused", problem.Code);
        Assert.True((await alice.Api.GetDhtAsync()).Refusals["RecordSignature"] > 0);

        TwoNodes.Succeeds(await alice.Api.AddPeerAsync(bob.Id, "bob", alice.Caller));
        TwoNodes.Succeeds(await alice.Api.GrantConsentAsync("bob", new ConsentRequest([], "contract", null), alice.Caller));
        TwoNodes.Succeeds(await alice.Api.SendAsync(TwoNodes.Invoice, "bob", alice.Caller));
        var peer = await TwoNodes.EventuallyAsync(async () => (await alice.Api.ListPeersAsync()).Single(), p => p.LastProblem is not null);
        Assert.Contains("forged or outdated ones were refused", peer.LastProblem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invite_that_is_damaged_or_of_another_network_changes_nothing()
    {
        await using var carol = await StartAsync("carol", "cpc.dht.serve = on");
        await using var alice = await StartAsync("alice");
        var link = TwoNodes.Succeeds(await carol.Api.InviteAsync()).Link;
        Assert.Equal("invalid-invite", TwoNodes.Fails(await alice.Api.AddPeerAsync(link[..^1] + (link[^1] == 'a' ? 'b' : 'a'), "carol", alice.Caller)).Code);
        Assert.Equal("invalid-invite", TwoNodes.Fails(await alice.Api.AddPeerAsync(link[..^8], "carol", alice.Caller)).Code);
        Assert.True(PeerId.TryParse(carol.Id, out var id));
        var elsewhere = new Cpc.Kademlia.Invite { Peer = id, Network = "other" }.ToLink();
        Assert.Equal("wrong-network", TwoNodes.Fails(await alice.Api.AddPeerAsync(elsewhere, "carol", alice.Caller)).Code);
        Assert.Empty(await alice.Api.ListPeersAsync());
        // Undamaged, in capitals as a camera reads it.
        var peer = TwoNodes.Succeeds(await alice.Api.AddPeerAsync(link.ToUpperInvariant(), "carol", alice.Caller));
        Assert.Equal((carol.Id, carol.Address), (peer.Id, peer.Address));
    }

    private async Task<NodeProcess> ProcessAtAsync(NodeProcess former)
    {
        var node = former.Moved(Path.Combine(_folder, "bob.hocon"));
        await node.StartAsync();
        return node;
    }

    private static Task<string?> DeliveredAsync(NodeProcess node, string id) => TwoNodes.EventuallyAsync(
        async () => (await node.GetAsync($"v1/documents/{id}")).GetProperty("status").GetString(), status => status == "delivered");
}
