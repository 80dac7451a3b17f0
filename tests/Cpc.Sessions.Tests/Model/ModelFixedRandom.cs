using Org.BouncyCastle.Security;

namespace Cpc.Sessions.Tests.Model;

/// <summary>Hands BouncyCastle the bytes we want it to draw, once.</summary>
internal sealed class ModelFixedRandom(byte[] bytes) : SecureRandom
{
    private int _at;

    public override void NextBytes(byte[] buffer) => NextBytes(buffer, 0, buffer.Length);

    public override void NextBytes(byte[] buffer, int start, int length)
    {
        Array.Copy(bytes, _at, buffer, start, length);
        _at += length;
    }

    public override void NextBytes(Span<byte> buffer)
    {
        bytes.AsSpan(_at, buffer.Length).CopyTo(buffer);
        _at += buffer.Length;
    }
}
