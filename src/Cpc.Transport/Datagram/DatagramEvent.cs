namespace Cpc.Transport.Datagram;

/// <summary>What a datagram brought.</summary>
public abstract record DatagramEvent
{
    private DatagramEvent()
    {
    }

    /// <summary>The peer has proved that it is alive at its address.</summary>
    public sealed record Proved(DatagramPeer Peer) : DatagramEvent;

    /// <summary>A node that was asked for its static has shown it; that it is alive there is not proved by this.</summary>
    public sealed record Introduced(DatagramPeer Peer) : DatagramEvent;

    /// <summary>A question; it is answered with <see cref="DatagramSessions.Reply"/>, or not at all.</summary>
    /// <param name="IsProved">Whether the peer has proved its address. Until then the question may be a replay: it must
    /// change nothing.</param>
    /// <param name="Room">Bytes that the answer may have.</param>
    public sealed record Question(DatagramPeer Peer, ReadOnlyMemory<byte> Payload, bool IsProved, int Room, uint Id) : DatagramEvent
    {
        internal DatagramSession? Session { get; init; }

        internal PendingAnswer? Pending { get; init; }

        public override string ToString() => $"Question({Peer}, {Payload.Length} bytes)";
    }

    /// <summary>An answer, complete.</summary>
    public sealed record Answer(DatagramPeer Peer, uint Id, ReadOnlyMemory<byte> Payload) : DatagramEvent
    {
        public override string ToString() => $"Answer({Peer}, {Payload.Length} bytes)";
    }
}
