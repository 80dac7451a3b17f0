using Cpc.Cryptography;
using Cpc.Sessions.DoubleRatchet;

namespace Cpc.Sessions.Tests;

public class SkippedKeysTests
{
    private static readonly DateTimeOffset Now = TestPeer.Start.Utc;
    private readonly byte[] _memory = new byte[SkippedKeys.SizeFor(3)];
    private readonly byte[] _headerKey = SecureRandom.Bytes(32);

    private static byte[] Key(uint n) => [.. Enumerable.Repeat((byte)(n + 1), 32)];

    [Fact]
    public void A_stored_key_is_found_by_header_key_and_number()
    {
        var keys = new SkippedKeys(_memory);
        keys.Add(_headerKey, Key(0), 0, Now);
        keys.Add(_headerKey, Key(1), 1, Now);
        Assert.Equal(Key(1), keys.MessageKey(keys.Find(_headerKey, 1)).ToArray());
        Assert.Equal(-1, keys.Find(_headerKey, 2));
        Assert.Equal(-1, keys.Find(SecureRandom.Bytes(32), 1));
    }

    [Fact]
    public void When_full_the_oldest_is_evicted()
    {
        var keys = new SkippedKeys(_memory);
        for (uint n = 0; n < 4; n++) keys.Add(_headerKey, Key(n), n, Now);
        Assert.Equal(3, keys.Count);
        Assert.Equal(-1, keys.Find(_headerKey, 0));
        Assert.Equal(Key(3), keys.MessageKey(keys.Find(_headerKey, 3)).ToArray());
    }

    [Fact]
    public void A_removed_key_is_erased_from_memory()
    {
        var keys = new SkippedKeys(_memory);
        for (uint n = 0; n < 3; n++) keys.Add(_headerKey, Key(n), n, Now);
        keys.RemoveAt(keys.Find(_headerKey, 1));
        Assert.Equal(-1, _memory.AsSpan().IndexOf(Key(1)));
        Assert.Equal(Key(2), keys.MessageKey(keys.Find(_headerKey, 2)).ToArray());
        Assert.Equal(Key(0), keys.MessageKey(keys.Find(_headerKey, 0)).ToArray());
    }

    [Fact]
    public void Keys_past_their_time_are_erased_and_younger_ones_stay()
    {
        var keys = new SkippedKeys(_memory);
        keys.Add(_headerKey, Key(0), 0, Now);
        keys.Add(_headerKey, Key(1), 1, Now.AddHours(1));
        keys.RemoveBefore(Now.AddMinutes(30));
        Assert.Equal(-1, keys.Find(_headerKey, 0));
        Assert.Equal(-1, _memory.AsSpan().IndexOf(Key(0)));
        Assert.NotEqual(-1, keys.Find(_headerKey, 1));
    }
}
