using System.Globalization;

namespace Cpc.SecureMemory.Tests;

/// <summary>The test assembly run as a program, for what crashes a process or needs one of its own (<see cref="Child"/>).
/// Prints a line for each thing it found out.</summary>
internal static unsafe class ChildProcess
{
    public static int Main(string[] args)
    {
        // What is meant to crash leaves no core file behind.
        _ = Libc.SetLimit(Libc.RLIMIT_CORE, new ResourceLimit(0, args is ["harden", ..] ? 1UL << 20 : 0));
        switch (args)
        {
            case ["canary"]: CanaryChild.Run(); return 0;
            case ["touch", var region, var place]: Touch(region, place); return 0;
            case ["create", var choice]: Create(Enum.Parse<WhenNotLocked>(choice)); return 0;
            case ["harden", var choice]: HardeningChild.Run(choice == "apply"); return 0;
            default: Console.WriteLine("Not understood."); return 2;
        }
    }

    private static void Touch(string name, string place)
    {
        using var storage = TestStorage.Create();
        var region = name == "slab" ? storage.Slab : storage.PreKey;
        Console.WriteLine("before");
        switch (place)
        {
            case "first": _ = Volatile.Read(ref region.Start[0]); break;
            case "last": _ = Volatile.Read(ref region.Start[region.Length - 1]); break;
            case "below": _ = Volatile.Read(ref region.Start[-1]); break;
            case "above": _ = Volatile.Read(ref region.Start[region.Length]); break;
            case "write": Volatile.Write(ref region.Start[0], 1); break;
            default: throw new ArgumentException(place);
        }

        Console.WriteLine("after");
    }

    private static void Create(WhenNotLocked choice)
    {
        var lockedBefore = LockedKiB();
        var result = SecureStorage.Create(new SecureStorageOptions { WhenNotLocked = choice });
        Console.WriteLine(result.Refusal);
        Console.WriteLine(result.Storage is null ? "no storage" : "storage");
        Console.WriteLine(((LockedKiB() - lockedBefore) << 10).ToString(CultureInfo.InvariantCulture));
        Console.WriteLine((result.Storage?.LockedBytes ?? 0).ToString(CultureInfo.InvariantCulture));
        foreach (var warning in result.Warnings) Console.WriteLine(warning);
    }

    private static long LockedKiB()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmLck:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
