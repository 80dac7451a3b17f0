using System.Buffers.Binary;
using Cpc.Sessions.Noise;

namespace Cpc.Transport.Datagram;

/// <summary>The keys between two nodes.</summary>
internal sealed class DatagramSession : IDisposable
{
    private readonly CipherState _sending = new();
    private readonly CipherState _receiving = new();
    private ReplayWindow _window;
    private ulong _counter;

    public DatagramSession(HandshakeState handshake, bool initiator, DatagramPeer peer, ulong ownIndex, ulong peerIndex, DateTimeOffset now)
    {
        Peer = peer;
        OwnIndex = ownIndex;
        PeerIndex = peerIndex;
        Created = LastUsed = now;
        IsConfirmed = initiator;
        Span<byte> k1 = stackalloc byte[32];
        Span<byte> k2 = stackalloc byte[32];
        handshake.Split(k1, k2);
        _sending.InitializeKey(initiator ? k1 : k2);
        _receiving.InitializeKey(initiator ? k2 : k1);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(k1);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(k2);
    }

    public DatagramPeer Peer { get; }

    public ulong OwnIndex { get; }

    public ulong PeerIndex { get; }

    public DateTimeOffset Created { get; }

    public DateTimeOffset LastUsed { get; set; }

    /// <summary>Whether the peer has shown that it received our last message at its address: for the initiator, from the
    /// start.</summary>
    public bool IsConfirmed { get; set; }

    /// <summary>Encrypts into a datagram.</summary>
    /// <returns>Its size.</returns>
    public int Seal(ReadOnlySpan<byte> plaintext, Span<byte> datagram)
    {
        datagram[0] = DatagramFormat.Data;
        BinaryPrimitives.WriteUInt64BigEndian(datagram[1..], PeerIndex);
        BinaryPrimitives.WriteUInt64BigEndian(datagram[9..], _counter);
        _sending.SetNonce(_counter++);
        return DatagramFormat.DataHeader + _sending.EncryptWithAd(datagram[..DatagramFormat.DataHeader], plaintext, datagram[DatagramFormat.DataHeader..]);
    }

    /// <summary>Decrypts a datagram that was not received before.</summary>
    /// <param name="length">Bytes of the plaintext.</param>
    public DatagramRefusal TryOpen(ReadOnlySpan<byte> datagram, Span<byte> plaintext, out int length)
    {
        length = 0;
        var counter = BinaryPrimitives.ReadUInt64BigEndian(datagram[9..]);
        if (!_window.MayTake(counter)) return DatagramRefusal.Duplicate;
        _receiving.SetNonce(counter);
        length = _receiving.TryDecryptWithAd(datagram[..DatagramFormat.DataHeader], datagram[DatagramFormat.DataHeader..], plaintext);
        if (length < 0) return DatagramRefusal.NotAuthentic;
        _window.Take(counter);
        return DatagramRefusal.None;
    }

    public void Dispose()
    {
        _sending.Dispose();
        _receiving.Dispose();
    }
}
