using System.Buffers.Binary;
using System.Net;
using System.Text;
using Cpc.Cryptography;

namespace Cpc.Transport.Nat;

/// <summary>Writes a STUN message, attribute by attribute; integrity and fingerprint come last.</summary>
public sealed class StunWriter
{
    private readonly List<byte> _bytes;

    /// <param name="transactionId">12 bytes; null for fresh random ones.</param>
    public StunWriter(StunClass kind, StunMethod method, byte[]? transactionId = null)
    {
        TransactionId = transactionId ?? SecureRandom.Bytes(StunMessage.TransactionIdSize);
        ArgumentOutOfRangeException.ThrowIfNotEqual(TransactionId.Length, StunMessage.TransactionIdSize);
        var header = new byte[StunMessage.HeaderSize];
        BinaryPrimitives.WriteUInt16BigEndian(header, StunMessage.TypeOf(kind, method));
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), StunMessage.MagicCookie);
        TransactionId.CopyTo(header, 8);
        _bytes = [.. header];
    }

    /// <summary>12 bytes.</summary>
    public byte[] TransactionId { get; }

    /// <summary>Adds an attribute; padding is added as needed.</summary>
    public StunWriter Add(StunAttributeType type, ReadOnlySpan<byte> value)
    {
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)value.Length);
        _bytes.AddRange(head);
        _bytes.AddRange(value);
        while (_bytes.Count % 4 != 0) _bytes.Add(0);
        SetLength();
        return this;
    }

    public StunWriter Add(StunAttributeType type, string text) => Add(type, Encoding.UTF8.GetBytes(text));

    public StunWriter Add(StunAttributeType type, uint number)
    {
        Span<byte> value = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(value, number);
        return Add(type, value);
    }

    /// <summary>Adds a XORed address.</summary>
    public StunWriter Add(StunAttributeType type, IPEndPoint endPoint) => Add(type, StunAddress.Write(endPoint, TransactionId));

    public StunWriter AddIntegrity(StunKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Add(StunAttributeType.MessageIntegrity, key.Sign([.. _bytes]));
    }

    public StunWriter AddIntegritySha256(StunKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Add(StunAttributeType.MessageIntegritySha256, key.SignSha256([.. _bytes]));
    }

    /// <summary>The finished message, with its FINGERPRINT (RFC 8489 §14.7).</summary>
    public byte[] ToBytes()
    {
        Add(StunAttributeType.Fingerprint, 0);
        var bytes = _bytes.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(bytes.Length - 4), StunMessage.FingerprintOf(bytes.AsSpan(0, bytes.Length - 8)));
        return bytes;
    }

    private void SetLength()
    {
        var length = _bytes.Count - StunMessage.HeaderSize;
        _bytes[2] = (byte)(length >> 8);
        _bytes[3] = (byte)length;
    }
}
