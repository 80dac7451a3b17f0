using System.CommandLine;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Approves or rejects a suspicious document.</summary>
internal sealed class HoldDecideCommand : CpcCommand
{
    private readonly Argument<string> _id = Required("ID", "A document's id or an unambiguous beginning of it ('cpc hold list')");
    private readonly bool _approve;

    private HoldDecideCommand(bool approve, string name, string description)
        : base(name, description, $"cpc hold {name} 0198f3a2", $"cpc hold {name} 0198f3a2 --json")
    {
        _approve = approve;
        Arguments.Add(_id);
    }

    public static HoldDecideCommand Approve() =>
        new(true, "approve", "Let a suspicious document go on; its seller and account are known from then on. Ask the seller by a known telephone number first");

    public static HoldDecideCommand Reject() =>
        new(false, "reject", "Never accept nor pay a suspicious document. The issuer is not told; 'cpc reject' does that");

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var document = await client.DecideHoldAsync(call.Get(_id), _approve, cancel);
        call.Output.Write(document, CliJson.Readable.DocumentView, page => DocumentTable.WriteOne(page, document));
        return ExitCode.Done;
    }
}
