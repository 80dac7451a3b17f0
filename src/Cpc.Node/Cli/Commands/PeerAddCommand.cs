using System.CommandLine;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Adds a peer to the node's book, or changes its address.</summary>
internal sealed class PeerAddCommand : CpcCommand
{
    private readonly Argument<string> _peer = Required("ID@ADDRESS", "The peer's id ('cpc id' on its node) and its HOST:PORT; the id alone, to find it by discovery; or an invite ('cpc peer invite' on its node)");
    private readonly Option<bool> _replace = new("--replace")
    {
        Description = "Its key has changed: block the peer that has its name or its address. Verify the new id by another channel first",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<string?> _name = new("--name") { Description = "A name for it, for use in other commands", HelpName = "N" };

    public PeerAddCommand()
        : base(
            "add",
            "Add a peer, or change a known peer's address",
            "cpc peer add ID@bakery.example:7443 --name bakery",
            "cpc peer add cpc:aeaacs... --name bakery",
            "cpc peer add \"$(cpc id --data /tmp/b)@127.0.0.1:7443\" --name bakery",
            "cpc peer add NEWID@bakery.example:7443 --name bakery --replace")
    {
        Arguments.Add(_peer);
        Options.Add(_name);
        Options.Add(_replace);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var peer = await client.AddPeerAsync(call.Get(_peer), call.Get(_name), call.Get(_replace), cancel);
        var replaced = call.Get(_replace) ? (await client.ListPeersAsync(cancel)).Where(p => p.ReplacedBy == peer.Id).ToList() : [];
        call.Output.Write(peer, CliJson.Readable.PeerView, page =>
        {
            page.Line("The peer is in the book.");
            page.Fields(("id", peer.Id), ("name", peer.Name), ("address", peer.Address.Length > 0 ? peer.Address : "found by discovery"), ("verified", PeerWords.Verified(peer.VerifiedSince, page.Time)));
            foreach (var old in replaced)
                page.Line($"Blocked in its favour: {old.Id}" + (old.Queued > 0 ? $"; {old.Queued} waiting for it are not sent" : ""));
            if (replaced.Count > 0) page.Line($"Consent is given to a key; for the new one: cpc consent grant {peer.Name ?? peer.Id}");
            if (!peer.Verified) page.Line($"Is the key really theirs? Compare over the telephone or in person: cpc peer verify {peer.Name ?? peer.Id}");
        });
        return ExitCode.Done;
    }
}
