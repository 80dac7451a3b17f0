namespace Cpc.Transport.Tests;

/// <summary>Deadlines that only a hang meets.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static Task Within(this Task task) => task.WaitAsync(Deadline);

    public static Task<T> Within<T>(this Task<T> task) => task.WaitAsync(Deadline);

    public static Task<T> Within<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Deadline);

    public static Task Within(this ValueTask task) => task.AsTask().WaitAsync(Deadline);

    /// <summary>Waits until something holds.</summary>
    public static async Task Until(Func<bool> holds)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!holds()) await Task.Delay(10, deadline.Token);
    }

    public static async Task<TransportException> Refused(this Task task, TransportRefusal refusal)
    {
        var thrown = await Assert.ThrowsAsync<TransportException>(() => task.Within());
        Assert.Equal(refusal, thrown.Refusal);
        return thrown;
    }
}
