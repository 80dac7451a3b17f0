namespace Cpc.Cryptography;

/// <summary>The one source of randomness: the operating system's CSPRNG, through libsodium.</summary>
public static class SecureRandom
{
    /// <summary>Fills the span with unpredictable bytes.</summary>
    public static void Fill(Span<byte> destination)
    {
        if (!destination.IsEmpty) Geralt.SecureRandom.Fill(destination);
    }

    /// <summary>Returns <paramref name="length"/> unpredictable bytes: for nonces and ids, not for keys,
    /// since the array is not erased.</summary>
    public static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        Fill(bytes);
        return bytes;
    }

    /// <summary>A uniformly distributed integer in [0, <paramref name="exclusiveUpperBound"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    public static int Below(int exclusiveUpperBound) =>
        exclusiveUpperBound == 1 ? 0 : Geralt.SecureRandom.GetInt32(exclusiveUpperBound); // Geralt refuses a bound of 1.
}
