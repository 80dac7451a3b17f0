using Cpc.Actors.Api;

namespace Cpc.Node.Tests;

/// <summary>Two nodes compare their safety number.</summary>
public class PeerVerificationTests
{
    public static TheoryData<string> Ways => new("digits", "words", "code");

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_partner_s_number_verifies_it_for_good(string way)
    {
        await using var alice = await RealNode.StartAsync();
        await using var bob = await RealNode.StartAsync();
        await alice.KnowsAsync(bob, "bob", consent: false);
        await bob.KnowsAsync(alice, "alice", consent: false);
        var theirs = (await bob.Api.GetSafetyNumberAsync("alice")).Value!;
        var ours = (await alice.Api.GetSafetyNumberAsync("bob")).Value!;
        Assert.Equal(ours.Digits, theirs.Digits);
        Assert.Equal(ours.Words, theirs.Words);
        Assert.NotEqual(ours.Code, theirs.Code);
        Assert.False(ours.Verified);

        var verified = await alice.Api.VerifyPeerAsync("bob", ProofOf(theirs, way), alice.Caller);
        Assert.True(verified.Value?.Verified, verified.Problem?.Message);
        await alice.RestartAsync();
        Assert.Equal(verified.Value!.VerifiedSince!.Value.ToUnixTimeMilliseconds(), (await alice.PeerAsync(bob.Id)).VerifiedSince!.Value.ToUnixTimeMilliseconds());
        Assert.False((await bob.PeerAsync(alice.Id)).Verified);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_number_of_a_node_in_between_is_refused(string way)
    {
        await using var alice = await RealNode.StartAsync();
        await using var bob = await RealNode.StartAsync();
        await using var mallory = await RealNode.StartAsync();
        await alice.KnowsAsync(mallory, "bob", consent: false);
        await bob.KnowsAsync(alice, "alice", consent: false);
        var theirs = (await bob.Api.GetSafetyNumberAsync("alice")).Value!;

        var problem = (await alice.Api.VerifyPeerAsync("bob", ProofOf(theirs, way), alice.Caller)).Problem!;
        Assert.Equal("safety-number-differs", problem.Code);
        Assert.Contains("key is not the one in this node's book|another key than bob".Split('|')[way == "code" ? 1 : 0], problem.Message, StringComparison.Ordinal);
        Assert.False((await alice.PeerAsync(mallory.Id)).Verified);
        Assert.Equal(1, await alice.CountAsync("peer.SafetyNumberDiffers"));
    }

    [Fact]
    public async Task A_partner_who_has_another_key_for_us_is_told_apart()
    {
        await using var alice = await RealNode.StartAsync();
        await using var bob = await RealNode.StartAsync();
        await using var mallory = await RealNode.StartAsync();
        await alice.KnowsAsync(bob, "bob", consent: false);
        await bob.KnowsAsync(mallory, "alice", consent: false);
        var theirs = (await bob.Api.GetSafetyNumberAsync("alice")).Value!;
        foreach (var way in new[] { "digits", "words", "code" })
            Assert.Contains("another key for this node", (await alice.Api.VerifyPeerAsync("bob", ProofOf(theirs, way), alice.Caller)).Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slip_is_told_by_its_group_and_what_is_no_number_is_no_other_key()
    {
        await using var alice = await RealNode.StartAsync();
        await using var bob = await RealNode.StartAsync();
        await alice.KnowsAsync(bob, "bob", consent: false);
        var ours = (await alice.Api.GetSafetyNumberAsync("bob")).Value!;
        var last = ours.Digits[^1] == '0' ? '1' : '0';

        var slip = (await alice.Api.VerifyPeerAsync("bob", new SafetyNumberProof(Digits: ours.Digits[..^1] + last), alice.Caller)).Problem!;
        Assert.Equal(("safety-number-differs", "group 12"), (slip.Code, Assert.Single(slip.Details!).Field));
        foreach (var proof in new[] { new("12345"), new(), new(Words: "one two"), new(Code: ours.Code), new(Code: "x"), new SafetyNumberProof(ours.Digits, "zebra") })
            Assert.Equal("invalid-safety-number", (await alice.Api.VerifyPeerAsync("bob", proof, alice.Caller)).Problem!.Code);
        Assert.False((await alice.PeerAsync(bob.Id)).Verified);
    }

    private static SafetyNumberProof ProofOf(SafetyNumberView number, string way) => way switch
    {
        "digits" => new(Digits: number.Digits),
        "words" => new(Words: string.Join(' ', number.Words)),
        _ => new(Code: number.Code),
    };
}
