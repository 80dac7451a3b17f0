namespace Cpc.SecureMemory.Tests;

public class DataCipherTests
{
    [Fact]
    public void What_is_sealed_opens_in_its_place_only()
    {
        using var key = SecureData.Random(32);
        var cipher = new DataCipher(key);
        var sealedBytes = cipher.Seal([1, 2, 3], "here"u8);
        using var opened = cipher.TryOpen(sealedBytes, "here"u8);
        Assert.Equal([1, 2, 3], opened!.Span.ToArray());
        Assert.Null(cipher.TryOpen(sealedBytes, "there"u8));
        using var otherKey = SecureData.Random(32);
        Assert.Null(new DataCipher(otherKey).TryOpen(sealedBytes, "here"u8));
    }

    [Fact]
    public void Any_changed_or_missing_byte_is_refused()
    {
        using var key = SecureData.Random(32);
        var cipher = new DataCipher(key);
        var sealedBytes = cipher.Seal([1, 2, 3], []);
        for (var i = 0; i < sealedBytes.Length; i++)
        {
            sealedBytes[i] ^= 1;
            Assert.Null(cipher.TryOpen(sealedBytes, []));
            sealedBytes[i] ^= 1;
            Assert.Null(cipher.TryOpen(sealedBytes.AsSpan(0, i), []));
        }
    }
}
