using Cpc.Actors.Api;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Walks the audit chain; exit code 1 when it is broken.</summary>
internal sealed class AuditVerifyCommand() : CpcCommand(
    "verify",
    "Walk the audit chain from its first entry and check every link",
    "cpc audit verify",
    "cpc audit verify --json | jq .head")
{
    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var audit = await client.VerifyAuditAsync(cancel);
        var problem = audit.Holds ? null : new Problem(
            "audit-broken",
            $"The audit chain is broken at entry {audit.At} ({audit.Fault}). Stop the node and keep its data folder as it is: it is evidence.");
        var document = new AuditDocument(
            audit.Holds, audit.Entries, audit.Head, audit.Fault, audit.At, audit.Actions, problem is null ? null : ErrorBody.Of(problem));
        call.Output.Write(document, CliJson.Readable.AuditDocument, page =>
        {
            page.Fields(
                ("chain", audit.Holds ? "holds" : $"broken at entry {audit.At} ({audit.Fault})"),
                ("entries", Plain.Number(audit.Entries)),
                ("head", audit.Head));
            if (audit.Actions.Count == 0) return;
            page.Line();
            page.Table(
                [new Column("ACTION"), new Column("ENTRIES", IsNumber: true)],
                [.. audit.Actions.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => new[] { a.Key, Plain.Number(a.Value) })]);
        });
        if (problem is null) return ExitCode.Done;
        if (!call.Output.Json) call.Output.Fail(problem);
        return ExitCode.Refused;
    }
}
