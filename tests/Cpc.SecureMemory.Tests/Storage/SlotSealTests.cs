using System.Buffers.Binary;
using Cpc.Cryptography;

namespace Cpc.SecureMemory.Tests;

public class SlotSealTests
{
    [Fact]
    public void Each_seal_of_the_same_content_differs_and_counts_one_more()
    {
        using var storage = TestStorage.Create();
        using var slot = storage.Slot();
        var seen = new HashSet<string>();
        var counter = slot.Table.Counter(slot.Number);
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(seen.Add(Convert.ToHexString(slot.AtRest())));
            slot.Open(0, static (_, _) => { });
            Assert.Equal(++counter, slot.Table.Counter(slot.Number));
        }
    }

    [Fact]
    public void The_counter_goes_on_when_a_slot_is_used_again()
    {
        using var storage = TestStorage.Create(count: 1);
        var last = 0UL;
        for (var i = 0; i < 10; i++)
        {
            using var slot = storage.Slot();
            slot.Fill(1);
            var counter = slot.Table.Counter(slot.Number);
            Assert.Equal(last + 2, counter);
            last = counter;
        }
    }

    [Fact]
    public void Numbers_are_unique_across_the_pools()
    {
        using var storage = TestStorage.Create(4, new SlotPool(10, 30), new SlotPool(20, 30));
        var numbers = Enumerable.Range(0, 60).Select(i => storage.Slot(i < 30 ? 10 : 20).Number);
        Assert.Equal(60, numbers.Distinct().Count());
    }

    [Fact]
    public void Any_changed_byte_at_rest_is_refused()
    {
        using var storage = TestStorage.Create();
        using var slot = storage.Slot();
        slot.Fill(3);
        for (var i = 0; i < slot.Size + XChaCha20Poly1305.TagSize; i++)
        {
            slot.Table.Sealed(slot.Number, slot.Size)[i] ^= 0x10;
            var refused = Assert.Throws<SecureStorageException>(() => slot.Copy());
            Assert.DoesNotContain("03", refused.Message, StringComparison.Ordinal);
            Assert.Throws<SecureStorageException>(() => slot.Fill(4));
            slot.Table.Sealed(slot.Number, slot.Size)[i] ^= 0x10;
        }

        Assert.Equal(TestStorage.Filled(100, 3), slot.Copy());
    }

    [Fact]
    public void A_changed_counter_is_refused()
    {
        using var storage = TestStorage.Create();
        using var slot = storage.Slot();
        slot.Table.NextCounter(slot.Number);
        Assert.Throws<SecureStorageException>(() => slot.Copy());
    }

    [Fact]
    public void Content_moved_to_another_slot_is_refused()
    {
        using var storage = TestStorage.Create();
        using var a = storage.Slot();
        using var b = storage.Slot();
        a.AtRest().CopyTo(b.Table.Sealed(b.Number, b.Size));
        Assert.Equal(a.Table.Counter(a.Number), b.Table.Counter(b.Number));
        Assert.Throws<SecureStorageException>(() => b.Copy());
        // In two, the good one is let go as well.
        Assert.Throws<SecureStorageException>(() => SecureSlot.OpenTwo(a, b, 0, static (_, _, _) => 0));
        Assert.Equal(new byte[100], a.Copy());
    }

    [Theory]
    [InlineData(100, 8)]
    [InlineData(99, 7)]
    public void Another_size_or_owner_is_refused(int size, uint owner)
    {
        using var storage = TestStorage.Create();
        using var slot = storage.Slot(100, owner: 7);
        var posing = new SecureSlot(storage, slot.Table, slot.Number, size, owner);
        Assert.Throws<SecureStorageException>(() => posing.Copy());
    }

    // Recomputed from protocol.md §11 with nothing of SlotShield.
    [Fact]
    public unsafe void The_sealed_form_is_that_of_section_11()
    {
        using var storage = TestStorage.Create();
        using var other = storage.Slot();
        using var slot = storage.Slot(60, owner: 0x01020304);
        slot.Fill(0x42);
        var key = new byte[32];
        Blake3.DeriveKey("cpc/v1 slot shield"u8, new ReadOnlySpan<byte>(storage.PreKey.Start, 16 << 10), key);
        var associated = new byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(associated, 1);
        BinaryPrimitives.WriteUInt32BigEndian(associated.AsSpan(4), 60);
        BinaryPrimitives.WriteUInt32BigEndian(associated.AsSpan(8), 0x01020304);
        var nonce = new byte[24];
        BinaryPrimitives.WriteUInt32BigEndian(nonce, 1);
        BinaryPrimitives.WriteUInt64BigEndian(nonce.AsSpan(8), 2); // Sealed when allocated and once since.
        storage.Shield.SlabRandom.CopyTo(nonce.AsSpan(16));
        var expected = new byte[60 + 16];
        XChaCha20Poly1305.Encrypt(key, nonce, associated, TestStorage.Filled(60, 0x42), expected);
        Assert.Equal(expected, slot.AtRest());
    }

    [Fact]
    public void Two_storages_share_neither_pre_key_nor_slab_bytes()
    {
        using var a = TestStorage.Create();
        using var b = TestStorage.Create();
        Assert.NotEqual(PreKey(a), PreKey(b));
        Assert.NotEqual(a.Shield.SlabRandom.ToArray(), b.Shield.SlabRandom.ToArray());

        static unsafe byte[] PreKey(SecureStorage storage) => new Span<byte>(storage.PreKey.Start, 16 << 10).ToArray();
    }
}
