using System.CommandLine;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Revokes a consent.</summary>
internal sealed class ConsentRevokeCommand : CpcCommand
{
    private readonly Argument<string> _id = Required("ID", "A consent's id or an unambiguous beginning of it ('cpc consent list')");
    private readonly Option<string?> _reason = new("--reason") { Description = "Why, for the record", HelpName = "TEXT" };

    public ConsentRevokeCommand()
        : base(
            "revoke",
            "Revoke a consent: nothing more is exchanged under it",
            "cpc consent revoke 0198f3a2 --reason 'contract ended'",
            "cpc consent revoke 0198f3a2 --json")
    {
        Arguments.Add(_id);
        Options.Add(_reason);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var id = await client.FindConsentAsync(call.Get(_id), cancel);
        var consent = await client.RevokeConsentAsync(id, call.Get(_reason), cancel);
        call.Output.Write(consent, CliJson.Readable.ConsentView, page =>
        {
            page.Line("Consent is revoked.");
            page.Fields(
                ("id", consent.Id.ToString()),
                ("peer", consent.PeerName ?? consent.Peer),
                ("revoked", consent.RevokedAt is { } at ? Plain.Time(at, page.Time) : null),
                ("reason", consent.RevocationReason));
        });
        return ExitCode.Done;
    }
}
