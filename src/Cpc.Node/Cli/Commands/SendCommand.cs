using System.CommandLine;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Hands UBL or CII files to the node for delivery. A refused file doesn't hold up the others.</summary>
internal sealed class SendCommand : CpcCommand
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "UBL 2.1 or CII invoices or credit notes (XML)",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _to = new("--to") { Description = "The receiver: a peer's id, the beginning of one, or its name", HelpName = "PEER", Required = true };

    /// <param name="group">What it is called by, e.g. "cpc invoice".</param>
    public SendCommand(string group = "cpc")
        : base(
            "send",
            "Check documents and send them to a peer",
            $"{group} send invoice.xml --to bakery",
            $"{group} send outgoing/*.xml --to bakery --json")
    {
        Arguments.Add(_files);
        Options.Add(_to);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var sent = new List<SentFile>();
        var failed = new List<FailedFile>();
        foreach (var file in call.Get(_files))
        {
            try
            {
                sent.Add(new SentFile(file, await client.SendAsync(DocumentFile.Read(file), call.Get(_to)!, cancel)));
            }
            catch (CliException e) when (e.ExitCode == ExitCode.Refused)
            {
                failed.Add(new FailedFile(file, ErrorBody.Of(e.Problem)));
                if (!call.Output.Json) call.Output.Explain(e.Problem, about: file);
            }
        }

        call.Output.Write(new SendDocument(sent, failed, failed.FirstOrDefault()?.Error), CliJson.Readable.SendDocument, page =>
        {
            if (sent.Count > 0) DocumentTable.Write(page, [.. sent.Select(s => s.Document)]);
        });
        if (sent.Count + failed.Count > 1 && failed.Count > 0) call.Output.Note($"{failed.Count} of {sent.Count + failed.Count} files were not sent.");
        return failed.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }
}
