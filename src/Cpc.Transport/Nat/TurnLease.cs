using System.Collections.Concurrent;
using System.Net;

namespace Cpc.Transport.Nat;

/// <summary>
/// An allocation's life on the server (RFC 8656 §7): refreshed while it is held, with its permissions, and given back. What both
/// kinds of allocation share. Each thing held is renewed by itself, after two thirds of the life it was granted, and again and
/// again until that life is over: one lost answer ends nothing.
/// </summary>
internal sealed class TurnLease : IAsyncDisposable
{
    /// <summary>A permission's life (§9). A channel lives for 600 s (§12), but the permission it comes with does not.</summary>
    public static readonly TimeSpan PermissionLife = TimeSpan.FromSeconds(300);

    private const uint TransportUdp = 17u << 24, TransportTcp = 6u << 24;

    /// <summary>Whatever a server grants, it is refreshed as if it were no more than this, what servers usually have as their most.</summary>
    private const uint LongestSeconds = 3600;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly uint _asked;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<TurnRefusal> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<IPAddress, byte> _permitted = new();
    private readonly ConcurrentDictionary<Task, byte> _kept = new();
    private int _disposed;

    private TurnLease(TurnClient client, IPEndPoint relayed, IPEndPoint seen, uint seconds, long since, TimeProvider time)
    {
        (Client, Relayed, Seen, _asked, _time) = (client, relayed, seen, seconds, time);
        Keep(LifeOf(seconds), since, RenewAsync, Lose);
        _ = WatchAsync();
    }

    public TurnClient Client { get; }

    /// <summary>Where the server relays from.</summary>
    public IPEndPoint Relayed { get; }

    /// <summary>This socket as the server sees it.</summary>
    public IPEndPoint Seen { get; }

    /// <summary>Ends when the server has let go of the allocation, with its reason.</summary>
    public Task<TurnRefusal> Lost => _lost.Task;

    /// <summary>The monotonic clock.</summary>
    public long Now => _time.GetTimestamp();

    /// <summary>Hears which peer's address is let in no more, and why. Called on any thread.</summary>
    public Action<IPAddress, TurnRefusal>? OnPermissionLost { get; set; }

    public static async Task<(TurnLease? Lease, TurnRefusal Refusal)> AllocateAsync(TurnClient client, bool tcp, TimeProvider time, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        var (answer, refusal) = await client.AskAsync(StunMethod.Allocate, w => w.Add(StunAttributeType.RequestedTransport, tcp ? TransportTcp : TransportUdp), cancellationToken).ConfigureAwait(false);
        if (answer is null) return (null, refusal);
        return answer.Address(StunAttributeType.XorRelayedAddress) is { } relayed && answer.Address(StunAttributeType.XorMappedAddress) is { } seen && answer.Number(StunAttributeType.Lifetime) is > 0 and var seconds
            ? (new TurnLease(client, relayed, seen, seconds, since, time), TurnRefusal.None)
            : (null, TurnRefusal.Malformed);
    }

    /// <summary>Lets a peer's address send to the relayed one (§9), and keeps that up.</summary>
    public async Task<TurnRefusal> PermitAsync(IPAddress peer, CancellationToken cancellationToken)
    {
        var since = _time.GetTimestamp();
        var refusal = await AskAsync(cancellationToken).ConfigureAwait(false);
        if (refusal != TurnRefusal.None || !_permitted.TryAdd(peer, 0)) return refusal;
        Keep(
            PermissionLife,
            since,
            async cancel => (PermissionLife, await AskAsync(cancel).ConfigureAwait(false)),
            why =>
            {
                _permitted.TryRemove(peer, out _);
                OnPermissionLost?.Invoke(peer, why);
            });
        return refusal;

        async Task<TurnRefusal> AskAsync(CancellationToken cancel) =>
            (await Client.AskAsync(StunMethod.CreatePermission, w => w.Add(StunAttributeType.XorPeerAddress, new IPEndPoint(peer, 0)), cancel).ConfigureAwait(false)).Refusal;
    }

    /// <summary>Renews something for as long as the allocation is held, or until the server refuses it or its life is over.</summary>
    /// <param name="since">When the request was sent that it was granted to, by the monotonic clock.</param>
    /// <param name="renew">Returns the new life, and why there is none.</param>
    public void Keep(TimeSpan life, long since, Func<CancellationToken, Task<(TimeSpan Life, TurnRefusal Refusal)>> renew, Action<TurnRefusal> lost)
    {
        if (Volatile.Read(ref _disposed) != 0) return;
        var keeping = KeepAsync(life, since, renew, lost, _stop.Token);
        _kept[keeping] = 0;
        if (keeping.IsCompleted) _kept.TryRemove(keeping, out _);
    }

    /// <summary>Gives the allocation back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_kept.Keys).ConfigureAwait(false);
        // Also where it is thought lost for want of answers: the server may hold it still.
        if (!_lost.Task.IsCompletedSuccessfully || await _lost.Task.ConfigureAwait(false) != TurnRefusal.AllocationMismatch)
        {
            using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
            try
            {
                await Client.AskAsync(StunMethod.Refresh, w => w.Add(StunAttributeType.Lifetime, 0), brief.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // It ends by itself.
            }
        }

        _lost.TrySetResult(TurnRefusal.None);
        _stop.Dispose();
    }

    private static TimeSpan LifeOf(uint seconds) => TimeSpan.FromSeconds(Math.Min(seconds, LongestSeconds));

    private async Task WatchAsync()
    {
        await Client.Path.Ended.ConfigureAwait(false);
        Lose(TurnRefusal.NoAnswer);
    }

    private void Lose(TurnRefusal why)
    {
        // After disposal that is no loss.
        if (Volatile.Read(ref _disposed) == 0) _lost.TrySetResult(why);
    }

    private async Task<(TimeSpan Life, TurnRefusal Refusal)> RenewAsync(CancellationToken cancellationToken)
    {
        var (answer, refusal) = await Client.AskAsync(StunMethod.Refresh, w => w.Add(StunAttributeType.Lifetime, _asked), cancellationToken).ConfigureAwait(false);
        if (answer is null) return (default, refusal);
        // The server decides; what it grants may be less than was asked for.
        return answer.Number(StunAttributeType.Lifetime) is > 0 and var seconds ? (LifeOf(seconds), TurnRefusal.None) : (default, TurnRefusal.Malformed);
    }

    private async Task KeepAsync(TimeSpan life, long since, Func<CancellationToken, Task<(TimeSpan Life, TurnRefusal Refusal)>> renew, Action<TurnRefusal> lost, CancellationToken stop)
    {
        try
        {
            while (!_lost.Task.IsCompleted)
            {
                var due = (life * 2 / 3) - _time.GetElapsedTime(since);
                if (due > TimeSpan.Zero) await Task.Delay(due, _time, stop).ConfigureAwait(false);
                while (!_lost.Task.IsCompleted)
                {
                    var asked = _time.GetTimestamp();
                    var (granted, refusal) = await renew(stop).ConfigureAwait(false);
                    if (refusal == TurnRefusal.None)
                    {
                        (life, since) = (granted, asked);
                        break;
                    }

                    // Silence, or words that prove nothing, may be the network's; a refusal is the server's.
                    if (refusal is not (TurnRefusal.NoAnswer or TurnRefusal.Malformed) || _time.GetElapsedTime(since) + BetweenTries >= life)
                    {
                        lost(refusal);
                        return;
                    }

                    await Task.Delay(BetweenTries, _time, stop).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Given back.
        }
    }
}
