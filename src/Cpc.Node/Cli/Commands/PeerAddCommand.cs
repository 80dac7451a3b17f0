using System.CommandLine;

namespace Cpc.Node.Cli.Commands;

/// <summary>Adds a peer to the node's book, or changes its address.</summary>
internal sealed class PeerAddCommand : CpcCommand
{
    private readonly Argument<string> _peer = Required("ID@ADDRESS", "The peer's id ('cpc id' on its node) and its HOST:PORT");
    private readonly Option<string?> _name = new("--name") { Description = "A name for it, for use in other commands", HelpName = "N" };

    public PeerAddCommand()
        : base(
            "add",
            "Add a peer, or change a known peer's address",
            "cpc peer add ID@bakery.example:7443 --name bakery",
            "cpc peer add \"$(cpc id --data /tmp/b)@127.0.0.1:7443\" --name bakery")
    {
        Arguments.Add(_peer);
        Options.Add(_name);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var peer = await client.AddPeerAsync(call.Get(_peer), call.Get(_name), cancel);
        call.Output.Write(peer, CliJson.Readable.PeerView, page =>
        {
            page.Line("The peer is in the book.");
            page.Fields(("id", peer.Id), ("name", peer.Name), ("address", peer.Address));
        });
        return ExitCode.Done;
    }
}
