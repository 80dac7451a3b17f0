using System.CommandLine;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Looks an identity up.</summary>
internal sealed class DhtLookupCommand : CpcCommand
{
    private readonly Argument<string> _peer = Required("PEER", "An id; or an unambiguous beginning of one, or a name, of a peer in the book");

    public DhtLookupCommand()
        : base(
            "lookup",
            "Find where a peer is, by its signed record",
            "cpc dht lookup bakery",
            "cpc dht lookup bakery --json | jq -r '.addresses[0]'")
    {
        Arguments.Add(_peer);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var found = await client.LookUpAsync(call.Get(_peer), cancel);
        call.Output.Write(found, CliJson.Readable.DhtLookupView, page => page.Fields(
            ("id", found.Id),
            ("address", string.Join(", ", found.Addresses)),
            ("offers", string.Join(", ", found.Capabilities)),
            ("valid until", Plain.Time(found.ValidUntil, page.Time)),
            ("asked", $"{Plain.Number(found.Queries)} nodes")));
        return ExitCode.Done;
    }
}
