using Cpc.Actors.Api;

namespace Cpc.Node.Tests;

/// <summary>A known peer whose name or address turns up with another key.</summary>
public class ChangedKeyTests
{
    private static byte[] Invoice => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "invoice.xml"));

    [Theory]
    [InlineData(true, "name-taken")]
    [InlineData(false, "address-taken")]
    public async Task The_name_or_address_of_a_known_peer_is_not_given_to_another_key(bool sameName, string code)
    {
        await using var alice = await RealNode.StartAsync();
        await using var bob = await RealNode.StartAsync();
        await using var other = await RealNode.StartAsync();
        await alice.KnowsAsync(bob, "bob", consent: false);

        var refused = await alice.Api.AddPeerAsync(sameName ? $"{other.Id}@{other.Address}" : $"{other.Id}@{bob.Address}", sameName ? "BOB" : null, alice.Caller);
        Assert.Equal(code, refused.Problem?.Code);
        Assert.Contains("--replace", refused.Problem!.Message, StringComparison.Ordinal);
        Assert.Contains(bob.Id, refused.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(bob.Id, Assert.Single(await alice.Api.ListPeersAsync()).Id);
        Assert.Null((await alice.Api.AddPeerAsync($"{other.Id}@{other.Address}", "other", alice.Caller)).Problem);
    }

    [Fact]
    public async Task A_replaced_peer_is_blocked_for_good_and_its_outbox_holds()
    {
        await using var alice = await RealNode.StartAsync();
        await using var bob = await RealNode.StartAsync();
        await using var successor = await RealNode.StartAsync();
        await alice.KnowsAsync(bob, "bob");
        var oldAddress = bob.Address;
        await bob.StopAsync();
        var waiting = (await alice.Api.SendAsync(Invoice, "bob", alice.Caller)).Value!;
        var added = (await alice.Api.ReplacePeerAsync($"{successor.Id}@{oldAddress}", null, alice.Caller)).Value!;
        Assert.Equal(("bob", false), (added.Name, added.Verified));

        await bob.RestartAsync();
        await alice.RestartAsync();
        var blocked = await alice.PeerAsync(bob.Id);
        Assert.Equal((true, successor.Id, 1), (blocked.Blocked, blocked.ReplacedBy, blocked.Queued));
        Assert.Contains("blocked", blocked.LastProblem, StringComparison.Ordinal);
        Assert.Contains("blocked", (await alice.Api.GetDocumentAsync(waiting.Id.ToString())).Value!.Problem, StringComparison.Ordinal);
        Assert.Contains((await alice.Api.GetNodeAsync()).Warnings, w => w.Contains("blocked", StringComparison.Ordinal));
        Assert.Equal("peer-blocked", (await alice.Api.SendAsync(Invoice, bob.Id, alice.Caller)).Problem?.Code);
        Assert.Equal(successor.Id, (await alice.Api.GetSafetyNumberAsync("bob")).Value!.Peer);

        // It is not admitted either.
        await bob.KnowsAsync(alice, "alice");
        await bob.Api.SendAsync(Invoice, "alice", bob.Caller);
        await RealNode.EventuallyAsync(() => alice.CountAsync("transport.UnknownPeer"), n => n > 0);
        Assert.Single(await alice.Api.ListDocumentsAsync());
        Assert.DoesNotContain(await bob.Api.ListDocumentsAsync(), d => d.Direction == "received");
    }

    [Fact]
    public async Task A_blocked_peer_is_admitted_again_only_when_that_is_said()
    {
        await using var alice = await RealNode.StartAsync();
        await using var bob = await RealNode.StartAsync();
        await using var successor = await RealNode.StartAsync();
        await alice.KnowsAsync(bob, "bob");
        await bob.KnowsAsync(alice, "alice");
        var number = (await bob.Api.GetSafetyNumberAsync("alice")).Value!;
        Assert.Null((await alice.Api.VerifyPeerAsync("bob", new SafetyNumberProof(number.Digits), alice.Caller)).Problem);
        Assert.Null((await alice.Api.ReplacePeerAsync($"{successor.Id}@{successor.Address}", "bob", alice.Caller)).Problem);

        Assert.Equal("peer-blocked", (await alice.Api.AddPeerAsync($"{bob.Id}@{bob.Address}", null, alice.Caller)).Problem?.Code);
        Assert.Equal("peer-blocked", (await alice.Api.VerifyPeerAsync(bob.Id, new SafetyNumberProof(number.Digits), alice.Caller)).Problem?.Code);
        Assert.Null((await alice.Api.ReplacePeerAsync($"{bob.Id}@{bob.Address}", null, alice.Caller)).Problem);
        Assert.Equal((false, false), ((await alice.PeerAsync(bob.Id)).Blocked, (await alice.PeerAsync(bob.Id)).Verified));
        Assert.True((await alice.PeerAsync(successor.Id)).Blocked);

        var sent = (await alice.Api.SendAsync(Invoice, "bob", alice.Caller)).Value!;
        await RealNode.EventuallyAsync(() => alice.Api.GetDocumentAsync(sent.Id.ToString()), d => d.Value?.Status == "delivered");
    }

    [Fact]
    public async Task An_address_that_answers_with_another_key_gets_nothing_and_that_is_said()
    {
        await using var alice = await RealNode.StartAsync();
        await using var bob = await RealNode.StartAsync();
        await alice.KnowsAsync(bob, "bob");
        await bob.KnowsAsync(alice, "alice");
        await bob.StopAsync();

        using var folder = new TempFolder();
        var sent = (await alice.Api.SendAsync(Invoice, "bob", alice.Caller)).Value!;
        await using (var impostor = await RealNode.StartAsync(bob.Address, folder))
        {
            // Even one that would take Alice's documents.
            await impostor.KnowsAsync(alice, "alice");
            var view = await RealNode.EventuallyAsync(() => alice.PeerAsync(bob.Id), p => p.KeyChanged);
            Assert.Contains("KEY CHANGED", view.LastProblem, StringComparison.Ordinal);
            Assert.True(await alice.CountAsync("peer.KeyChanged") > 0);
            Assert.Contains((await alice.Api.GetNodeAsync()).Warnings, w => w.Contains("KEY CHANGED", StringComparison.Ordinal));
            Assert.Contains("KEY CHANGED", (await alice.Api.GetDocumentAsync(sent.Id.ToString())).Value!.Problem, StringComparison.Ordinal);
            Assert.Equal(1, view.Queued);
            Assert.Empty(await impostor.Api.ListDocumentsAsync());
            Assert.Equal(bob.Id, Assert.Single(await alice.Api.ListPeersAsync()).Id);
        }

        // The right key at the address: it goes on, and the mark is gone.
        await bob.RestartAsync();
        await RealNode.EventuallyAsync(() => alice.Api.GetDocumentAsync(sent.Id.ToString()), d => d.Value?.Status == "delivered");
        // The outbox learns of the receipt a moment after the document.
        await RealNode.EventuallyAsync(() => alice.PeerAsync(bob.Id), p => p is { KeyChanged: false, LastProblem: null });
    }
}
