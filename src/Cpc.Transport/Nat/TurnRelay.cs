using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Cpc.Transport.Nat;

/// <summary>
/// Holds a TCP address on the configured TURN server (RFC 6062) for as long as it runs: allocates it, lets the partners' networks
/// in, and begins anew when it is lost. Thread-safe.
/// </summary>
/// <param name="server">HOST:PORT.</param>
/// <param name="partners">Hosts that may come in, names or addresses: a server relays only for whom it was told to. Who they are,
/// TLS finds out.</param>
public sealed class TurnRelay(string server, string username, string password, Func<IEnumerable<string>> partners, StunTimers timers, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Addresses let in at a time: each is renewed every 200 s.</summary>
    private const int MaximumPermitted = 1024;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>How soon a partner that was added is let in.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private Held? _held;
    private Task _running = Task.CompletedTask;
    private TurnRefusal? _refusal;
    private int _started;

    public string Server => server;

    /// <summary>The address lent; null while there is none.</summary>
    public IPEndPoint? Relayed => Volatile.Read(ref _held)?.Allocation.Relayed;

    /// <summary>Why there is no address; null where that is not known yet, or there is one.</summary>
    public TurnRefusal? Refusal => Relayed is null ? _refusal : null;

    internal bool IsStarted => Volatile.Read(ref _started) != 0;

    /// <summary>Takes connections of permitted addresses, each with a socket that is its own; else they are closed.</summary>
    internal Action<Socket, IPEndPoint>? OnConnected { get; set; }

    /// <summary>Begins to hold an address. Once.</summary>
    public void Start(AddressFamily family)
    {
        if (Interlocked.Exchange(ref _started, 1) == 0) _running = RunAsync(family);
    }

    /// <summary>Connects to an address from the one that is lent.</summary>
    /// <exception cref="TransportException">Unreachable: there is no address, or the server did not get through.</exception>
    internal async Task<Socket> ConnectAsync(IPEndPoint peer, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _held) is not { } held) throw new TransportException(TransportRefusal.Unreachable);
        await held.PermitAsync(peer.Address, cancellationToken).ConfigureAwait(false);
        var (stream, _) = await held.Allocation.ConnectAsync(peer, cancellationToken).ConfigureAwait(false);
        return stream is NetworkStream network ? network.Socket : throw new TransportException(TransportRefusal.Unreachable);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync(AddressFamily family)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var wait = FirstWait;
        try
        {
            while (true)
            {
                if (await AllocateAsync(family).ConfigureAwait(false) is { } allocation)
                {
                    wait = FirstWait;
                    _refusal = await HoldAsync(allocation, family).ConfigureAwait(false);
                }

                await Task.Delay(wait, time, _stop.Token).ConfigureAwait(false);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task<TurnTcpAllocation?> AllocateAsync(AddressFamily family)
    {
        try
        {
            var endPoint = await NatProbe.ResolveAsync(server, family, _stop.Token).ConfigureAwait(false);
            (var allocation, _refusal) = await TurnTcpAllocation.AllocateAsync(endPoint, username, password, timers, time, _stop.Token).ConfigureAwait(false);
            return allocation;
        }
        catch (TransportException)
        {
            _refusal = TurnRefusal.NoAnswer;
            return null;
        }
    }

    /// <returns>Why it was lost.</returns>
    private async Task<TurnRefusal> HoldAsync(TurnTcpAllocation allocation, AddressFamily family)
    {
        var held = new Held(allocation);
        allocation.OnPermissionLost = (address, _) => held.Permitted.TryRemove(new(address, 0));
        Volatile.Write(ref _held, held);
        var accepting = AcceptAsync(allocation);
        try
        {
            while (!allocation.Lost.IsCompleted)
            {
                await PermitPartnersAsync(held, family).ConfigureAwait(false);
                await Task.WhenAny(allocation.Lost, Task.Delay(BetweenLooks, time, _stop.Token)).ConfigureAwait(false);
                _stop.Token.ThrowIfCancellationRequested();
            }

            return await allocation.Lost.ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _held, null);
            await allocation.DisposeAsync().ConfigureAwait(false);
            await accepting.ConfigureAwait(false);
        }
    }

    private async Task AcceptAsync(TurnTcpAllocation allocation)
    {
        try
        {
            while (true)
            {
                var (peer, stream, _) = await allocation.AcceptAsync(_stop.Token).ConfigureAwait(false);
                if (stream is not NetworkStream network) continue;
                if (OnConnected is { } taker) taker(network.Socket, peer);
                else await network.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is TransportException or OperationCanceledException)
        {
            // It is lost, or given back.
        }
    }

    private async Task PermitPartnersAsync(Held held, AddressFamily family)
    {
        foreach (var host in partners().Distinct(StringComparer.OrdinalIgnoreCase).ToList())
        {
            if (held.Permitted.Count >= MaximumPermitted || held.Allocation.Lost.IsCompleted) return;
            if (!IPAddress.TryParse(host, out var address) && !held.Names.TryGetValue(host, out address))
            {
                try
                {
                    address = (await NatProbe.ResolveAsync($"{host}:1", family, _stop.Token).ConfigureAwait(false)).Address;
                    held.Names[host] = address;
                }
                catch (TransportException)
                {
                    continue;
                }
            }

            if (address.AddressFamily == family) await held.PermitAsync(address, _stop.Token).ConfigureAwait(false);
        }
    }

    private sealed record Held(TurnTcpAllocation Allocation)
    {
        public ConcurrentDictionary<IPAddress, byte> Permitted { get; } = new();

        // While this address is held; a name that moves is asked for anew with the next one.
        public Dictionary<string, IPAddress> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

        public async Task PermitAsync(IPAddress address, CancellationToken cancel)
        {
            if (Permitted.ContainsKey(address)) return;
            // Refused for good (a network that the server does not relay to) is not asked again.
            if (await Allocation.PermitAsync(address, cancel).ConfigureAwait(false) is TurnRefusal.None or TurnRefusal.Forbidden) Permitted[address] = 0;
        }
    }
}
