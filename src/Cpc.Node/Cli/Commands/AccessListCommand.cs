using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Lists the roles of local users.</summary>
internal sealed class AccessListCommand() : CpcCommand(
    "list",
    "List the roles of local users, also those that ended. The node's own user and root own it and need none",
    "cpc access list",
    "cpc access list --json | jq '.[] | select(.status == \"granted\")'")
{
    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var roles = await client.ListRolesAsync(cancel);
        call.Output.Write(roles, CliJson.Readable.IReadOnlyListRoleView, page => RoleTable.Write(page, roles));
        if (roles.Count == 0) call.Output.Note("No roles yet: only the node's own user and root may use it. Grant one with 'cpc access grant UID --role ROLE'.");
        return ExitCode.Done;
    }
}
