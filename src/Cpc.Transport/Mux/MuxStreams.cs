using System.Threading.Channels;

namespace Cpc.Transport;

/// <summary>
/// The streams of one TLS connection: numbers, limits, and who is waiting for one. All under the sender's gate, so
/// that numbers rise in the order in which they go out.
/// </summary>
internal sealed class MuxStreams(MuxSender sender, bool dialed, int maximumInbound, int window)
{
    private readonly Dictionary<ulong, MuxStream> _open = [];
    private readonly HashSet<MuxStream> _unnumbered = [];
    private readonly Channel<MuxStream> _arrived = Channel.CreateUnbounded<MuxStream>();
    private readonly OpeningCredit _opening = new();
    private ulong _nextOurs = dialed ? 1UL : 2UL;
    private ulong _nextTheirs = dialed ? 2UL : 1UL;
    private int _inbound;
    private int _peerWindow;
    private TransportRefusal? _ended;

    /// <summary>Bytes the peer may send on a stream before we read.</summary>
    public int Window => window;

    /// <summary>Waits for the peer's permission and makes a stream that has no number yet.</summary>
    public async ValueTask<MuxStream> OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.TakeAsync(cancellationToken).ConfigureAwait(false);
        lock (sender.Gate)
        {
            if (_ended is { } refusal) throw new TransportException(refusal);
            var stream = new MuxStream(sender, this, inbound: false, _peerWindow);
            _unnumbered.Add(stream);
            return stream;
        }
    }

    public async ValueTask<PeerStream> AcceptAsync(CancellationToken cancellationToken)
    {
        MuxStream stream;
        try
        {
            stream = await _arrived.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new TransportException(_ended ?? TransportRefusal.Closed);
        }

        stream.MarkAccepted();
        return stream;
    }

    /// <summary>Gives a stream of ours its number as its first frame goes out. Gate held.</summary>
    public ulong Register(MuxStream stream)
    {
        var id = _nextOurs;
        _nextOurs += 2;
        _open.Add(id, stream);
        _unnumbered.Remove(stream);
        return id;
    }

    /// <summary>Both directions have ended. Gate held.</summary>
    public void Retire(MuxStream stream) => _open.Remove(stream.Id);

    /// <summary>A stream of ours ended without having gone out: its permission is unused. Gate held.</summary>
    public void ReturnUnused(MuxStream stream)
    {
        _unnumbered.Remove(stream);
        _opening.TryAdd(1);
    }

    /// <summary>A stream of the peer has ended and was taken from the queue: it may open another. Gate held.</summary>
    public void ReturnInbound()
    {
        _inbound--;
        if (_ended is null) sender.AddStreamCredit(1);
    }

    /// <summary>The peer's first frame tells its limits.</summary>
    public void Allow(int peerWindow, int streams)
    {
        lock (sender.Gate) _peerWindow = peerWindow;
        _opening.TryAdd(streams);
    }

    /// <returns>False when it is no credit, or the sum is beyond any sense.</returns>
    public bool TryAllowMore(uint streams) => streams > 0 && _opening.TryAdd(streams);

    /// <summary>Finds the stream a frame is about; a frame with the open flag makes it.</summary>
    /// <param name="stream">Null, with a null result, for a stream that has ended: its frames were under way.</param>
    public TransportRefusal? Find(FrameHeader header, out MuxStream? stream)
    {
        lock (sender.Gate)
        {
            stream = null;
            if (_ended is not null) return TransportRefusal.Closed;
            if ((header.Flags & FrameFlags.Open) == 0)
            {
                if (_open.TryGetValue(header.Stream, out stream)) return null;
                var next = (header.Stream & 1) == (_nextOurs & 1) ? _nextOurs : _nextTheirs;
                return header.Stream < next ? null : TransportRefusal.Malformed;
            }

            if (header.Stream != _nextTheirs) return TransportRefusal.Malformed;
            if (_inbound >= maximumInbound) return TransportRefusal.TooManyStreams;
            _inbound++;
            _nextTheirs += 2;
            stream = new MuxStream(sender, this, inbound: true, _peerWindow, header.Stream);
            _open.Add(header.Stream, stream);
            return null;
        }
    }

    /// <summary>Hands a stream of the peer to whoever accepts; bounded by the limit of inbound streams.</summary>
    public void Announce(MuxStream stream) => _arrived.Writer.TryWrite(stream);

    /// <summary>The connection has ended, and with it every stream.</summary>
    public void End(TransportRefusal refusal)
    {
        MuxStream[] open;
        lock (sender.Gate)
        {
            if (_ended is not null) return;
            _ended = refusal;
            open = [.. _open.Values, .. _unnumbered];
        }

        _opening.End(refusal);
        while (_arrived.Reader.TryRead(out _))
        {
            // They are in the table too and fail below.
        }

        _arrived.Writer.TryComplete();
        foreach (var stream in open) stream.ConnectionEnded(refusal);
    }

    /// <summary>Why the connection has ended; null while it lives. Gate held.</summary>
    public TransportRefusal? Ended => _ended;
}
