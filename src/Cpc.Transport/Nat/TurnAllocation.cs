using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;

namespace Cpc.Transport.Nat;

/// <summary>
/// A UDP address on a TURN server (RFC 8656): datagrams go out from it and come in to it, through the server. The server sees
/// only what passes, which is encrypted.
/// </summary>
public sealed class TurnAllocation : IAsyncDisposable
{
    /// <summary>Datagrams that wait to be read; more are dropped, as a network does.</summary>
    private const int MaximumWaiting = 256;

    private const int ChannelHeader = 4;
    private const ushort FirstChannel = 0x4000, LastChannel = 0x4FFF;

    private readonly TurnLease _lease;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<IPEndPoint, ushort> _channelOf = new();
    private readonly ConcurrentDictionary<ushort, IPEndPoint> _peerOf = new();
    private readonly Channel<(IPEndPoint From, byte[] Data)> _received =
        Channel.CreateBounded<(IPEndPoint, byte[])>(new BoundedChannelOptions(MaximumWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    private int _nextChannel = FirstChannel;

    private TurnAllocation(TurnLease lease)
    {
        _lease = lease;
        lease.Renew = RenewChannelsAsync;
        lease.Client.Path.OnIndication = OnIndication;
        lease.Client.Path.OnChannelData = OnChannelData;
    }

    /// <summary>What to tell a peer.</summary>
    public IPEndPoint Relayed => _lease.Relayed;

    /// <summary>This node as the server sees it.</summary>
    public IPEndPoint Seen => _lease.Seen;

    /// <summary>Ends when the server has let go of the allocation, with its reason; None after disposal.</summary>
    public Task<TurnRefusal> Lost => _lease.Lost;

    /// <summary>Asks for an allocation.</summary>
    /// <param name="path">Over UDP; it stays the caller's.</param>
    public static async Task<(TurnAllocation? Allocation, TurnRefusal Refusal)> AllocateAsync(
        StunPath path, string username, string password, TimeProvider time, CancellationToken cancellationToken)
    {
        var (lease, refusal) = await TurnLease.AllocateAsync(new TurnClient(path, username, password), tcp: false, time, cancellationToken).ConfigureAwait(false);
        return (lease is null ? null : new TurnAllocation(lease), refusal);
    }

    /// <summary>Lets a peer's address in. Kept up while the allocation lives.</summary>
    public Task<TurnRefusal> PermitAsync(IPAddress peer, CancellationToken cancellationToken) => _lease.PermitAsync(peer, cancellationToken);

    /// <summary>Binds a channel to a peer (§12), 4 bytes for each datagram instead of 36, and lets it in.</summary>
    public async Task<TurnRefusal> BindChannelAsync(IPEndPoint peer, CancellationToken cancellationToken)
    {
        ushort number;
        lock (_gate)
        {
            if (!_channelOf.TryGetValue(peer, out number))
            {
                if (_nextChannel > LastChannel) return TurnRefusal.Full;
                number = (ushort)_nextChannel++;
            }
        }

        // The server may use it as soon as it has answered.
        _peerOf[number] = peer;
        var (_, refusal) = await AskForChannelAsync(peer, number, cancellationToken).ConfigureAwait(false);
        if (refusal == TurnRefusal.None) _channelOf[peer] = number;
        return refusal;
    }

    /// <summary>Sends a datagram to a peer that was permitted; like any datagram it may be lost.</summary>
    /// <exception cref="TransportException">Unreachable or Closed.</exception>
    public ValueTask SendAsync(IPEndPoint peer, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (_channelOf.TryGetValue(peer, out var channel))
        {
            var packet = new byte[ChannelHeader + data.Length];
            BinaryPrimitives.WriteUInt16BigEndian(packet, channel);
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)data.Length);
            data.CopyTo(packet.AsMemory(ChannelHeader));
            return _lease.Client.Path.SendAsync(packet, cancellationToken);
        }

        var indication = new StunWriter(StunClass.Indication, StunMethod.Send).Add(StunAttributeType.XorPeerAddress, peer).Add(StunAttributeType.Data, data.Span);
        return _lease.Client.Path.SendAsync(indication.ToBytes(), cancellationToken);
    }

    /// <summary>The next datagram of a peer.</summary>
    /// <exception cref="TransportException">Closed: the allocation was disposed.</exception>
    public async ValueTask<(IPEndPoint From, byte[] Data)> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _received.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new TransportException(TransportRefusal.Closed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _received.Writer.TryComplete();
        await _lease.DisposeAsync().ConfigureAwait(false);
    }

    private Task<(StunMessage? Answer, TurnRefusal Refusal)> AskForChannelAsync(IPEndPoint peer, ushort number, CancellationToken cancellationToken) =>
        _lease.Client.AskAsync(
            StunMethod.ChannelBind,
            w => w.Add(StunAttributeType.ChannelNumber, (uint)number << 16).Add(StunAttributeType.XorPeerAddress, peer),
            cancellationToken);

    private async Task RenewChannelsAsync(CancellationToken cancellationToken)
    {
        foreach (var (peer, number) in _channelOf) await AskForChannelAsync(peer, number, cancellationToken).ConfigureAwait(false);
    }

    private void OnIndication(StunMessage message)
    {
        if (message.Method != StunMethod.Data || message.Find(StunAttributeType.Data) is not { } data) return;
        if (message.Address(StunAttributeType.XorPeerAddress) is { } from) _received.Writer.TryWrite((from, data.ToArray()));
    }

    private void OnChannelData(ReadOnlyMemory<byte> packet)
    {
        if (packet.Length < ChannelHeader) return;
        var length = BinaryPrimitives.ReadUInt16BigEndian(packet.Span[2..]);
        if (length > packet.Length - ChannelHeader) return;
        if (_peerOf.TryGetValue(BinaryPrimitives.ReadUInt16BigEndian(packet.Span), out var from))
            _received.Writer.TryWrite((from, packet.Slice(ChannelHeader, length).ToArray()));
    }
}
