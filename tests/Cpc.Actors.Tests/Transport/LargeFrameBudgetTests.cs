using Cpc.Actors.Transport;

namespace Cpc.Actors.Tests.Transport;

/// <summary>Memory for large frames is bounded for a peer and for the node, and nobody is forgotten.</summary>
public class LargeFrameBudgetTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_is_not_there_is_waited_for_in_turn()
    {
        var budget = new LargeFrameBudget(100);
        await budget.TakeAsync(60, default);
        var large = budget.TakeAsync(70, default);
        var small = budget.TakeAsync(10, default);
        Assert.False(large.IsCompleted);
        Assert.False(small.IsCompleted);
        budget.GiveBack(60);
        await Task.WhenAll(large, small).WaitAsync(Patience);
        var rest = budget.TakeAsync(21, default);
        Assert.False(rest.IsCompleted);
        budget.GiveBack(10);
        await rest.WaitAsync(Patience);
    }

    [Fact]
    public async Task Who_calls_off_takes_nothing_and_holds_up_nobody()
    {
        var budget = new LargeFrameBudget(100);
        await budget.TakeAsync(60, default);
        using var cancel = new CancellationTokenSource();
        var large = budget.TakeAsync(70, cancel.Token);
        var small = budget.TakeAsync(40, default);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await small.WaitAsync(Patience);
        budget.GiveBack(100);
        await budget.TakeAsync(100, default).WaitAsync(Patience);
    }

    [Fact]
    public async Task A_peer_can_t_take_what_the_others_need()
    {
        var node = new LargeFrameBudget(100);
        var (greedy, other) = (new LargeFrameBudget(40, node), new LargeFrameBudget(40, node));
        await greedy.TakeAsync(40, default);
        var more = greedy.TakeAsync(1, default);
        await other.TakeAsync(40, default).WaitAsync(Patience);
        Assert.False(more.IsCompleted);
        greedy.GiveBack(40);
        await more.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_wait_for_the_node_s_share_that_is_called_off_gives_the_peer_s_back()
    {
        var node = new LargeFrameBudget(100);
        await node.TakeAsync(90, default);
        var peer = new LargeFrameBudget(40, node);
        using var cancel = new CancellationTokenSource();
        var waiting = peer.TakeAsync(40, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        node.GiveBack(90);
        await peer.TakeAsync(40, default).WaitAsync(Patience);
    }

    [Fact]
    public async Task More_than_there_ever_is_is_our_own_misuse() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => new LargeFrameBudget(100).TakeAsync(101, default));
}
