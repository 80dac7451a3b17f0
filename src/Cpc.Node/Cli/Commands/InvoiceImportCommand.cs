using System.CommandLine;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Hands all documents of a folder to the node, several at a time so that they share its commits. What was taken over
/// in a run that was cut short is known again in the next.</summary>
internal sealed class InvoiceImportCommand : CpcCommand
{
    private const int MaxParallel = 64;

    private readonly Argument<string[]> _files = new("FOLDER")
    {
        Description = "Folders, of which every .xml in them and below them is taken, and files: UBL 2.1 or CII invoices and credit notes",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _to = new("--to") { Description = "The receiver: a peer's id, the beginning of one, or its name", HelpName = "PEER", Required = true };

    private readonly Option<int> _parallel = new("--parallel")
    {
        Description = $"Files under way at a time, 1 to {MaxParallel}",
        HelpName = "N",
        DefaultValueFactory = _ => 16,
    };

    public InvoiceImportCommand()
        : base(
            "import",
            "Send all documents of a folder to a peer, each once however often it is run",
            "cpc invoice import outgoing/ --to bakery",
            "cpc invoice import outgoing/ --to bakery --json | jq '.failed[].file'")
    {
        _parallel.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MaxParallel) result.AddError($"--parallel: write a number from 1 to {MaxParallel}.");
        });
        Arguments.Add(_files);
        Options.Add(_to);
        Options.Add(_parallel);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var files = DocumentFiles.Find(call.Get(_files));
        using var client = call.Connect();
        int sent = 0, already = 0;
        var failed = new List<FailedFile>();
        var gate = new Lock();
        using (var progress = new ProgressLine(call.Environment, files.Count, call.Output.Json, lines: true))
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = call.Get(_parallel), CancellationToken = cancel };
            await Parallel.ForEachAsync(files, options, async (file, cancelled) =>
            {
                FailedFile? failure = null;
                var known = false;
                try
                {
                    known = (await client.ImportAsync(DocumentFile.Read(file), call.Get(_to)!, cancelled)).Already;
                }
                catch (CliException e) when (e.ExitCode == ExitCode.Refused)
                {
                    failure = new FailedFile(file, ErrorBody.Of(e.Problem));
                }

                lock (gate)
                {
                    if (failure is not null) failed.Add(failure);
                    else if (known) already++;
                    else sent++;
                    progress.Report(sent + already + failed.Count);
                }
            });
        }

        failed.Sort((a, b) => string.CompareOrdinal(a.File, b.File));
        Report(call, new ImportDocument(files.Count, sent, already, failed, failed.FirstOrDefault()?.Error));
        return failed.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static void Report(Invocation call, ImportDocument import)
    {
        if (!call.Output.Json)
        {
            foreach (var failure in import.Failed)
                call.Output.Explain(new(failure.Error.Code, failure.Error.Message, failure.Error.Details), about: failure.File);
        }

        call.Output.Write(import, CliJson.Readable.ImportDocument, page => page.Fields(
            ("files", Plain.Number(import.Files)),
            ("sent", Plain.Number(import.Sent)),
            ("sent before", Plain.Number(import.Already)),
            ("refused", Plain.Number(import.Failed.Count))));
    }
}
