using System.CommandLine;
using Cpc.Actors.Api;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Looks for what keeps documents from arriving; exit code 1 when there is a problem.</summary>
internal sealed class DoctorCommand : CpcCommand
{
    private readonly Argument<string> _peer = new("PEER")
    {
        Description = "Also look at this peer, and dial it over each transport",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public DoctorCommand()
        : base("doctor", "Find out what keeps documents from arriving, here or at a peer", "cpc doctor", "cpc doctor bakery", "cpc doctor --json | jq '.checks[] | select(.outcome == \"problem\")'")
    {
        Arguments.Add(_peer);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var found = await client.DiagnoseAsync(call.Find(_peer), cancel);
        var problems = found.Checks.Where(c => c.Outcome == "problem").Select(c => c.Check).ToList();
        var problem = found.Ok ? null : new Problem("problems-found", $"There is a problem with: {string.Join(", ", problems)}.");
        call.Output.Write(
            new DoctorDocument(found.Ok, found.Peer, found.Checks, problem is null ? null : ErrorBody.Of(problem)),
            CliJson.Readable.DoctorDocument,
            page =>
            {
                page.Table(
                    [new Column("CHECK"), new Column("OUTCOME"), new Column("FOUND", Wraps: true)],
                    [.. found.Checks.Select(c => new[] { c.Check, c.Outcome, c.Text })]);
                foreach (var check in found.Checks.Where(c => c.Remedy is not null))
                {
                    page.Line();
                    page.Line($"{check.Check}: {check.Remedy}");
                }
            });
        if (problem is null) return ExitCode.Done;
        if (!call.Output.Json) call.Output.Fail(problem);
        return ExitCode.Refused;
    }
}
