using System.CommandLine;
using Cpc.Actors.Api;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Gives a local user a role.</summary>
internal sealed class AccessGrantCommand : CpcCommand
{
    private readonly Argument<string> _user = Required("UID", "The user's number: 'id -u NAME' prints it");

    private readonly Option<string> _role = new("--role")
    {
        Description = "principal: all that the owner may. delegate: what --scope names. auditor: reads and verifies proofs until its end",
        HelpName = "principal|delegate|auditor",
        Required = true,
    };

    private readonly Option<string[]> _scopes = new("--scope")
    {
        Description = "What a delegate may; may be repeated. issue: issue and send. process: acknowledge and query. approve: accept and reject. pay: say that it was paid. draft and share: no command yet",
        HelpName = "draft|issue|process|approve|pay|share",
    };

    private readonly Option<decimal?> _limit = new("--limit") { Description = "Largest amount (total with VAT or due, whichever is larger) that a delegate may issue or approve [default: any]", HelpName = "AMOUNT" };
    private readonly Option<string?> _currency = new("--currency") { Description = "The currency of --limit", HelpName = "CODE" };
    private readonly Option<DateTimeOffset?> _until = EndOption.Create();

    public AccessGrantCommand()
        : base(
            "grant",
            "Give a local user a role on this node",
            "cpc access grant \"$(id -u anna)\" --role delegate --scope issue --scope approve --limit 1000 --currency EUR",
            "cpc access grant 1002 --role auditor --until 2027-03-31",
            "cpc access grant 1003 --role principal --json")
    {
        _role.AcceptOnlyFromAmong("principal", "delegate", "auditor");
        _scopes.AcceptOnlyFromAmong("draft", "issue", "process", "approve", "pay", "share");
        Arguments.Add(_user);
        Options.Add(_role);
        Options.Add(_scopes);
        Options.Add(_limit);
        Options.Add(_currency);
        Options.Add(_until);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var user = call.Get(_user);
        var request = new RoleRequest(
            user.StartsWith("uid:", StringComparison.Ordinal) ? user : $"uid:{user}", call.Get(_role)!, call.Get(_scopes) ?? [], call.Get(_limit), call.Get(_currency), call.Get(_until));
        var role = await client.GrantRoleAsync(request, cancel);
        call.Output.Write(role, CliJson.Readable.RoleView, page => RoleTable.Write(page, [role]));
        return ExitCode.Done;
    }
}
