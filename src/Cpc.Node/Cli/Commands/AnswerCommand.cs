using System.CommandLine;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Answers a received document with one of Peppol's codes besides accepting and rejecting; the issuer is told.</summary>
internal sealed class AnswerCommand : CpcCommand
{
    private readonly Argument<string> _id = Required("ID", "A document's id or an unambiguous beginning of it ('cpc list')");

    private readonly Option<string?> _reason = new("--reason") { Description = "A reason code, as for 'cpc reject'", HelpName = "CODE" };

    private readonly Option<string?> _text = new("--text") { Description = "Words for the issuer, at most 500 characters", HelpName = "TEXT" };

    private readonly Option<bool> _partly = new("--partly") { Description = "Only a part was paid; the rest follows", Arity = ArgumentArity.Zero };

    private readonly string _status;

    private AnswerCommand(string status, string name, string description, bool needsReason, params string[] examples)
        : base(name, description, examples)
    {
        _status = status;
        _reason.Required = needsReason;
        Arguments.Add(_id);
        if (needsReason) Options.Add(_reason);
        if (status == Paid) Options.Add(_partly);
        Options.Add(_text);
    }

    private const string Paid = "PD";

    private const string PartiallyPaid = "PPD";

    public static AnswerCommand Acknowledge() => new(
        "AB", "acknowledge", "Acknowledge a received document: it is here, and somebody will look at it", false, "cpc acknowledge 0198f3a2", "cpc acknowledge 0198f3a2 --json");

    public static AnswerCommand Process() => new(
        "IP", "process", "Say that a received document is being processed", false, "cpc process 0198f3a2", "cpc process 0198f3a2 --json");

    public static AnswerCommand Query() => new(
        "UQ", "query", "Query a received document: its issuer is asked, and may answer or correct it", true,
        "cpc query 0198f3a2 --reason REF --text 'Which order is it for?'", "cpc query 0198f3a2 --reason DEL --json");

    public static AnswerCommand AcceptConditionally() => new(
        "CA", "accept-conditionally", "Accept a received document with a condition, which the reason and the text name", true,
        "cpc accept-conditionally 0198f3a2 --reason PAY --text 'We pay within 60 days'", "cpc accept-conditionally 0198f3a2 --reason PRI --json");

    public static AnswerCommand Pay() => new(
        Paid, "pay", "Say that an accepted document was paid, whole or in part. No money is moved", false,
        "cpc pay 0198f3a2", "cpc pay 0198f3a2 --partly --text '500 EUR of 1190'");

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var reason = call.Get(_partly) ? PartiallyPaid : call.Get(_reason)?.ToUpperInvariant();
        var document = await client.AnswerAsync(call.Get(_id), _status, reason, call.Get(_text), cancel);
        call.Output.Write(document, CliJson.Readable.DocumentView, page => DocumentTable.Write(page, [document]));
        return ExitCode.Done;
    }
}
