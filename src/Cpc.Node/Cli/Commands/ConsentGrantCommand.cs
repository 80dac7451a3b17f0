using System.CommandLine;
using Cpc.Actors.Api;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Grants consent to exchange documents with a peer.</summary>
internal sealed class ConsentGrantCommand : CpcCommand
{
    private readonly Argument<string> _peer = Required("PEER", "A peer's id, the beginning of one, or its name");
    private readonly Option<string[]> _kinds = new("--kind")
    {
        Description = "Only this kind of document; may be repeated [default: all kinds]",
        HelpName = "invoice|creditNote|status",
    };

    private readonly Option<string> _basis = new("--basis")
    {
        Description = "Legal basis (GDPR 6.1.a, b, c, f)",
        HelpName = "consent|contract|obligation|interest",
        DefaultValueFactory = _ => "consent",
    };

    private readonly Option<DateTimeOffset?> _until = EndOption.Create();

    private readonly Option<decimal?> _maxAmount = new("--max-amount") { Description = "Largest amount (BT-115) of one document [default: any]", HelpName = "AMOUNT" };

    private readonly Option<string?> _currency = new("--currency") { Description = "The currency of --max-amount", HelpName = "CODE" };

    public ConsentGrantCommand()
        : base(
            "grant",
            "Grant consent to exchange documents with a peer",
            "cpc consent grant bakery",
            "cpc consent grant bakery --kind invoice --kind creditNote --basis contract --until 2027-12-31",
            "cpc consent grant bakery --max-amount 5000 --currency EUR")
    {
        _kinds.AcceptOnlyFromAmong("invoice", "creditNote", "status");
        _basis.AcceptOnlyFromAmong("consent", "contract", "obligation", "interest");
        Arguments.Add(_peer);
        Options.Add(_kinds);
        Options.Add(_basis);
        Options.Add(_until);
        Options.Add(_maxAmount);
        Options.Add(_currency);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var request = new ConsentRequest(call.Get(_kinds) ?? [], call.Get(_basis)!, call.Get(_until)) { MaxAmount = call.Get(_maxAmount), Currency = call.Get(_currency) };
        var consent = await client.GrantConsentAsync(call.Get(_peer), request, cancel);
        call.Output.Write(consent, CliJson.Readable.ConsentView, page =>
        {
            page.Line("Consent is granted.");
            page.Fields(
                ("id", consent.Id.ToString()),
                ("peer", consent.PeerName ?? consent.Peer),
                ("kinds", consent.Kinds.Count == 0 ? "all" : string.Join(", ", consent.Kinds)),
                ("basis", consent.LegalBasis),
                ("largest amount", consent.MaxAmount is { } most ? Plain.Amount(most, consent.Currency ?? "") : null),
                ("until", consent.ValidUntil is { } end ? Plain.Time(end, page.Time) : "no end"));
        });
        return ExitCode.Done;
    }
}
