using System.Buffers.Binary;
using System.Net;
using Cpc.Cryptography;
using Cpc.Sessions.Noise;

namespace Cpc.Transport.Datagram;

/// <summary>
/// Questions and answers between nodes in encrypted datagrams, without sockets: datagrams and time in, datagrams out. The
/// first question to a peer rides along in the handshake, so a stranger answers after one round trip; later ones use the
/// cached keys. Noise IK between the contacts' statics, each bound to its identity by a signed static record
/// (docs/adr/0015). Used by one thread.
/// </summary>
public sealed partial class DatagramSessions(DatagramOptions options) : IDisposable
{
    private readonly Dictionary<ulong, DatagramSession> _sessions = [];
    private readonly Dictionary<(PeerId, IPEndPoint), DatagramSession> _byPeer = [];
    private readonly Dictionary<ulong, PendingHandshake> _pending = [];
    private readonly Dictionary<uint, AskedQuestion> _asked = [];
    private readonly DatagramResponder _responder = new(options);
    private readonly byte[] _buffer = new byte[DatagramLimits.DatagramSize];
    private readonly byte[] _plaintext = new byte[DatagramLimits.DatagramSize];
    private ulong _time;
    private uint _lastId = BitConverter.ToUInt32(SecureRandom.Bytes(4));

    /// <summary>Largest question in bytes.</summary>
    public static int MaxQuestion => DatagramFormat.MaxQuestion;

    /// <summary>Largest answer in bytes, once the address is proved.</summary>
    public static int MaxAnswer => DatagramFormat.MaxAnswer;

    public DatagramRefusals Refusals => _responder.Refusals;

    /// <summary>Sessions with keys.</summary>
    public int Count => _sessions.Count;

    /// <summary>Asks a peer.</summary>
    /// <param name="mayRide">Whether the question may go with a handshake: only one that changes nothing at the peer, since
    /// whoever records it can send it again.</param>
    /// <returns>The question's id; 0 when too many are under way.</returns>
    /// <exception cref="ArgumentException">The question is too large: our own mistake.</exception>
    public uint Ask(DatagramPeer peer, ReadOnlyMemory<byte> question, bool mayRide, DateTimeOffset now)
    {
        if (question.Length > MaxQuestion) throw new ArgumentException($"A question has at most {MaxQuestion} bytes.", nameof(question));
        if (_asked.Count >= DatagramLimits.MaxAsked) return 0;
        var id = NewId();
        _asked.Add(id, new AskedQuestion(peer));
        if (_byPeer.TryGetValue((peer.Peer, peer.Address), out var session) && IsAlive(session, now))
        {
            SendQuestion(session, id, question.Span, now);
        }
        else if (_pending.Values.FirstOrDefault(p => p.Peer.Peer == peer.Peer && p.Peer.Address.Equals(peer.Address)) is not { } pending)
        {
            Begin(peer, id, question, mayRide, now);
        }
        else if (pending.Waiting.Count < DatagramLimits.MaxWaiting)
        {
            pending.Waiting.Add((id, question));
        }
        else
        {
            _asked.Remove(id);
            return 0;
        }

        return id;
    }

    /// <summary>A question has not been answered in time. The peer may have lost its keys, so the next question brings a new
    /// handshake.</summary>
    public void GiveUp(uint id)
    {
        if (!_asked.Remove(id, out var asked)) return;
        if (_byPeer.TryGetValue((asked.Peer.Peer, asked.Peer.Address), out var session)) Erase(session);
        foreach (var (index, _) in _pending.Where(p => p.Value.Peer.Peer == asked.Peer.Peer && p.Value.Peer.Address.Equals(asked.Peer.Address)).ToList()) Drop(index);
    }

