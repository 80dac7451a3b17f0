namespace Cpc.SecureMemory.Tests;

/// <summary>Plants a secret in a slot and counts its copies in the whole memory, at each stage of its life.</summary>
internal static class CanaryChild
{
    // Not a multiple of a cipher's block: what is left over goes through buffers of its own.
    private const int Size = 501;

    public static void Run()
    {
        var canary = new Canary();
        var storage = TestStorage.Create(slotSize: 512);
        var slot = storage.Slot(Size);
        Console.WriteLine($"nowhere {canary.Count()}");
        using (var data = new SecureData(Canary.Size))
        {
            canary.Plant(data.Span);
            Console.WriteLine($"unsealed {canary.Count()}");
        }

        Console.WriteLine($"erased {canary.Count()}");
        slot.Open(canary, static (content, c) => c.Plant(content[(Size - Canary.Size)..]));
        Console.WriteLine($"sealed {canary.Count()}");
        Console.WriteLine($"open {slot.Read(canary, static (_, c) => c.Count())}");
        Console.WriteLine($"resealed {canary.Count()}");
        slot.Dispose();
        storage.Dispose();
        Console.WriteLine($"disposed {canary.Count()}");
    }
}
