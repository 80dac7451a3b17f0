using System.Net.Sockets;
using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Hosting;
using Cpc.Actors.Lists;
using Cpc.Actors.Node;
using Cpc.Actors.Outbox;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Cpc.Transport.Nat;

namespace Cpc.Actors.Doctor;

/// <summary>Looks at everything that could keep documents from arriving, and says it in plain words. Changes nothing; what asks the
/// network runs at the same time and is bounded; what goes wrong with one finding is a finding itself.</summary>
/// <param name="patience">How long a part of the node may take to answer; null for ten seconds.</param>
internal sealed class NodeDoctor(NodeServices services, NatOptions nat, TimeSpan? patience = null)
{
    private TimeSpan Patience { get; } = patience ?? TimeSpan.FromSeconds(10);

    /// <param name="peer">Also this one; null for the node alone.</param>
    public async Task<DoctorView> ExamineAsync(PeerEntry? peer, CancellationToken cancel)
    {
        var network = new NetworkChecks(services, nat);
        var outside = FindAsync("address outside", () => network.SeenFromOutsideAsync(cancel));
        var relay = FindAsync("relay", async () => [await network.RelayAsync(cancel).ConfigureAwait(false)]);
        var documents = DocumentsAsync(cancel);
        var ofPeer = peer is null ? Task.FromResult<IReadOnlyList<CheckView>>([]) : OfPeerAsync(peer, cancel);

        var synchronized = SystemClock.IsSynchronized(out var error);
        return new DoctorView(peer?.PeerId.ToString(),
        [
            network.Configuration(),
            network.Quic(),
            .. await outside.ConfigureAwait(false),
            .. await relay.ConfigureAwait(false),
            Breakers(),
            MachineChecks.Clock(synchronized, error, services.Time),
            MachineChecks.LockedMemory(services.MemoryWarnings),
            MachineChecks.Protection(NodeHardening.Gaps()),
            MachineChecks.Disk(services.Folder),
            MachineChecks.Journal(services.Folder, await documents.ConfigureAwait(false)),
            MachineChecks.Keys(services),
            .. await ofPeer.ConfigureAwait(false),
        ]);
    }

    private CheckView Breakers()
    {
        var open = services.Breakers.NotClosed.Keys.Select(p => services.Peers.Find(p)?.Name ?? p.ToShortString()).Order().ToList();
        return open.Count == 0
            ? Check.Ok("breakers", "All circuit breakers are closed.")
            : Check.Warning("breakers", $"The circuit breaker is not closed towards {string.Join(", ", open)}.", "'cpc doctor PEER' says why.");
    }

    private async Task<IReadOnlyList<CheckView>> OfPeerAsync(PeerEntry peer, CancellationToken cancel)
    {
        var checks = new PeerChecks(services, peer);
        // Before the paths are tried, so that what is told is not the doctor's own doing.
        OutboxStatus? outbox = null;
        var waiting = await FindAsync("outbox", async () =>
        {
            outbox = await services.Router.Outbox.Ask<OutboxStatus>(new GetOutboxStatus(peer.PeerId), Patience, cancel).ConfigureAwait(false);
            return [PeerChecks.Outbox(outbox)];
        }).ConfigureAwait(false);
        var breaker = await FindAsync("breaker", async () =>
            [PeerChecks.Breaker(await services.Router.Transport.Ask<TransportManager.Status>(new TransportManager.StatusOf(peer.PeerId), Patience, cancel).ConfigureAwait(false))]).ConfigureAwait(false);
        var paths = await FindAsync("path", () => checks.PathsAsync(cancel)).ConfigureAwait(false);
        return [checks.Trust(outbox), .. waiting, .. breaker, .. paths];
    }

    private static async Task<IReadOnlyList<CheckView>> FindAsync(string check, Func<Task<IReadOnlyList<CheckView>>> find)
    {
        try
        {
            return await find().ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return [Check.Problem(check, "The node itself did not answer in time.", "Look at its log; a slow or full disk is the usual cause.")];
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return [Check.Problem(check, e.Message, "Look at the machine's network and its limit of open files.")];
        }
    }

    private async Task<int?> DocumentsAsync(CancellationToken cancel)
    {
        try
        {
            return (await services.Router.Catalog.Ask<DocumentCount>(CountDocuments.Instance, Patience, cancel).ConfigureAwait(false)).Documents;
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
