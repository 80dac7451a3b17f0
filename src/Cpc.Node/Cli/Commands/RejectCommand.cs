using System.CommandLine;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Rejects a received document; the issuer is told why.</summary>
internal sealed class RejectCommand : CpcCommand
{
    private readonly Argument<string> _id = Required("ID", "A document's id or an unambiguous beginning of it ('cpc list')");

    // The node judges the code: its list is the document model's, not the command line's.
    private readonly Option<string> _reason = new("--reason")
    {
        Description = "NON no issue, REF references, LEG legal information, REC receiver unknown, QUA quality, DEL delivery, PRI prices, "
            + "QTY quantity, ITM items, PAY payment terms, UNR not recognized, FIN finance, PPD partially paid, OTH other",
        HelpName = "CODE",
        Required = true,
    };

    private readonly Option<string?> _text = new("--text") { Description = "Words for the issuer, at most 500 characters", HelpName = "TEXT" };

    /// <param name="group">What it is called by, e.g. "cpc invoice".</param>
    public RejectCommand(string group = "cpc")
        : base(
            "reject",
            "Reject a received document; its issuer is told why",
            $"{group} reject 0198f3a2 --reason PRI --text 'Agreed were 4.50 each'",
            $"{group} reject 0198f3a2 --reason UNR --json")
    {
        Arguments.Add(_id);
        Options.Add(_reason);
        Options.Add(_text);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var document = await client.RejectAsync(call.Get(_id), call.Get(_reason)!.ToUpperInvariant(), call.Get(_text), cancel);
        call.Output.Write(document, CliJson.Readable.DocumentView, page => DocumentTable.Write(page, [document]));
        return ExitCode.Done;
    }
}
