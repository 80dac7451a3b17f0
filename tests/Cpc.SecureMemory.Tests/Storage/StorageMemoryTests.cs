using System.Globalization;

namespace Cpc.SecureMemory.Tests;

/// <summary>What the operating system says of a storage's memory.</summary>
public class StorageMemoryTests
{
    [SkippableFact]
    public unsafe void Slab_pre_key_and_scratch_are_locked_and_in_no_dump_and_no_child()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "/proc/self/smaps is Linux's.");
        var result = SecureStorage.Create(new SecureStorageOptions { Pools = [new(512, 20)], ScratchAreas = 2, WhenNotLocked = WhenNotLocked.Warn });
        using var storage = result.Storage!;
        Skip.If(result.Warnings.Count > 0, "This system locks no memory.");
        Check((ulong)storage.Slab.Start, storage.Slab.Length);
        Check((ulong)storage.PreKey.Start, storage.PreKey.Length);
        fixed (byte* scratch = storage.Scratch.Key(0)) Check((ulong)scratch, 1);

        // Control: ordinary memory has none of it.
        var pinned = GC.AllocateArray<byte>(1, pinned: true);
        fixed (byte* ordinary = pinned) Assert.Empty(Smaps((ulong)ordinary).Flags.Intersect(["lo", "dd", "dc"]));

        static void Check(ulong address, int length)
        {
            var (locked, flags) = Smaps(address);
            Assert.True(locked >= length, $"{locked} of {length} bytes are locked");
            Assert.Contains("lo", flags);
            Assert.Contains("dd", flags);
            Assert.Contains("dc", flags);
        }
    }

    [SkippableTheory]
    [InlineData("slab", "first", true)]
    [InlineData("slab", "last", true)]
    [InlineData("slab", "below", false)]
    [InlineData("slab", "above", false)]
    [InlineData("prekey", "last", true)]
    [InlineData("prekey", "below", false)]
    [InlineData("prekey", "above", false)]
    [InlineData("prekey", "write", false)]
    public async Task A_step_past_either_end_and_a_write_to_the_pre_key_crash(string region, string place, bool survives)
    {
        var child = await Child.Run("touch", region, place);
        Assert.Equal(survives ? ["before", "after"] : ["before"], child.Lines);
        Assert.Equal(survives, child.ExitCode == 0);
    }

    [SkippableFact]
    public async Task A_secret_is_in_memory_only_while_its_slot_is_open()
    {
        var child = await Child.Run("canary");
        Assert.Equal(["nowhere 0", "unsealed 1", "erased 0", "sealed 0", "open 1", "resealed 0", "disposed 0"], child.Lines);
    }

    [SkippableFact]
    public async Task A_user_without_privileges_gets_all_of_it_within_the_usual_limit()
    {
        var child = await Child.RunUnprivileged(8 << 20, [], "create", "Refuse");
        Assert.True(child.Lines.Length == 4, string.Join('\n', child.Lines) + child.Errors); // No warnings.
        Assert.Equal(["None", "storage"], child.Lines[..2]);
        Assert.Equal(child.Lines[3], child.Lines[2]); // VmLck grew by what the storage says.
        Assert.InRange(long.Parse(child.Lines[3], CultureInfo.InvariantCulture), 1 << 20, 4 << 20);
    }

    [SkippableTheory]
    [InlineData("Refuse", "NotLocked", "no storage", 64 << 10)]
    [InlineData("Warn", "None", "storage", 64 << 10)]
    [InlineData("Refuse", "NotLocked", "no storage", 0)]
    [InlineData("Warn", "None", "storage", 0)]
    public async Task A_small_limit_is_reported_with_its_remedy_and_the_operator_chooses(string choice, string refusal, string storage, int limit)
    {
        var child = await Child.RunUnprivileged(limit, [], "create", choice);
        Assert.True(child.Lines.Length == 5, string.Join('\n', child.Lines) + child.Errors);
        Assert.Equal([refusal, storage], child.Lines[..2]);
        Assert.Contains($"may lock {limit >> 10} KiB (RLIMIT_MEMLOCK)", child.Lines[4], StringComparison.Ordinal);
        Assert.Contains("LimitMEMLOCK=", child.Lines[4], StringComparison.Ordinal);
    }

    private static (long Locked, string[] Flags) Smaps(ulong address)
    {
        var inside = false;
        long locked = 0;
        foreach (var line in File.ReadAllLines("/proc/self/smaps"))
        {
            var first = line.Split(' ')[0];
            var dash = first.IndexOf('-', StringComparison.Ordinal);
            if (dash > 0)
                inside = Hex(first[..dash]) <= address && address < Hex(first[(dash + 1)..]);
            else if (inside && first == "Locked:")
                locked = long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
            else if (inside && first == "VmFlags:")
                return (locked, line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]);
        }

        throw new InvalidOperationException("No mapping there.");
    }

    private static ulong Hex(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
