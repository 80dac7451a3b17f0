using System.CommandLine;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Revokes a local user's role.</summary>
internal sealed class AccessRevokeCommand : CpcCommand
{
    private readonly Argument<string> _id = Required("ID", "A role's id or an unambiguous beginning of it ('cpc access list')");

    public AccessRevokeCommand()
        : base("revoke", "Revoke a role: it allows nothing any more", "cpc access revoke 0198f3a2", "cpc access revoke 0198f3a2 --json")
    {
        Arguments.Add(_id);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var role = await client.RevokeRoleAsync(await client.FindRoleAsync(call.Get(_id), cancel), cancel);
        call.Output.Write(role, CliJson.Readable.RoleView, page => RoleTable.Write(page, [role]));
        return ExitCode.Done;
    }
}
