using CsCheck;

namespace Cpc.Sessions.Tests.Model;

/// <summary>A world of two models and a world with the implementation in one or both places, under the same random
/// schedule: the same decision at each step, no document lost, no key used twice, no session wedged.</summary>
public class LockstepTests
{
    [Fact]
    public void Implementation_and_model_decide_alike_under_every_schedule() => Run(100, 100);

    [Fact]
    [Trait("Category", "Long")]
    public void Implementation_and_model_decide_alike_under_thousands_of_schedules() => Run(1_000, 300);

    [Fact]
    public void The_comparison_sees_a_difference()
    {
        // A world that loses one frame more must not tell the same; else the comparison compares nothing.
        World one = new("mm", true), other = new("mi", true);
        Assert.Equal(one.Trace, other.Trace);
        one.Step(0);
        other.Step(0);
        Assert.Equal(one.Trace, other.Trace);
        one.Step(2 * 12 + 1);
        one.Step(2 * 13);
        other.Step(2 * 4 + 1);
        other.Step(2 * 13);
        Assert.NotEqual(one.Trace, other.Trace);
    }

    private static void Run(long iterations, int length) =>
        Gen.Int[0, 99_999].Array[10, length].Sample(Play, iter: iterations, threads: 1);

    private static void Play(int[] schedule)
    {
        using var storage = new StorageScope(1024, 128);
        var known = schedule[0] % 4 != 0;
        string[] with = ["mi", "im", "ii"];
        World model = new("mm", known), other = new(with[schedule[1] % 3], known);
        var compared = 0;
        foreach (var step in schedule)
        {
            model.Step(step);
            other.Step(step);
            compared = Compare(model, other, compared);
        }

        model.Recover();
        other.Recover();
        Compare(model, other, compared);
        Assert.NotEqual(0, model.Keys.Count);
    }

    // Compares what is new, and tells how far both have come.
    private static int Compare(World model, World other, int from)
    {
        var at = from + model.Trace.Skip(from).Zip(other.Trace.Skip(from)).TakeWhile(t => t.First == t.Second).Count();
        if (at == model.Trace.Count && at == other.Trace.Count) return at;
        throw new InvalidOperationException($"Step {at}: the model says\n{string.Join('\n', model.Trace.Skip(at - 5).Take(6))}\nand the other\n{string.Join('\n', other.Trace.Skip(at - 5).Take(6))}");
    }
}
