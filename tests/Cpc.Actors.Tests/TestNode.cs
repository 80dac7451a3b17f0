using Akka.Actor;
using Akka.TestKit;
using Cpc.Actors.Guards;
using Cpc.Actors.Hosting;
using Cpc.Actors.Node;
using Cpc.Actors.Peers;
using Cpc.Cryptography;

namespace Cpc.Actors.Tests;

/// <summary>A node's services with keys of its own, and a probe in the place of each of its actors.</summary>
internal sealed class TestNode : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cpc-actors-").FullName;

    public TestNode(TestKitBase kit, string name, TimeProvider time)
    {
        new NodeFolder(Path.Combine(_folder, "data")).Initialize(time);
        Services = new NodeServices(new CpcNodeOptions { DataFolder = Path.Combine(_folder, "data"), Network = "test" }, time);
        Audit = Probe("audit");
        Catalog = Probe("catalog");
        Consent = Probe("consent");
        Documents = Probe("documents");
        Outbox = Probe("outbox");
        Guards = Probe("guards");
        // Nothing is suspicious, unless a test says so.
        Guards.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell(message is ClaimInvoice ? new InvoiceClaimed([]) : ClaimDecided.Instance);
            return AutoPilot.KeepRunning;
        }));
        Access = Probe("access");
        Peers = Probe("peers");
        Transport = Probe("transport");
        var router = Services.Router;
        (router.Audit, router.Catalog, router.Consent, router.Documents) = (Audit, Catalog, Consent, Documents);
        (router.Outbox, router.Peers, router.Transport, router.Guards, router.Access) = (Outbox, Peers, Transport, Guards, Access);

        TestProbe Probe(string role) => kit.CreateTestProbe($"{name}-{role}");
    }

    public NodeServices Services { get; }

    public NodeRouter Router => Services.Router;

    public PeerId Id => Services.Self;

    public TestProbe Audit { get; }

    public TestProbe Catalog { get; }

    public TestProbe Consent { get; }

    public TestProbe Documents { get; }

    public TestProbe Guards { get; }

    public TestProbe Access { get; }

    public TestProbe Outbox { get; }

    public TestProbe Peers { get; }

    public TestProbe Transport { get; }

    public void Knows(TestNode other, string name) => Services.Peers.Set(new PeerEntry(other.Id, "127.0.0.1", 4747, name));

    /// <summary>How often something was refused.</summary>
    public long Count(string area, string reason) => Services.Counters.Snapshot().GetValueOrDefault($"{area}.{reason}");

    public void Dispose()
    {
        Services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
