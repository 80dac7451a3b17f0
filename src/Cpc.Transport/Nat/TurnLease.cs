using System.Collections.Concurrent;
using System.Net;

namespace Cpc.Transport.Nat;

/// <summary>
/// An allocation's life on the server (RFC 8656 §7): refreshed while it is held, with its permissions, and given back. What both
/// kinds of allocation share.
/// </summary>
internal sealed class TurnLease : IAsyncDisposable
{
    /// <summary>Permissions last 300 s (§9) and channels 600 s (§12); both are renewed well before.</summary>
    private static readonly TimeSpan RenewPermissions = TimeSpan.FromSeconds(200);

    private const uint TransportUdp = 17u << 24, TransportTcp = 6u << 24;

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<TurnRefusal> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<IPAddress, byte> _permitted = new();
    private readonly Task _renewing;

    private TurnLease(TurnClient client, IPEndPoint relayed, IPEndPoint seen, TimeSpan lifetime, TimeProvider time)
    {
        (Client, Relayed, Seen, _time) = (client, relayed, seen, time);
        _renewing = RenewAsync(lifetime);
    }

    public TurnClient Client { get; }

    /// <summary>Where the server relays from.</summary>
    public IPEndPoint Relayed { get; }

    /// <summary>This socket as the server sees it.</summary>
    public IPEndPoint Seen { get; }

    /// <summary>Ends when the server has let go of the allocation, with its reason.</summary>
    public Task<TurnRefusal> Lost => _lost.Task;

    /// <summary>Also renewed from time to time, e.g. channels.</summary>
    public Func<CancellationToken, Task>? Renew { get; set; }

    public static async Task<(TurnLease? Lease, TurnRefusal Refusal)> AllocateAsync(TurnClient client, bool tcp, TimeProvider time, CancellationToken cancellationToken)
    {
        var (answer, refusal) = await client.AskAsync(StunMethod.Allocate, w => w.Add(StunAttributeType.RequestedTransport, tcp ? TransportTcp : TransportUdp), cancellationToken).ConfigureAwait(false);
        if (answer is null) return (null, refusal);
        return answer.Address(StunAttributeType.XorRelayedAddress) is { } relayed && answer.Address(StunAttributeType.XorMappedAddress) is { } seen && answer.Number(StunAttributeType.Lifetime) is > 0 and var seconds
            ? (new TurnLease(client, relayed, seen, TimeSpan.FromSeconds(seconds), time), TurnRefusal.None)
            : (null, TurnRefusal.Malformed);
    }

    /// <summary>Lets a peer's address send to the relayed one (§9), and keeps that up.</summary>
    public async Task<TurnRefusal> PermitAsync(IPAddress peer, CancellationToken cancellationToken)
    {
        var (_, refusal) = await Client.AskAsync(StunMethod.CreatePermission, w => w.Add(StunAttributeType.XorPeerAddress, new IPEndPoint(peer, 0)), cancellationToken).ConfigureAwait(false);
        if (refusal == TurnRefusal.None) _permitted.TryAdd(peer, 0);
        return refusal;
    }

    /// <summary>Gives the allocation back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        if (!_lost.Task.IsCompleted)
        {
            using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
            try
            {
                await RefreshAsync(0, brief.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // It ends by itself.
            }
        }

        _lost.TrySetResult(TurnRefusal.None);
        _stop.Dispose();
    }

    private Task<(StunMessage? Answer, TurnRefusal Refusal)> RefreshAsync(uint seconds, CancellationToken cancellationToken) =>
        Client.AskAsync(StunMethod.Refresh, w => w.Add(StunAttributeType.Lifetime, seconds), cancellationToken);

    private async Task RenewAsync(TimeSpan lifetime)
    {
        try
        {
            var refreshAt = _time.GetTimestamp();
            while (true)
            {
                var half = lifetime / 2;
                await Task.Delay(half < RenewPermissions ? half : RenewPermissions, _time, _stop.Token).ConfigureAwait(false);
                foreach (var peer in _permitted.Keys) await PermitAsync(peer, _stop.Token).ConfigureAwait(false);
                if (Renew is { } renew) await renew(_stop.Token).ConfigureAwait(false);
                if (_time.GetElapsedTime(refreshAt) < half) continue;
                refreshAt = _time.GetTimestamp();
                var (answer, refusal) = await RefreshAsync((uint)lifetime.TotalSeconds, _stop.Token).ConfigureAwait(false);
                if (answer is null)
                {
                    _lost.TrySetResult(refusal);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Given back.
        }
    }
}
