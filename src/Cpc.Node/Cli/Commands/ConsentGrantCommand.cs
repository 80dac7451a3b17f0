using System.CommandLine;
using System.Globalization;
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

    private readonly Option<DateTimeOffset?> _until = new("--until")
    {
        Description = "Last day on which it holds (YYYY-MM-DD, UTC), or its end as an instant [default: no end]",
        HelpName = "DATE",
        CustomParser = result =>
        {
            var parsed = ParseEnd(result.Tokens[0].Value);
            if (parsed is null) result.AddError($"--until: '{result.Tokens[0].Value}' is not a date like 2027-12-31 or an instant like 2027-12-31T12:00:00Z.");
            return parsed;
        },
    };

    public ConsentGrantCommand()
        : base(
            "grant",
            "Grant consent to exchange documents with a peer",
            "cpc consent grant bakery",
            "cpc consent grant bakery --kind invoice --kind creditNote --basis contract --until 2027-12-31")
    {
        _kinds.AcceptOnlyFromAmong("invoice", "creditNote", "status");
        _basis.AcceptOnlyFromAmong("consent", "contract", "obligation", "interest");
        Arguments.Add(_peer);
        Options.Add(_kinds);
        Options.Add(_basis);
        Options.Add(_until);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var request = new ConsentRequest(call.Get(_kinds) ?? [], call.Get(_basis)!, call.Get(_until));
        var consent = await client.GrantConsentAsync(call.Get(_peer), request, cancel);
        call.Output.Write(consent, CliJson.Readable.ConsentView, page =>
        {
            page.Line("Consent is granted.");
            page.Fields(
                ("id", consent.Id.ToString()),
                ("peer", consent.PeerName ?? consent.Peer),
                ("kinds", consent.Kinds.Count == 0 ? "all" : string.Join(", ", consent.Kinds)),
                ("basis", consent.LegalBasis),
                ("until", consent.ValidUntil is { } end ? Plain.Time(end, page.Time) : "no end"));
        });
        return ExitCode.Done;
    }

    /// <summary>A day counts to its end.</summary>
    private static DateTimeOffset? ParseEnd(string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        string[] instants = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];
        return DateTimeOffset.TryParseExact(text, instants, culture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
    }
}