    /// <summary>Takes a datagram.</summary>
    /// <returns>What it brought; null for nothing, or a refusal, which is counted.</returns>
    public DatagramEvent? Receive(ReadOnlySpan<byte> datagram, IPEndPoint from, DateTimeOffset now)
    {
        DatagramEvent? result = null;
        var refusal = datagram.IsEmpty || datagram.Length > DatagramLimits.DatagramSize ? DatagramRefusal.Malformed : datagram[0] switch
        {
            DatagramFormat.Init => ReceiveInit(datagram, from, now, out result),
            DatagramFormat.Response => ReceiveResponse(datagram, from, now, out result),
            DatagramFormat.Data => ReceiveData(datagram, from, now, out result),
            DatagramFormat.Introduction => ReceiveIntroduction(datagram, from, now, out result),
            _ => DatagramRefusal.Malformed,
        };
        Refusals.Count(refusal);
        return result;
    }

    /// <summary>Answers a question, once and within a few seconds.</summary>
    /// <param name="answer">Null for none: the session is set up nevertheless.</param>
    /// <exception cref="ArgumentException">The answer is larger than the question's room: our own mistake.</exception>
    public void Reply(DatagramEvent.Question question, ReadOnlySpan<byte> answer, DateTimeOffset now)
    {
        if (answer.Length > question.Room) throw new ArgumentException($"The answer has room for {question.Room} bytes.", nameof(answer));
        if (question.Pending is { } pending)
        {
            if (_responder.Answer(pending, question.Peer, question.Id, answer, NewIndex(), now, _buffer) is not var (session, size)) return;
            Add(session);
            options.Send(_buffer.AsSpan(0, size), question.Peer.Address);
        }
        else if (question.Session is { } session && _sessions.ContainsKey(session.OwnIndex) && !answer.IsEmpty)
        {
            SendAnswer(session, question.Id, answer, now);
        }
    }

    /// <summary>Erases what is too old.</summary>
    public void Expire(DateTimeOffset now)
    {
        foreach (var session in _sessions.Values.Where(s => !IsAlive(s, now)).ToList()) Erase(session);
        foreach (var (index, _) in _pending.Where(p => now - p.Value.Since >= DatagramLimits.HandshakeTimeout).ToList()) Drop(index);
        foreach (var (nonce, _) in _introductions.Where(i => now - i.Value.Since >= DatagramLimits.HandshakeTimeout).ToList()) _introductions.Remove(nonce);
        _responder.Expire(now);
    }

    public void Dispose()
    {
        foreach (var session in _sessions.Values) session.Dispose();
        foreach (var pending in _pending.Values) pending.Handshake.Dispose();
        _responder.Dispose();
        _sessions.Clear();
        _byPeer.Clear();
        _pending.Clear();
    }

    private static bool IsAlive(DatagramSession session, DateTimeOffset now) =>
        now - session.Created < (session.IsConfirmed ? DatagramLimits.MaxLife : DatagramLimits.HandshakeTimeout)
        && now - session.LastUsed < DatagramLimits.IdleLife;

    private void Begin(DatagramPeer peer, uint id, ReadOnlyMemory<byte> question, bool mayRide, DateTimeOffset now)
    {
        var own = options.Statics()[0];
        var rides = mayRide && question.Length <= DatagramFormat.QuestionRoom(own.Record.Length);
        var index = NewIndex();
        var datagram = _buffer.AsSpan();
        datagram[0] = DatagramFormat.Init;
        datagram[1] = DatagramFormat.Version;
        BinaryPrimitives.WriteUInt64BigEndian(datagram[2..], index);
        var handshake = new HandshakeState(NoisePattern.IK, Blake2bHash.Instance, initiator: true,
            DatagramFormat.Prologue(options.Network, datagram[..DatagramFormat.InitHeader], peer.Peer), own.Pair, peer.NoiseStatic.ToArray());
        var at = handshake.TryWriteTokens(datagram[DatagramFormat.InitHeader..]);
        if (at < 0)
        {
            // A claimed static of low order: nobody can answer.
            handshake.Dispose();
            return;
        }

        // Strictly rising, also when the clock is set back.
        _time = Math.Max(_time + 1, (ulong)((now - DateTimeOffset.UnixEpoch).Ticks / 10));
        var payload = _plaintext.AsSpan(0, DatagramFormat.InitPayload);
        payload.Clear();
        DatagramFormat.Write(payload, _time, own.Record, rides ? id : 0, rides ? question.Span : []);
        handshake.WritePayload(payload, datagram[(DatagramFormat.InitHeader + at)..]);
        if (_pending.Count >= DatagramLimits.MaxPending) Drop(_pending.MinBy(p => p.Value.Since).Key);
        var pending = new PendingHandshake(handshake, peer, now);
        if (!rides) pending.Waiting.Add((id, question));
        _pending.Add(index, pending);
        options.Send(datagram, peer.Address);
    }

