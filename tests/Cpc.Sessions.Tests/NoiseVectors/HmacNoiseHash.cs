using Cpc.Sessions.Noise;

namespace Cpc.Sessions.Tests;

/// <summary>A hash of Noise from a plain hash function: HMAC (RFC 2104) and HKDF written out as Noise §4.3 has them.</summary>
internal sealed class HmacNoiseHash(string name, int hashLength, int blockLength, Func<byte[], byte[]> hash) : NoiseHash
{
    public override string Name => name;

    public override int HashLength => hashLength;

    public override void Hash(ReadOnlySpan<byte> input1, ReadOnlySpan<byte> input2, Span<byte> digest) =>
        hash([.. input1, .. input2]).CopyTo(digest);

    public override void Hkdf(ReadOnlySpan<byte> chainingKey, ReadOnlySpan<byte> inputKeyMaterial, Span<byte> outputs)
    {
        var temporaryKey = Hmac(chainingKey, inputKeyMaterial);
        byte[] previous = [];
        for (byte number = 1; !outputs.IsEmpty; number++)
        {
            previous = Hmac(temporaryKey, [.. previous, number]);
            previous.CopyTo(outputs);
            outputs = outputs[hashLength..];
        }
    }

    // Keys are chaining keys and temporary keys here, never longer than a block.
    private byte[] Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        byte[] inner = new byte[blockLength + message.Length], outer = new byte[blockLength + hashLength];
        key.CopyTo(inner);
        key.CopyTo(outer);
        for (var i = 0; i < blockLength; i++)
        {
            inner[i] ^= 0x36;
            outer[i] ^= 0x5c;
        }

        message.CopyTo(inner.AsSpan(blockLength));
        hash(inner).CopyTo(outer, blockLength);
        return hash(outer);
    }
}
