using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Builds the lists anew from the journal.</summary>
internal sealed class InvoiceRebuildCommand() : CpcCommand(
    "rebuild",
    "Build the lists of documents anew from the journal, and say what was different",
    "cpc invoice rebuild",
    "cpc invoice rebuild --json | jq .changed")
{
    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect(Api.ApiLimits.Rebuild);
        var rebuilt = await client.RebuildListsAsync(cancel);
        call.Output.Write(rebuilt, CliJson.Readable.RebuildView, page => page.Fields(
            ("documents", Plain.Number(rebuilt.Documents)),
            ("changed", Plain.Number(rebuilt.Changed))));
        return ExitCode.Done;
    }
}
