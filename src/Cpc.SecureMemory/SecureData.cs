using System.Diagnostics;
using System.Security.Cryptography;
using Cpc.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// Secret bytes in memory: pinned, so that the collector leaves no copies behind; erased on dispose; printed
/// redacted; compared in constant time; known to no serializer (protocol.md §11). Not locked, since whole documents pass
/// through it: what lives long and must not reach the swap area belongs into <see cref="SecureStorage"/>.
/// </summary>
/// <remarks>No finalizer erases what was forgotten: a span outlives its owner, and would turn to zeros while in
/// use.</remarks>
[DebuggerDisplay("SecureData (redacted)")]
public sealed class SecureData : IDisposable
{
    private readonly byte[] _bytes;
    private volatile bool _erased;

    /// <summary>Zeroed secret memory.</summary>
    /// <param name="length">Size in bytes, 1 to 16 MiB.</param>
    public SecureData(int length)
    {
        CheckLength(length);
        _bytes = GC.AllocateArray<byte>(length, pinned: true);
    }

    private SecureData(byte[] pinned) => _bytes = pinned;

    /// <summary>Size in bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>The bytes themselves.</summary>
    /// <exception cref="ObjectDisposedException">They have been erased.</exception>
    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_erased, this);
            return _bytes;
        }
    }

    /// <summary>Copies the bytes; the caller erases the source.</summary>
    public static SecureData CopyOf(ReadOnlySpan<byte> secret)
    {
        var data = Uninitialized(secret.Length);
        secret.CopyTo(data._bytes);
        return data;
    }

    /// <summary>Moves the bytes: the source is erased.</summary>
    public static SecureData Take(Span<byte> secret)
    {
        var data = CopyOf(secret);
        CryptographicOperations.ZeroMemory(secret);
        return data;
    }

    /// <summary>Draws random bytes.</summary>
    public static SecureData Random(int length)
    {
        var data = Uninitialized(length);
        SecureRandom.Fill(data._bytes);
        return data;
    }

    /// <summary>Equality in constant time; lengths are not secret.</summary>
    public bool FixedTimeEquals(ReadOnlySpan<byte> other) => CryptographicOperations.FixedTimeEquals(Span, other);

    /// <summary>Erases the bytes. Idempotent.</summary>
    public void Dispose()
    {
        _erased = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }

    public override string ToString() => "SecureData(redacted)";

    private static SecureData Uninitialized(int length)
    {
        CheckLength(length);
        return new SecureData(GC.AllocateUninitializedArray<byte>(length, pinned: true));
    }

    private static void CheckLength(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 16 << 20);
    }
}
