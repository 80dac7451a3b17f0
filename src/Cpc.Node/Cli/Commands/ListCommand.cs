using System.CommandLine;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Lists the documents sent and received.</summary>
internal sealed class ListCommand : CpcCommand
{
    private readonly Option<string?> _status = new("--status")
    {
        Description = "Only those with this status: queued, sent, delivered, accepted, rejected, received",
        HelpName = "S",
    };

    public ListCommand()
        : base(
            "list",
            "List the documents sent and received",
            "cpc list",
            "cpc list --status received",
            "cpc list --json | jq '.[] | select(.problem != null)'")
    {
        Options.Add(_status);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var all = await client.ListDocumentsAsync(cancel);
        var status = call.Get(_status);
        var shown = status is null ? all : [.. all.Where(d => string.Equals(d.Status, status, StringComparison.OrdinalIgnoreCase))];
        call.Output.Write(shown, CliJson.Readable.IReadOnlyListDocumentView, page => DocumentTable.Write(page, shown));
        if (shown.Any(d => d.Problem is not null)) call.Output.Note("(!) delivery does not go on; 'cpc show ID' says why.");
        if (shown.Count > 0) return ExitCode.Done;

        // A mistyped status would otherwise look like "there are none".
        call.Output.Note(all.Count == 0
            ? "No documents yet. Send one with 'cpc send FILE --to PEER'."
            : $"No document has the status '{status}'. There are: {string.Join(", ", all.Select(d => d.Status).Distinct().Order(StringComparer.Ordinal))}.");
        return ExitCode.Done;
    }
}
