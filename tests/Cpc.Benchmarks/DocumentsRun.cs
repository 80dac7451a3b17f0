using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cpc.Actors.Api;
using Cpc.Actors.Hosting;
using Cpc.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cpc.Benchmarks;

/// <summary>
/// One node and its journal as they grow: what issuing, showing, listing and searching cost at each size, and what a start does.
/// Its partners never answer, so documents stay queued. No benchmark that can be repeated: it runs by itself, for minutes.
/// </summary>
internal sealed class DocumentsRun : IAsyncDisposable
{
    private const int InFlight = 32;
    private const int Samples = 30;
    private const int Partners = 20;

    private readonly List<Guid> _sent = [];
    private readonly string _invoice = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "invoice.xml"));
    private IHost? _host;

    private readonly string _folder;

    private DocumentsRun(string folder) => _folder = folder;

    private string Data => Path.Combine(_folder, "data");

    private ICpcNode Node => _host!.Services.GetRequiredService<ICpcNode>();

    private static Caller Caller => new("benchmark");

    /// <param name="sizes">Documents at which to measure, ascending.</param>
    public static async Task RunAsync(IReadOnlyList<int> sizes)
    {
        await using var run = new DocumentsRun(Directory.CreateTempSubdirectory("cpc-documents-").FullName);
        new NodeFolder(run.Data).Initialize(TimeProvider.System);
        await run.StartAsync();
        for (var i = 0; i < Partners; i++)
        {
            await run.Node.AddPeerAsync($"{new PeerId(SecureRandom.Bytes(32))}@127.0.0.1:{i + 1}", $"partner{i}", Caller);
            await run.Node.GrantConsentAsync($"partner{i}", new ConsentRequest([], "contract", null), Caller);
        }

        foreach (var size in sizes) await run.MeasureAsync(size);
    }

    /// <summary>Goes on with the folder that a run left when it was killed, measures once more and removes it.</summary>
    public static async Task ResumeAsync(string folder)
    {
        await using var run = new DocumentsRun(folder);
        await run.RestartAsync("after the kill");
        var first = (await run.Node.FindDocumentsAsync(new DocumentQuery { Text = "BENCH-00000" })).Value!.Documents;
        run._sent.AddRange(first.Select(d => d.Id));
        var size = (await run.Node.GetNodeAsync()).Documents;
        Console.WriteLine($"# {size} documents");
        await run.MeasureAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Ms(double milliseconds) => milliseconds.ToString("0.00", CultureInfo.InvariantCulture) + " ms";

    private static string Mib(long bytes) => (bytes / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture) + " MiB";

    private static void Say(string what, string value) => Console.WriteLine($"  {what,-44} {value}");

    private async Task MeasureAsync(int size)
    {
        var before = _sent.Count;
        var start = Stopwatch.GetTimestamp();
        await IssueAsync(size - before);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine($"# {size} documents");
        Say($"issue, {InFlight} in flight", $"{(size - before) / seconds:0} a second");
        await MeasureAsync();
    }

    private async Task MeasureAsync()
    {
        Say("issue, one at a time", await TimeAsync(async _ => await IssueAsync(1)));
        await LookAsync();
        await RestartAsync("at once after issuing");
        await RestartAsync("again");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Say("heap after the start", Mib(GC.GetTotalMemory(forceFullCollection: true)));
        Say("journal, with its log", Mib(SizeOf("journal.db")));
        Say("lists, with their log", Mib(SizeOf("lists.db")));
        var start = Stopwatch.GetTimestamp();
        var rebuilt = await Node.RebuildListsAsync();
        Say("rebuild", $"{Ms(Stopwatch.GetElapsedTime(start).TotalMilliseconds)}, {rebuilt.Value!.Documents} documents, {rebuilt.Value.Changed} changed");
    }

    // Like after a kill: what was issued last has not been walked.
    private async Task RestartAsync(string when)
    {
        await StopAsync();
        var start = Stopwatch.GetTimestamp();
        await StartAsync();
        Say($"start {when}, until it listens", Ms(Stopwatch.GetElapsedTime(start).TotalMilliseconds));
        await Node.FindDocumentsAsync(new DocumentQuery());
        Say($"start {when}, until the first list", Ms(Stopwatch.GetElapsedTime(start).TotalMilliseconds));
    }

    private async Task LookAsync()
    {
        Say("first page of 100", await TimeAsync(_ => Node.FindDocumentsAsync(new DocumentQuery())));
        Say("page of 100 by partner and status", await TimeAsync(i => Node.FindDocumentsAsync(new DocumentQuery { Partner = $"partner{i % Partners}", Status = "queued" })));
        Say("search for the oldest number", await TimeAsync(_ => FindOneAsync(new DocumentQuery { Text = NumberOf(0) })));
        Say("search for what is not there", await TimeAsync(_ => Node.FindDocumentsAsync(new DocumentQuery { Text = "no such text" })));
        Say("search by days and amount, nothing found", await TimeAsync(_ => Node.FindDocumentsAsync(new DocumentQuery { From = new DateOnly(2100, 1, 1), Min = 1 })));
        Say("show one of the oldest", await TimeAsync(i => ShowAsync(_sent[i % 100])));
    }

    private async Task ShowAsync(Guid id)
    {
        if (!(await Node.GetDocumentAsync(id.ToString())).Succeeded) throw new InvalidOperationException("The document can't be shown.");
    }

    private static string NumberOf(int n) => $"BENCH-{n:0000000}";

    private async Task FindOneAsync(DocumentQuery query)
    {
        if ((await Node.FindDocumentsAsync(query)).Value!.Documents.Count != 1) throw new InvalidOperationException("The document that was searched for was not found.");
    }

    private async Task IssueAsync(int count)
    {
        var first = _sent.Count;
        var ids = new Guid[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (i, cancel) =>
        {
            var xml = Encoding.UTF8.GetBytes(_invoice.Replace("MB-2026-0042", NumberOf(first + i), StringComparison.Ordinal));
            var answer = await Node.SendAsync(xml, $"partner{(first + i) % Partners}", Caller, cancel);
            ids[i] = answer.Succeeded ? answer.Value.Id : throw new InvalidOperationException(answer.Problem.Message);
        });
        _sent.AddRange(ids);
    }

    private static async Task<string> TimeAsync(Func<int, Task> work)
    {
        var times = new List<double>();
        for (var i = 0; i < Samples; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await work(i);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return $"{Ms(times[Samples / 2])} ({Ms(times[0])} .. {Ms(times[Samples * 9 / 10])})";
    }

    private long SizeOf(string file) => Directory.EnumerateFiles(Data, file + "*").Sum(f => new FileInfo(f).Length);

    private async Task StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddCpcActors(new CpcNodeOptions
        {
            DataFolder = Data,
            Listen = "127.0.0.1:0",
            Transport = "tls",
            LockMemory = "warn",
            Hocon = "cpc.outbox.min-backoff = 300s",
        });
        _host = builder.Build();
        await _host.StartAsync();
    }

    private async Task StopAsync()
    {
        if (_host is null) return;
        await _host.StopAsync();
        _host.Dispose();
        _host = null;
    }
}
