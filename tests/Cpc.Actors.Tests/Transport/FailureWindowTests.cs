using Cpc.Actors.Transport;

namespace Cpc.Actors.Tests.Transport;

/// <summary>What counts in the window, to its edges.</summary>
public sealed class FailureWindowTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly ManualTime _time = new();
    private readonly FailureWindow _window;

    public FailureWindowTests() => _window = new FailureWindow(5, TimeSpan.FromSeconds(60), _time);

    private bool AddAfter(TimeSpan wait)
    {
        _time.Advance(wait);
        return _window.Add();
    }

    [Fact]
    public void The_fifth_failure_meets_the_threshold_and_the_fourth_does_not()
    {
        for (var i = 0; i < 4; i++) Assert.False(_window.Add());
        Assert.Equal(4, _window.Count);
        Assert.True(_window.Add());
    }

    [Fact]
    public void A_failure_counts_until_just_before_the_window_has_passed()
    {
        for (var i = 0; i < 4; i++) _window.Add();
        Assert.True(AddAfter(TimeSpan.FromSeconds(60) - Tick));
    }

    [Fact]
    public void A_failure_as_old_as_the_window_counts_no_more()
    {
        for (var i = 0; i < 4; i++) _window.Add();
        Assert.False(AddAfter(TimeSpan.FromSeconds(60)));
        Assert.Equal(1, _window.Count);
    }

    [Fact]
    public void The_window_slides_by_each_failure_of_its_own()
    {
        // At 0, 15, 30, 45, 60 s: the first has left when the fifth comes.
        for (var i = 0; i < 40; i++) Assert.False(AddAfter(TimeSpan.FromSeconds(15)));
        Assert.Equal(4, _window.Count);
        // One a tick earlier than that, and it is met.
        Assert.True(AddAfter(TimeSpan.FromSeconds(15) - Tick));
    }

    [Fact]
    public void What_is_cleared_counts_no_more()
    {
        for (var i = 0; i < 4; i++) _window.Add();
        _window.Clear();
        for (var i = 0; i < 4; i++) Assert.False(_window.Add());
        Assert.True(_window.Add());
    }

    [Fact]
    public void A_threshold_of_one_is_met_by_each()
    {
        var window = new FailureWindow(1, TimeSpan.FromSeconds(1), _time);
        Assert.True(window.Add());
        Assert.True(window.Add());
        Assert.Equal(1, window.Count);
    }
}
