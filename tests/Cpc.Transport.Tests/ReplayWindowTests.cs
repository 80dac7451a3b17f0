using Cpc.Transport.Datagram;

namespace Cpc.Transport.Tests;

public class ReplayWindowTests
{
    [Fact]
    public void It_agrees_with_a_set_of_all_counters_within_its_width()
    {
        var random = new Random(1);
        var window = default(ReplayWindow);
        var taken = new HashSet<ulong>();
        ulong highest = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var back = (ulong)random.Next(0, 300);
            var counter = random.Next(3) == 0 ? highest + (ulong)random.Next(1, random.Next(2) == 0 ? 3 : 400) : highest - Math.Min(back, highest);
            var expected = !taken.Contains(counter) && (counter > highest || highest - counter < DatagramLimits.ReplayWindow);
            Assert.Equal(expected, window.MayTake(counter));
            if (!expected) continue;
            window.Take(counter);
            taken.Add(counter);
            highest = Math.Max(highest, counter);
        }
    }

    [Fact]
    public void The_last_counter_is_never_taken() => Assert.False(default(ReplayWindow).MayTake(ulong.MaxValue));
}
