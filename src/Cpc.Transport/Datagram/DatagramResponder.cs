using System.Buffers.Binary;
using System.Net;
using Cpc.Cryptography;
using Cpc.Sessions;
using Cpc.Sessions.Noise;

namespace Cpc.Transport.Datagram;

/// <summary>The side that is asked first: handshakes come from anywhere, so everything here is metered and bounded.</summary>
internal sealed class DatagramResponder(DatagramOptions options) : IDisposable
{
    private readonly List<PendingAnswer> _pending = [];
    private readonly Dictionary<PeerId, ulong> _times = [];
    private readonly TokenBuckets<NetworkPrefix> _byNetwork = new(DatagramLimits.HandshakesPerNetwork, DatagramLimits.HandshakeBurstPerNetwork, DatagramLimits.MaxMetered);
    private readonly TokenBuckets<bool> _all = new(DatagramLimits.Handshakes, DatagramLimits.HandshakeBurst, 1);
    private readonly byte[] _payload = new byte[DatagramLimits.DatagramSize];

    public DatagramRefusals Refusals { get; } = new();

    /// <summary>Whether an address may begin something now.</summary>
    public bool Admits(IPAddress address, DateTimeOffset now) => _byNetwork.TryTake(NetworkPrefix.Of(address), now) && _all.TryTake(true, now);

    /// <summary>Reads INIT. Its question may be empty.</summary>
    public DatagramRefusal TryReceive(ReadOnlySpan<byte> datagram, IPEndPoint from, DateTimeOffset now, out DatagramEvent.Question? question)
    {
        question = null;
        // Always full-size: so no answer is larger, whoever's address it claims to come from.
        if (datagram.Length != DatagramLimits.DatagramSize) return DatagramRefusal.Malformed;
        if (datagram[1] != DatagramFormat.Version) return DatagramRefusal.Version;
        // Before any cryptography.
        if (!Admits(from.Address, now)) return DatagramRefusal.RateLimited;
        foreach (var own in options.Statics())
        {
            var handshake = new HandshakeState(NoisePattern.IK, Blake2bHash.Instance, initiator: false,
                DatagramFormat.Prologue(options.Network, datagram[..DatagramFormat.InitHeader], options.Self), own.Pair);
            var body = datagram[DatagramFormat.InitHeader..];
            var at = handshake.TryReadTokens(body);
            if (at < 0 || handshake.TryReadPayload(body[at..], _payload) != DatagramFormat.InitPayload)
            {
                // For the former static, or not for us.
                handshake.Dispose();
                continue;
            }

            var refusal = Judge(handshake, from, now, out var peer, out var id, out var asked);
            if (refusal != DatagramRefusal.None)
            {
                handshake.Dispose();
                return refusal;
            }

            var pending = new PendingAnswer(handshake, BinaryPrimitives.ReadUInt64BigEndian(datagram[2..]), own, now);
            if (_pending.Count >= DatagramLimits.MaxPending) Drop(_pending[0]);
            _pending.Add(pending);
            question = new DatagramEvent.Question(peer!, asked, false, DatagramFormat.AnswerRoom(own.Record.Length), id) { Pending = pending };
            return DatagramRefusal.None;
        }

        return DatagramRefusal.HandshakeFailed;
    }

    /// <summary>Writes RESP.</summary>
    /// <returns>The session and the datagram's size; null when the question is too old, or was answered.</returns>
    public Tuple<DatagramSession, int>? Answer(PendingAnswer pending, DatagramPeer peer, uint id, ReadOnlySpan<byte> answer, ulong index, DateTimeOffset now, Span<byte> datagram)
    {
        if (!_pending.Remove(pending)) return null;
        using var handshake = pending.Handshake;
        datagram[0] = DatagramFormat.Response;
        BinaryPrimitives.WriteUInt64BigEndian(datagram[1..], pending.PeerIndex);
        var size = DatagramFormat.Write(_payload, index, pending.Own.Record, answer.IsEmpty ? 0 : id, answer);
        var at = DatagramFormat.ResponseHeader;
        var tokens = handshake.TryWriteTokens(datagram[at..]);
        if (tokens < 0) return null; // An ephemeral of low order.
        at += tokens;
        at += handshake.WritePayload(_payload.AsSpan(0, size), datagram[at..]);
        return Tuple.Create(new DatagramSession(handshake, initiator: false, peer, index, pending.PeerIndex, now), at);
    }

    public void Expire(DateTimeOffset now)
    {
        while (_pending.Count > 0 && now - _pending[0].Since >= DatagramLimits.HandshakeTimeout) Drop(_pending[0]);
    }

    public void Dispose()
    {
        while (_pending.Count > 0) Drop(_pending[0]);
    }

    private DatagramRefusal Judge(HandshakeState handshake, IPEndPoint from, DateTimeOffset now, out DatagramPeer? peer, out uint id, out ReadOnlyMemory<byte> asked)
    {
        (peer, asked) = (null, default);
        if (!DatagramFormat.TryRead(_payload.AsSpan(0, DatagramFormat.InitPayload), out var time, out var record, out id, out var question) || (id == 0) != question.IsEmpty)
            return DatagramRefusal.Malformed;
        ReadOnlyMemory<byte> encoded = record.ToArray();
        if (StaticRecord.ClaimedPeer(encoded) is not { } claimed) return DatagramRefusal.Malformed;
        if (claimed == options.Self) return DatagramRefusal.Self;
        if (StaticRecord.TryDecode(encoded, claimed, now, out var read) != Refusal.None || !handshake.RemoteStatic.SequenceEqual(read!.X25519))
            return DatagramRefusal.Identity;
        var microseconds = (double)(now - DateTimeOffset.UnixEpoch).Ticks / 10;
        if (Math.Abs(time - microseconds) > DatagramLimits.Skew.TotalMicroseconds) return DatagramRefusal.ClockSkew;
        if (_times.TryGetValue(claimed, out var last) && time <= last) return DatagramRefusal.Replay;
        Remember(claimed, time, microseconds);
        peer = new DatagramPeer(claimed, read.X25519, from);
        asked = question.ToArray();
        return DatagramRefusal.None;
    }

    private void Remember(PeerId peer, ulong time, double now)
    {
        if (_times.Count >= DatagramLimits.MaxTimes && !_times.ContainsKey(peer))
        {
            // What the clock refuses anyway, need not be remembered.
            foreach (var old in _times.Where(t => t.Value + DatagramLimits.Skew.TotalMicroseconds < now).Select(t => t.Key).ToList()) _times.Remove(old);
            if (_times.Count >= DatagramLimits.MaxTimes) _times.Remove(_times.MinBy(t => t.Value).Key);
        }

        _times[peer] = time;
    }

    private void Drop(PendingAnswer pending)
    {
        _pending.Remove(pending);
        pending.Handshake.Dispose();
    }
}
