using Akka.Actor;
using Cpc.Actors.Access;
using Cpc.Actors.Api;
using Cpc.Actors.Peers;
using Cpc.Invoicing.Access;

namespace Cpc.Actors.Hosting;

/// <summary>Who may do something with this node: the roles of local users, and peers that may not any more.</summary>
internal sealed partial class CpcNode
{
    private readonly NodeAccess _access = new(services);

    public async Task<Answer<RoleView>> GrantRoleAsync(RoleRequest request, Caller caller, CancellationToken cancel = default)
    {
        var now = services.Time.GetUtcNow();
        if (RoleWords.TryRead(request, Guid.CreateVersion7(now), now, out var problem) is not { } grant) return problem!;
        return RoleAnswer(await services.Router.Access.Ask<object>(new GrantAccess(grant, caller), AskTimeout, cancel).ConfigureAwait(false));
    }

    public async Task<Answer<RoleView>> RevokeRoleAsync(Guid id, Caller caller, CancellationToken cancel = default) =>
        RoleAnswer(await services.Router.Access.Ask<object>(new RevokeAccess(id, caller), AskTimeout, cancel).ConfigureAwait(false));

    public async Task<IReadOnlyList<RoleView>> ListRolesAsync(CancellationToken cancel = default)
    {
        var grants = await services.Router.Access.Ask<List<AccessGrant>>(ListAccess.Instance, AskTimeout, cancel).ConfigureAwait(false);
        return [.. grants.Select(g => RoleWords.View(g, services.Time.GetUtcNow()))];
    }

    public async Task<Answer<PeerView>> BlockPeerAsync(string peer, Caller caller, CancellationToken cancel = default)
    {
        if (FindPeer(peer, out var problem) is not { } entry) return problem!;
        var answer = await services.Router.PeerBook.Ask<object>(new PeerBookActor.Block(entry.PeerId, caller.Name), AskTimeout, cancel).ConfigureAwait(false);
        return answer is Problem refused ? refused : await ViewOf(entry, cancel).ConfigureAwait(false);
    }

    public ICpcNode As(Caller caller) => new CallerNode(this, _access, caller);

    public async Task<bool> MayEnterAsync(Caller caller, CancellationToken cancel = default) => await _access.MayEnterAsync(caller, cancel).ConfigureAwait(false);

    private Answer<RoleView> RoleAnswer(object answer) => answer is AccessGrant grant ? RoleWords.View(grant, services.Time.GetUtcNow()) : (Problem)answer;
}
