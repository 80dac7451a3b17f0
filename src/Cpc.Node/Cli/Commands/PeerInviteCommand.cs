using System.CommandLine;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Prints what a partner needs to add this node: a link and a QR code.</summary>
internal sealed class PeerInviteCommand : CpcCommand
{
    private readonly Option<bool> _noAddress = new("--no-address")
    {
        Description = "Leave this node's addresses out: the partner finds them by discovery",
        Arity = ArgumentArity.Zero,
    };

    public PeerInviteCommand()
        : base(
            "invite",
            "Print an invite for a partner: a link and a QR code",
            "cpc peer invite",
            "cpc peer invite --no-address",
            "cpc peer invite --json | jq -r .link")
    {
        Options.Add(_noAddress);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var invite = await client.InviteAsync(!call.Get(_noAddress), cancel);
        call.Output.Write(invite, CliJson.Readable.InviteView, page =>
        {
            page.Fields(
                ("id", invite.Id),
                ("network", invite.Network),
                ("address", invite.Addresses.Count > 0 ? string.Join(", ", invite.Addresses) : "found by discovery"),
                ("through", string.Join(", ", invite.Bootstrap)));
            page.Line();
            page.Line(invite.Link);
            page.Line();
            // Upper case makes it smaller.
            page.Code(QrMatrix.Of(invite.Link.ToUpperInvariant()));
            page.Line();
            page.Line("Your partner adds this node with: cpc peer add LINK --name YOU. You add your partner likewise.");
            page.Line("An invite is worth as much as the channel that brings it: compare safety numbers afterwards (cpc peer verify).");
        });
        return ExitCode.Done;
    }
}
