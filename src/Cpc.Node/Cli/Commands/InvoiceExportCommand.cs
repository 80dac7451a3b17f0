using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Cpc.Actors.Api;
using Cpc.Node.Cli.Rendering;
using Cpc.Node.Client;

namespace Cpc.Node.Cli.Commands;

/// <summary>Writes a period's documents as UBL into a new folder, with a manifest and their hashes.</summary>
internal sealed class InvoiceExportCommand : CpcCommand
{
    private const int Parallelism = 4;

    private readonly Argument<string> _folder = Required("FOLDER", "A new folder (mode 0700); one that is there is left alone");

    private readonly DocumentFilterOptions _filter = new();

    public InvoiceExportCommand()
        : base(
            "export",
            "Write a period's documents as UBL into a new folder, with a manifest and hashes",
            "cpc invoice export 2026-Q1/ --from 2026-01-01 --to 2026-03-31",
            "cpc invoice export sent/ --from 2026-01-01 --to 2026-12-31 --direction sent --partner bakery",
            "cd 2026-Q1 && b3sum --check B3SUMS")
    {
        Arguments.Add(_folder);
        _filter.AddTo(this);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var query = _filter.Read(call) with { Limit = DocumentQuery.MaxLimit };
        if (query.From is not { } from || query.To is not { } to || from > to)
            throw CliException.Usage("Name the period: --from its first day, --to its last.\nSee 'cpc invoice export --help'.");
        using var client = call.Connect();
        var documents = await FindAsync(client, query, cancel);
        var node = (await client.GetNodeAsync(cancel)).Id;
        var folder = NewFolder.Make(call.Get(_folder));

        var files = new ExportedFile[documents.Count];
        var done = 0;
        using (var progress = new ProgressLine(call.Environment, documents.Count, call.Output.Json, lines: true))
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancel };
            var gate = new Lock();
            await Parallel.ForEachAsync(Enumerable.Range(0, documents.Count), options, async (i, cancelled) =>
            {
                files[i] = await WriteAsync(client, folder, documents[i], cancelled);
                lock (gate) progress.Report(++done);
            });
        }

        await NewFile.WriteAsync(Path.Combine(folder, "B3SUMS"),
            Encoding.UTF8.GetBytes(string.Concat(files.Where(f => f.File is not null).Select(f => $"{f.FileBlake3}  {f.File}\n"))), cancel);
        var manifest = new ExportManifest(node, call.Environment.Time.GetUtcNow(), from, to, files);
        await NewFile.WriteAsync(Path.Combine(folder, "manifest.json"), JsonSerializer.SerializeToUtf8Bytes(manifest, CliJson.Readable.ExportManifest), cancel);
        return Report(call, folder, files);
    }

    private static async Task<List<DocumentView>> FindAsync(NodeClient client, DocumentQuery query, CancellationToken cancel)
    {
        var documents = new List<DocumentView>();
        for (DocumentPage? page = null; page is null || page.Next is not null;)
        {
            page = await client.FindDocumentsAsync(query with { Cursor = page?.Next }, cancel);
            documents.AddRange(page.Documents);
        }

        return documents;
    }

    private static async Task<ExportedFile> WriteAsync(NodeClient client, string folder, DocumentView document, CancellationToken cancel)
    {
        try
        {
            var xml = await client.GetUblAsync(document.Id.ToString(), cancel);
            // Of what peers wrote nothing is in a name.
            var name = string.Create(CultureInfo.InvariantCulture, $"{document.IssueDate:yyyy-MM-dd}-{document.Id:D}.xml");
            await NewFile.WriteAsync(Path.Combine(folder, name), xml, cancel);
            return new ExportedFile(name, FileHash.Of(xml), document, null);
        }
        catch (CliException e) when (e.ExitCode == ExitCode.Refused)
        {
            return new ExportedFile(null, null, document, ErrorBody.Of(e.Problem));
        }
    }

    private static int Report(Invocation call, string folder, ExportedFile[] files)
    {
        var failed = files.Where(f => f.Error is not null).Select(f => new FailedFile(f.Document.Id.ToString(), f.Error!)).ToList();
        if (!call.Output.Json)
        {
            foreach (var failure in failed) call.Output.Explain(new(failure.Error.Code, failure.Error.Message, failure.Error.Details), about: failure.File);
        }

        var export = new ExportDocument(folder, files.Length, files.Length - failed.Count, failed, failed.FirstOrDefault()?.Error);
        call.Output.Write(export, CliJson.Readable.ExportDocument, page => page.Fields(
            ("folder", export.Folder),
            ("documents", Plain.Number(export.Documents)),
            ("files", Plain.Number(export.Files)),
            ("without a file", failed.Count == 0 ? null : Plain.Number(failed.Count))));
        return failed.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }
}
