using System.CommandLine;

namespace Cpc.Node.Cli.Commands;

/// <summary>Blocks a peer without another in its place.</summary>
internal sealed class PeerBlockCommand : CpcCommand
{
    private readonly Argument<string> _peer = Required("PEER", "A peer's id, the beginning of one, or its name");

    public PeerBlockCommand()
        : base("block", "Block a peer: it is not admitted, and nothing is sent to it", "cpc peer block bakery", "cpc peer block bakery --json")
    {
        Arguments.Add(_peer);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var peer = await client.BlockPeerAsync(call.Get(_peer), cancel);
        call.Output.Write(peer, CliJson.Readable.PeerView, page =>
        {
            page.Line("The peer is blocked." + (peer.Queued > 0 ? $" {peer.Queued} waiting for it are not sent." : ""));
            page.Fields(("id", peer.Id), ("name", peer.Name));
            page.Line($"To admit it again: cpc peer add {peer.Id}{(peer.Address.Length > 0 ? $"@{peer.Address}" : "")} --replace");
        });
        return ExitCode.Done;
    }
}
