using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Cpc.Transport.Nat;

/// <summary>Addresses in attributes (RFC 8489 §14.1, §14.2): <c>0, family u8, port u16, address 4 or 16</c>, XORed or plain.</summary>
internal static class StunAddress
{
    private const byte IPv4 = 1, IPv6 = 2;

    /// <summary>Writes the XORed form: 8 or 20 bytes.</summary>
    public static byte[] Write(IPEndPoint endPoint, ReadOnlySpan<byte> transactionId)
    {
        var address = endPoint.Address.IsIPv4MappedToIPv6 ? endPoint.Address.MapToIPv4() : endPoint.Address;
        var bytes = address.GetAddressBytes();
        var value = new byte[4 + bytes.Length];
        value[1] = bytes.Length == 4 ? IPv4 : IPv6;
        BinaryPrimitives.WriteUInt16BigEndian(value.AsSpan(2), (ushort)endPoint.Port);
        bytes.CopyTo(value, 4);
        Xor(value, transactionId);
        return value;
    }

    public static IPEndPoint? TryRead(ReadOnlySpan<byte> value, StunAttributeType type, ReadOnlySpan<byte> transactionId)
    {
        if (value.Length is not (8 or 20) || value[0] != 0 || value[1] != (value.Length == 8 ? IPv4 : IPv6)) return null;
        var plain = value.ToArray();
        if (type is not (StunAttributeType.MappedAddress or StunAttributeType.OtherAddress or StunAttributeType.ResponseOrigin or StunAttributeType.AlternateServer))
            Xor(plain, transactionId);
        return new IPEndPoint(new IPAddress(plain.AsSpan(4)), BinaryPrimitives.ReadUInt16BigEndian(plain.AsSpan(2)));
    }

    /// <summary>The family of an address, as REQUESTED-ADDRESS-FAMILY has it.</summary>
    public static byte FamilyOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? IPv4 : IPv6;

    private static void Xor(Span<byte> value, ReadOnlySpan<byte> transactionId)
    {
        Span<byte> pad = stackalloc byte[4 + StunMessage.TransactionIdSize];
        BinaryPrimitives.WriteUInt32BigEndian(pad, StunMessage.MagicCookie);
        transactionId.CopyTo(pad[4..]);
        for (var i = 0; i < 2; i++) value[2 + i] ^= pad[i];
        for (var i = 4; i < value.Length; i++) value[i] ^= pad[i - 4];
    }
}
