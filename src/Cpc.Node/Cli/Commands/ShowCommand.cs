using System.CommandLine;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Shows one document and what happened to it.</summary>
internal sealed class ShowCommand : CpcCommand
{
    private readonly Argument<string> _id = Required("ID", "A document's id or an unambiguous beginning of it ('cpc list')");

    public ShowCommand()
        : base("show", "Show a document and what happened to it", "cpc show 0198f3a2", "cpc show 0198f3a2 --json | jq .history")
    {
        Arguments.Add(_id);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var document = await client.GetDocumentAsync(call.Get(_id), cancel);
        call.Output.Write(document, CliJson.Readable.DocumentView, page => DocumentTable.WriteOne(page, document));
        return ExitCode.Done;
    }
}
