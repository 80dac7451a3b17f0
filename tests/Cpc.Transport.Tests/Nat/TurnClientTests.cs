using System.Net;
using Cpc.Transport.Nat;
using static Cpc.Transport.Tests.Nat.TurnAnswers;

namespace Cpc.Transport.Tests.Nat;

/// <summary>What a TURN server may say, and what is believed of it.</summary>
public class TurnClientTests
{
    private static readonly StunTimers Fast = new(TimeSpan.FromMilliseconds(100), 3, 3);

    private static async Task<(TurnAllocation? Allocation, TurnRefusal Refusal)> AllocateAsync(FakeStunServer server)
    {
        var socket = new StunSocket(TransportNode.Loopback, Fast, TimeProvider.System);
        await using var closing = socket;
        var result = await TurnAllocation.AllocateAsync(socket.To(server.EndPoint), "alice", "password", TimeProvider.System, default).Within();
        if (result.Allocation is not null) await result.Allocation.DisposeAsync();
        return result;
    }

    [Fact]
    public async Task A_challenge_is_answered_and_a_stale_nonce_followed()
    {
        var nonces = new List<string?>();
        using var server = new FakeStunServer((request, _) =>
        {
            var nonce = request.Text(StunAttributeType.Nonce);
            if (request.Method != StunMethod.Allocate) return Granted(request, Key);
            nonces.Add(nonce);
            return nonce switch
            {
                null => Error(request, 401, "first"),
                "first" => Error(request, 438, "second"),
                _ => Key.Authenticates(request) ? Granted(request, Key) : null,
            };
        });
        var (allocation, refusal) = await AllocateAsync(server);
        Assert.Equal(TurnRefusal.None, refusal);
        Assert.Equal(IPEndPoint.Parse("192.0.2.1:5000"), allocation!.Relayed);
        Assert.Equal([null, "first", "second"], nonces);
    }

    [Fact]
    public async Task A_server_that_only_challenges_is_left()
    {
        using var server = new FakeStunServer((request, _) => Error(request, 438, "again"));
        Assert.Equal(TurnRefusal.Unauthorized, (await AllocateAsync(server)).Refusal);
        Assert.Equal(3, server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_success_that_does_not_prove_the_password_is_not_believed(bool signedByAnother)
    {
        using var server = new FakeStunServer((request, _) => request.Text(StunAttributeType.Nonce) is null
            ? Error(request, 401, "n")
            : Granted(request, signedByAnother ? StunKey.LongTerm("alice", "realm", "guessed") : null));
        Assert.Equal(TurnRefusal.Malformed, (await AllocateAsync(server)).Refusal);
    }

    [Fact]
    public async Task A_success_without_a_challenge_is_not_believed()
    {
        using var server = new FakeStunServer((request, _) => Granted(request, Key));
        Assert.Equal(TurnRefusal.Malformed, (await AllocateAsync(server)).Refusal);
    }

    [Theory]
    [InlineData(403, TurnRefusal.Forbidden)]
    [InlineData(437, TurnRefusal.AllocationMismatch)]
    [InlineData(440, TurnRefusal.Unsupported)]
    [InlineData(442, TurnRefusal.Unsupported)]
    [InlineData(486, TurnRefusal.Full)]
    [InlineData(508, TurnRefusal.Full)]
    [InlineData(500, TurnRefusal.Refused)]
    [InlineData(401, TurnRefusal.Malformed)]
    public async Task Refusals_are_told_apart(int code, TurnRefusal refusal)
    {
        // A 401 without a challenge is of no use.
        using var server = new FakeStunServer((request, _) => Error(request, code, null));
        Assert.Equal(refusal, (await AllocateAsync(server)).Refusal);
    }

    [Fact]
    public async Task Silence_is_no_answer()
    {
        using var server = new FakeStunServer((_, _) => null);
        Assert.Equal(TurnRefusal.NoAnswer, (await AllocateAsync(server)).Refusal);
    }

    // What somebody in between sends comes before what the server says.
    private static async Task<TurnRefusal> AllocateAfterAsync(Func<StunMessage, byte[]> forged)
    {
        FakeStunServer server = null!;
        using var closing = server = new FakeStunServer((request, from) =>
        {
            if (request.Text(StunAttributeType.Nonce) is null) return Error(request, 401, "n");
            server.Send(forged(request), from);
            return Granted(request, Key);
        });
        return (await AllocateAsync(server)).Refusal;
    }

    [Theory]
    [InlineData(403)]
    [InlineData(437)]
    [InlineData(486)]
    [InlineData(500)]
    public async Task An_error_that_proves_nothing_is_dropped_and_the_true_answer_awaited(int code)
    {
        Assert.Equal(TurnRefusal.None, await AllocateAfterAsync(request => Error(request, code)));
        Assert.Equal(TurnRefusal.None, await AllocateAfterAsync(request => Error(request, code, null, StunKey.LongTerm("alice", "realm", "guessed"))));
    }

    [Fact]
    public async Task A_success_that_proves_nothing_is_dropped_and_the_true_answer_awaited()
    {
        Assert.Equal(TurnRefusal.None, await AllocateAfterAsync(request => Granted(request, null)));
        Assert.Equal(TurnRefusal.None, await AllocateAfterAsync(request => Granted(request, StunKey.LongTerm("alice", "realm", "guessed"))));
    }

    [Fact]
    public async Task An_error_that_is_signed_counts()
    {
        using var server = new FakeStunServer((request, _) => request.Text(StunAttributeType.Nonce) is null ? Error(request, 401, "n") : Error(request, 486, null, Key));
        Assert.Equal(TurnRefusal.Full, (await AllocateAsync(server)).Refusal);
    }

    [Theory]
    [InlineData(0x7FFF, TurnRefusal.Malformed)]
    [InlineData(0xFFFE, TurnRefusal.None)]
    public async Task What_must_be_understood_and_is_not_is_refused(int attribute, TurnRefusal refusal)
    {
        using var server = new FakeStunServer((request, _) => request.Text(StunAttributeType.Nonce) is null
            ? Error(request, 401, "n")
            : Granted(request, Key, also: w => w.Add((StunAttributeType)attribute, [1, 2, 3, 4])));
        Assert.Equal(refusal, (await AllocateAsync(server)).Refusal);
    }
}