    private void SendQuestion(DatagramSession session, uint id, ReadOnlySpan<byte> question, DateTimeOffset now)
    {
        Span<byte> plaintext = stackalloc byte[DatagramFormat.QuestionHeader + question.Length];
        plaintext[0] = DatagramFormat.Question;
        BinaryPrimitives.WriteUInt32BigEndian(plaintext[1..], id);
        question.CopyTo(plaintext[DatagramFormat.QuestionHeader..]);
        Seal(session, plaintext, now);
    }

    private void SendAnswer(DatagramSession session, uint id, ReadOnlySpan<byte> answer, DateTimeOffset now)
    {
        var parts = (answer.Length + DatagramFormat.MaxPart - 1) / DatagramFormat.MaxPart;
        Span<byte> plaintext = stackalloc byte[DatagramFormat.AnswerHeader + DatagramFormat.MaxPart];
        for (var part = 0; part < parts; part++)
        {
            var body = answer[(part * DatagramFormat.MaxPart)..];
            if (body.Length > DatagramFormat.MaxPart) body = body[..DatagramFormat.MaxPart];
            plaintext[0] = DatagramFormat.Answer;
            BinaryPrimitives.WriteUInt32BigEndian(plaintext[1..], id);
            (plaintext[5], plaintext[6]) = ((byte)part, (byte)parts);
            body.CopyTo(plaintext[DatagramFormat.AnswerHeader..]);
            Seal(session, plaintext[..(DatagramFormat.AnswerHeader + body.Length)], now);
        }
    }

    private void Seal(DatagramSession session, ReadOnlySpan<byte> plaintext, DateTimeOffset now)
    {
        session.LastUsed = now;
        options.Send(_buffer.AsSpan(0, session.Seal(plaintext, _buffer)), session.Peer.Address);
    }

    private void Confirm(DatagramSession session)
    {
        session.IsConfirmed = true;
        _byPeer[(session.Peer.Peer, session.Peer.Address)] = session;
    }

    private void Add(DatagramSession session)
    {
        if (_sessions.Count >= DatagramLimits.MaxSessions) Erase(_sessions.Values.MinBy(s => (s.IsConfirmed, s.LastUsed))!);
        _sessions.Add(session.OwnIndex, session);
        // An unconfirmed one displaces nothing: its handshake may be a replay.
        if (session.IsConfirmed) Confirm(session);
    }

    private void Erase(DatagramSession session)
    {
        _sessions.Remove(session.OwnIndex);
        var key = (session.Peer.Peer, session.Peer.Address);
        if (_byPeer.TryGetValue(key, out var current) && ReferenceEquals(current, session)) _byPeer.Remove(key);
        session.Dispose();
    }

    private void Drop(ulong index)
    {
        if (_pending.Remove(index, out var pending)) pending.Handshake.Dispose();
    }

    // 0 means none.
    private uint NewId()
    {
        do _lastId++;
        while (_lastId == 0 || _asked.ContainsKey(_lastId));
        return _lastId;
    }

    private ulong NewIndex()
    {
        ulong index;
        do index = BitConverter.ToUInt64(SecureRandom.Bytes(8));
        while (_sessions.ContainsKey(index) || _pending.ContainsKey(index));
        return index;
    }
}
