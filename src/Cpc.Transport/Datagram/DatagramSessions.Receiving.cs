using System.Buffers.Binary;
using System.Net;
using Cpc.Cryptography;
using Cpc.Sessions;

namespace Cpc.Transport.Datagram;

/// <content>What arrives.</content>
public sealed partial class DatagramSessions
{
    private DatagramRefusal ReceiveInit(ReadOnlySpan<byte> datagram, IPEndPoint from, DateTimeOffset now, out DatagramEvent? result)
    {
        result = null;
        var refusal = _responder.TryReceive(datagram, from, now, out var question);
        if (refusal != DatagramRefusal.None) return refusal;
        if (question!.Payload.IsEmpty) Reply(question, [], now);
        else result = question;
        return DatagramRefusal.None;
    }

    private DatagramRefusal ReceiveResponse(ReadOnlySpan<byte> datagram, IPEndPoint from, DateTimeOffset now, out DatagramEvent? result)
    {
        result = null;
        if (datagram.Length < DatagramFormat.ResponseHeader + X25519.KeySize + DatagramFormat.Tag + 16) return DatagramRefusal.Malformed;
        var index = BinaryPrimitives.ReadUInt64BigEndian(datagram[1..]);
        if (!_pending.TryGetValue(index, out var pending)) return DatagramRefusal.UnknownSession;
        if (!pending.Peer.Address.Equals(from)) return DatagramRefusal.WrongAddress;
        var handshake = pending.Handshake;
        // From here on the handshake is used up, whatever it brings: only who saw the datagram could name its index.
        _pending.Remove(index);
        using (handshake)
        {
            var body = datagram[DatagramFormat.ResponseHeader..];
            var at = handshake.TryReadTokens(body);
            if (at < 0) return DatagramRefusal.HandshakeFailed;
            var length = handshake.TryReadPayload(body[at..], _plaintext);
            if (length < 0) return DatagramRefusal.HandshakeFailed;
            if (!DatagramFormat.TryRead(_plaintext.AsSpan(0, length), out var peerIndex, out var record, out var id, out var answer)) return DatagramRefusal.Malformed;
            if (StaticRecord.TryDecode(record.ToArray(), pending.Peer.Peer, now, out var read) != Refusal.None
                || !read!.X25519.AsSpan().SequenceEqual(pending.Peer.NoiseStatic.Span)) return DatagramRefusal.Identity;
            var session = new DatagramSession(handshake, initiator: true, pending.Peer, index, peerIndex, now);
            Add(session);
            // Something has to tell the peer that we are where we say.
            if (pending.Waiting.Count == 0) Seal(session, [DatagramFormat.Confirm], now);
            foreach (var (waiting, question) in pending.Waiting) SendQuestion(session, waiting, question.Span, now);
            result = new DatagramEvent.Proved(pending.Peer);
            if (id == 0 || answer.IsEmpty) return DatagramRefusal.None;
            if (!_asked.TryGetValue(id, out var asked) || asked.Peer.Peer != pending.Peer.Peer) return DatagramRefusal.NotAsked;
            _asked.Remove(id);
            result = new DatagramEvent.Answer(pending.Peer, id, answer.ToArray());
            return DatagramRefusal.None;
        }
    }

    private DatagramRefusal ReceiveData(ReadOnlySpan<byte> datagram, IPEndPoint from, DateTimeOffset now, out DatagramEvent? result)
    {
        result = null;
        if (datagram.Length <= DatagramFormat.DataHeader + DatagramFormat.Tag) return DatagramRefusal.Malformed;
        if (!_sessions.TryGetValue(BinaryPrimitives.ReadUInt64BigEndian(datagram[1..]), out var session) || !IsAlive(session, now)) return DatagramRefusal.UnknownSession;
        if (!session.Peer.Address.Equals(from)) return DatagramRefusal.WrongAddress;
        var refusal = session.TryOpen(datagram, _plaintext, out var length);
        if (refusal != DatagramRefusal.None) return refusal;
        session.LastUsed = now;
        var isFirst = !session.IsConfirmed;
        if (isFirst) Confirm(session);
        var plaintext = _plaintext.AsSpan(0, length);
        switch (plaintext[0])
        {
            case DatagramFormat.Confirm when length == 1:
                // Once: what it says again is no news, and costs nobody a question.
                if (isFirst) result = new DatagramEvent.Proved(session.Peer);
                return DatagramRefusal.None;
            case DatagramFormat.Question when length > DatagramFormat.QuestionHeader:
                result = new DatagramEvent.Question(session.Peer, plaintext[DatagramFormat.QuestionHeader..].ToArray(), true, MaxAnswer,
                    BinaryPrimitives.ReadUInt32BigEndian(plaintext[1..]))
                { Session = session };
                return DatagramRefusal.None;
            case DatagramFormat.Answer when length > DatagramFormat.AnswerHeader:
                return TakeAnswer(session, plaintext, out result);
            default:
                return DatagramRefusal.Malformed;
        }
    }

    private DatagramRefusal TakeAnswer(DatagramSession session, ReadOnlySpan<byte> plaintext, out DatagramEvent? result)
    {
        result = null;
        var id = BinaryPrimitives.ReadUInt32BigEndian(plaintext[1..]);
        var (part, parts) = (plaintext[5], plaintext[6]);
        if (parts is 0 or > DatagramLimits.MaxParts || part >= parts) return DatagramRefusal.Malformed;
        if (!_asked.TryGetValue(id, out var asked) || asked.Peer.Peer != session.Peer.Peer) return DatagramRefusal.NotAsked;
        if (asked.Take(part, parts, plaintext[DatagramFormat.AnswerHeader..]) is not { } answer) return DatagramRefusal.None;
        _asked.Remove(id);
        result = new DatagramEvent.Answer(asked.Peer, id, answer);
        return DatagramRefusal.None;
    }
}
