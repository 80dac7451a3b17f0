using System.Text.Json;
using Cpc.Node.Cli;

namespace Cpc.Node.Tests;

/// <summary>'cpc run --json' in this process, from its ready document until it is stopped.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop;
    private readonly Task<int> _run;

    private RunningNode(CancellationTokenSource stop, Task<int> run, JsonElement ready)
    {
        _stop = stop;
        _run = run;
        Ready = ready;
    }

    public JsonElement Ready { get; }

    public static async Task<RunningNode> StartAsync(TempFolder folder)
    {
        var stop = new CancellationTokenSource();
        var output = new FirstWrite();
        var run = Task.Run(() => CpcCommandLine.RunAsync(["run", "--json"], CliRun.Environment(folder, output, TextWriter.Null, new FakeNode()), stop.Token));
        var first = await Task.WhenAny(output.Text, run).WaitAsync(Deadline);
        Assert.True(first == output.Text, "It ended before it was ready.");
        return new RunningNode(stop, run, JsonDocument.Parse(await output.Text).RootElement);
    }

    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run.WaitAsync(Deadline);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private sealed class FirstWrite : StringWriter
    {
        private readonly TaskCompletionSource<string> _text = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Text => _text.Task;

        public override void WriteLine(string? value) => _text.TrySetResult(value ?? "");
    }
}
