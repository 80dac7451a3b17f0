using System.CommandLine;
using Cpc.Actors.Api;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Lists and searches documents, page by page.</summary>
internal sealed class InvoiceListCommand : CpcCommand
{
    private readonly DocumentFilterOptions _filter = new();

    private readonly Option<int> _limit = new("--limit")
    {
        Description = $"Documents to show at most, 1 to {DocumentQuery.MaxLimit}",
        HelpName = "N",
        DefaultValueFactory = _ => 100,
    };

    private readonly Option<string?> _cursor = new("--cursor") { Description = "Go on where a list ended that was longer than its limit", HelpName = "CURSOR" };

    public InvoiceListCommand()
        : base(
            "list",
            "List and search the documents sent and received, newest first",
            "cpc invoice list",
            "cpc invoice list --partner bakery --status delivered --from 2026-01-01 --to 2026-03-31",
            "cpc invoice list --text 2026-17 --min 100 --max 250.50 --currency EUR",
            "cpc invoice list --direction received --limit 20 --json | jq '.documents[].number'")
    {
        _limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > DocumentQuery.MaxLimit) result.AddError($"--limit: write a number from 1 to {DocumentQuery.MaxLimit}.");
        });
        _filter.AddTo(this);
        Options.Add(_limit);
        Options.Add(_cursor);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var query = _filter.Read(call) with { Limit = call.Get(_limit), Cursor = call.Get(_cursor) };
        using var client = call.Connect();
        var page = await client.FindDocumentsAsync(query, cancel);
        call.Output.Write(page, CliJson.Readable.DocumentPage, output => DocumentTable.Write(output, page.Documents));
        if (page.Documents.Any(d => d.Problem is not null)) call.Output.Note("(!) delivery does not go on; 'cpc show ID' says why.");
        if (page.Documents.Count == 0) call.Output.Note("No documents.");
        if (page.Next is { } next) call.Output.Note($"There are more: the same with --cursor {next}");
        return ExitCode.Done;
    }
}
