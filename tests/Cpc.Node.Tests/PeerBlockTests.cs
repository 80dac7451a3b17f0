using Cpc.Actors.Api;

namespace Cpc.Node.Tests;

/// <summary>A blocked peer is out at once, over restarts, and on record; so is a verified key.</summary>
public class PeerBlockTests
{
    private static readonly byte[] Invoice = File.ReadAllBytes(Path.Combine(Root(), "samples", "invoice.xml"));

    [Fact]
    public async Task Nothing_is_sent_to_a_blocked_peer_until_it_is_admitted_again()
    {
        await using var alice = await RealNode.StartAsync();
        await using var bob = await RealNode.StartAsync();
        await alice.KnowsAsync(bob, "bob");
        await bob.KnowsAsync(alice, "alice");
        Assert.Null((await alice.Api.SendAsync(Invoice, "bob", alice.Caller)).Problem);
        await RealNode.EventuallyAsync(() => alice.Api.ListDocumentsAsync(), all => all.All(d => d.ReceiptVerified));

        Assert.True((await alice.Api.BlockPeerAsync("bob", alice.Caller)).Value!.Blocked);
        Assert.Equal("peer-blocked", (await alice.Api.BlockPeerAsync("bob", alice.Caller)).Problem!.Code);
        Assert.Equal("unknown-peer", (await alice.Api.BlockPeerAsync("carol", alice.Caller)).Problem!.Code);
        await alice.RestartAsync();
        Assert.Equal("peer-blocked", (await alice.Api.SendAsync(Invoice, "bob", alice.Caller)).Problem!.Code);
        Assert.Null((await alice.PeerAsync(bob.Id)).ReplacedBy);

        Assert.Null((await alice.Api.ReplacePeerAsync($"{bob.Id}@{bob.Address}", "bob", alice.Caller)).Problem);
        Assert.Null((await alice.Api.SendAsync(Invoice, "bob", alice.Caller)).Problem);
        await RealNode.EventuallyAsync(() => alice.Api.ListDocumentsAsync(), all => all.All(d => d.ReceiptVerified));
        Assert.Equal(1, (await alice.Api.VerifyAuditAsync()).Actions["peerBlocked"]);
    }

    [Fact]
    public async Task A_verified_key_and_a_replaced_peer_are_on_record_and_a_wrong_number_is_not()
    {
        await using var alice = await RealNode.StartAsync();
        await using var bob = await RealNode.StartAsync();
        await using var carol = await RealNode.StartAsync();
        await alice.KnowsAsync(bob, "bob", consent: false);
        var number = (await alice.Api.GetSafetyNumberAsync("bob")).Value!;
        Assert.NotNull((await alice.Api.VerifyPeerAsync("bob", new SafetyNumberProof(Digits: "12345"), alice.Caller)).Problem);
        Assert.False((await alice.Api.VerifyAuditAsync()).Actions.ContainsKey("peerVerified"));
        Assert.Null((await alice.Api.VerifyPeerAsync("bob", new SafetyNumberProof(Digits: number.Digits), alice.Caller)).Problem);
        Assert.Null((await alice.Api.ReplacePeerAsync($"{carol.Id}@{bob.Address}", "bob", alice.Caller)).Problem);
        var actions = (await alice.Api.VerifyAuditAsync()).Actions;
        Assert.Equal((1, 1), (actions["peerVerified"], actions["peerBlocked"]));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CpcActors.sln"))) folder = folder.Parent;
        return folder!.FullName;
    }
}
