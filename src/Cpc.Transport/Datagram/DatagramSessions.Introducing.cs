using System.Buffers.Binary;
using System.Net;
using Cpc.Cryptography;
using Cpc.Sessions;

namespace Cpc.Transport.Datagram;

/// <content>Whose Noise static is not known, as of a bootstrap node of which one has id and address only, is asked for it.
/// That is no question of the DHT: the static record is public and signed, and only who knows the id is answered.</content>
public sealed partial class DatagramSessions
{
    private readonly Dictionary<ulong, Introduction> _introductions = [];

    /// <summary>Asks a node for its static record; <see cref="DatagramEvent.Introduced"/> is what comes of it, if anything.</summary>
    /// <returns>False when too many are under way.</returns>
    public bool Introduce(PeerId peer, IPEndPoint address, DateTimeOffset now)
    {
        if (_introductions.Count >= DatagramLimits.MaxPending) return false;
        var nonce = BitConverter.ToUInt64(SecureRandom.Bytes(8));
        _introductions[nonce] = new Introduction(peer, address, now);
        var datagram = _buffer.AsSpan();
        datagram.Clear();
        WriteIntroductionHeader(datagram, DatagramFormat.IntroductionAsked, nonce);
        peer.CopyTo(datagram[DatagramFormat.IntroductionHeader..]);
        options.Send(datagram, address);
        return true;
    }

    private static void WriteIntroductionHeader(Span<byte> datagram, byte kind, ulong nonce)
    {
        (datagram[0], datagram[1], datagram[2]) = (DatagramFormat.Introduction, DatagramFormat.Version, kind);
        BinaryPrimitives.WriteUInt64BigEndian(datagram[3..], nonce);
    }

    private DatagramRefusal ReceiveIntroduction(ReadOnlySpan<byte> datagram, IPEndPoint from, DateTimeOffset now, out DatagramEvent? result)
    {
        result = null;
        if (datagram.Length <= DatagramFormat.IntroductionHeader) return DatagramRefusal.Malformed;
        if (datagram[1] != DatagramFormat.Version) return DatagramRefusal.Version;
        var nonce = BinaryPrimitives.ReadUInt64BigEndian(datagram[3..]);
        var body = datagram[DatagramFormat.IntroductionHeader..];
        return datagram[2] switch
        {
            DatagramFormat.IntroductionAsked => AnswerIntroduction(nonce, body, from, now),
            DatagramFormat.IntroductionAnswered => TakeIntroduction(nonce, body, from, now, out result),
            _ => DatagramRefusal.Malformed,
        };
    }

    private DatagramRefusal AnswerIntroduction(ulong nonce, ReadOnlySpan<byte> body, IPEndPoint from, DateTimeOffset now)
    {
        // Full-size, as INIT, so that the answer is no lever.
        if (body.Length != DatagramLimits.DatagramSize - DatagramFormat.IntroductionHeader) return DatagramRefusal.Malformed;
        if (body[PeerId.Size..].IndexOfAnyExcept((byte)0) >= 0) return DatagramRefusal.Malformed;
        if (new PeerId(body[..PeerId.Size]) != options.Self) return DatagramRefusal.Identity;
        // What gets no answer, costs no token either.
        if (!_responder.Admits(from.Address, now)) return DatagramRefusal.RateLimited;
        var record = options.Statics()[0].Record;
        WriteIntroductionHeader(_buffer, DatagramFormat.IntroductionAnswered, nonce);
        record.CopyTo(_buffer, DatagramFormat.IntroductionHeader);
        options.Send(_buffer.AsSpan(0, DatagramFormat.IntroductionHeader + record.Length), from);
        return DatagramRefusal.None;
    }

    private DatagramRefusal TakeIntroduction(ulong nonce, ReadOnlySpan<byte> record, IPEndPoint from, DateTimeOffset now, out DatagramEvent? result)
    {
        result = null;
        if (!_introductions.TryGetValue(nonce, out var asked)) return DatagramRefusal.NotAsked;
        if (!asked.Address.Equals(from)) return DatagramRefusal.WrongAddress;
        if (record.Length > StaticRecord.MaxSize || StaticRecord.TryDecode(record.ToArray(), asked.Peer, now, out var read) != Refusal.None) return DatagramRefusal.Identity;
        _introductions.Remove(nonce);
        result = new DatagramEvent.Introduced(new DatagramPeer(asked.Peer, read!.X25519, from));
        return DatagramRefusal.None;
    }

    private sealed record Introduction(PeerId Peer, IPEndPoint Address, DateTimeOffset Since);
}
