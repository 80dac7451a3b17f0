using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Node;
using Cpc.Invoicing.Access;
using Cpc.Invoicing.Lifecycle;

namespace Cpc.Actors.Access;

/// <summary>Asks for decisions about callers. Without an answer nobody may (fail closed).</summary>
internal sealed class NodeAccess(NodeServices services)
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(30);

    /// <returns>Null when the caller may; else why not.</returns>
    public Task<Problem?> CheckAsync(
        Caller caller, AccessAction action, InvoiceRole side, (decimal Value, string Currency)? amount = null, CancellationToken cancel = default) => AskAsync(
        new CheckAccess(new AccessRequest { User = caller.Name, Action = action, Side = side, Amount = amount?.Value, CurrencyCode = amount?.Currency }), cancel);

    public async Task<bool> MayEnterAsync(Caller caller, CancellationToken cancel) => await AskAsync(new CheckEntry(caller.Name), cancel).ConfigureAwait(false) is null;

    private async Task<Problem?> AskAsync(object question, CancellationToken cancel) =>
        await services.Router.Access.Ask<object>(question, AskTimeout, cancel).ConfigureAwait(false) switch
        {
            AccessDecision.Allowed => null,
            AccessDecision.Denied denied => new Problem(NotAllowedException.Code, denied.Message),
            _ => new Problem(NotAllowedException.Code, "It can't be found out whether you may. Look at the node's log."),
        };
}
