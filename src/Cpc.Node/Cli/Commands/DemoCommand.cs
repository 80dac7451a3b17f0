using System.CommandLine;
using Cpc.Actors.Hosting;
using Cpc.Demo;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>The main job between two nodes in this process, and attacks that have to be refused.</summary>
internal sealed class DemoCommand : CpcCommand
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "UBL 2.1 or CII invoices or credit notes (XML) [default: a sample invoice]",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _transport = new("--transport")
    {
        Description = "auto takes QUIC where it is available, else TLS",
        HelpName = "auto|quic|tls",
        DefaultValueFactory = _ => "auto",
    };

    public DemoCommand()
        : base(
            "demo",
            "Send an invoice between two nodes in this process, and attack them",
            "cpc demo",
            "cpc demo invoice.xml credit-note.xml",
            "cpc demo --transport tls --json")
    {
        _transport.AcceptOnlyFromAmong("auto", "quic", "tls");
        Arguments.Add(_files);
        Options.Add(_transport);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var documents = call.Get(_files).Select(file => (Path.GetFileName(file), DocumentFile.Read(file))).ToList();
        var page = new Page(call.Environment);
        var run = new DemoRun(call.Output.Json ? _ => { } : step => page.Line($"{step.At.TotalMilliseconds,6:F0} ms  {step.Who,-7}  {step.What}"));
        DemoReport report;
        try
        {
            report = await run.RunAsync(documents, call.Get(_transport)!, cancel);
        }
        catch (NodeStartException e)
        {
            throw CliException.Refused("start-failed", e.Message);
        }

        call.Output.Write(report, CliJson.Readable.DemoReport, table => DemoTables.Write(table, report));
        return report.Ok ? ExitCode.Done : ExitCode.Refused;
    }
}
