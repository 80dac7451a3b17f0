using System.CommandLine;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Accepts a received document; the issuer is told.</summary>
internal sealed class AcceptCommand : CpcCommand
{
    private readonly Argument<string> _id = Required("ID", "A document's id or an unambiguous beginning of it ('cpc list')");

    /// <param name="group">What it is called by, e.g. "cpc invoice".</param>
    public AcceptCommand(string group = "cpc")
        : base("accept", "Accept a received document; its issuer is told", $"{group} accept 0198f3a2", $"{group} accept 0198f3a2 --json")
    {
        Arguments.Add(_id);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var document = await client.AcceptAsync(call.Get(_id), cancel);
        call.Output.Write(document, CliJson.Readable.DocumentView, page => DocumentTable.Write(page, [document]));
        return ExitCode.Done;
    }
}
