using Cpc.Actors.Api;
using Cpc.Actors.Hosting;
using Cpc.Invoicing.Xml;

namespace Cpc.Demo;

/// <summary>
/// The main job between two complete nodes on loopback, which find each other through a third: each document given goes from
/// Alice to Bob and its acceptance back; then attacks are made and have to be refused.
/// </summary>
public sealed class DemoRun(Action<DemoStep> timeline)
{
    private const string Network = "cpc-demo";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly long _started = TimeProvider.System.GetTimestamp();

    /// <summary>The invoice that is used when no file is given.</summary>
    public static (string Name, byte[] Ubl) Sample
    {
        get
        {
            using var resource = typeof(DemoRun).Assembly.GetManifestResourceStream("invoice.xml")
                ?? throw new InvalidOperationException("The sample invoice is missing from the assembly.");
            using var bytes = new MemoryStream();
            resource.CopyTo(bytes);
            return ("samples/invoice.xml", bytes.ToArray());
        }
    }

    /// <param name="documents">Names and UBL bytes; empty for the sample.</param>
    /// <param name="transport">auto, quic or tls.</param>
    public async Task<DemoReport> RunAsync(IReadOnlyList<(string Name, byte[] Ubl)> documents, string transport = "auto", CancellationToken cancel = default)
    {
        var folder = Directory.CreateTempSubdirectory("cpc-demo-").FullName;
        try
        {
            await using var carol = await StartAsync("Carol", folder, transport, "cpc.dht.serve = on", cancel).ConfigureAwait(false);
            await using var alice = await StartAsync("Alice", folder, transport, $"cpc.dht.bootstrap = [\"{carol.IdAtAddress}\"]", cancel).ConfigureAwait(false);
            await using var bob = await StartAsync("Bob", folder, transport, "", cancel).ConfigureAwait(false);
            await IntroduceAsync(alice, bob, cancel).ConfigureAwait(false);
            var node = await alice.Api.GetNodeAsync(cancel).ConfigureAwait(false);

            var exchanges = new List<ExchangeReport>();
            foreach (var (name, ubl) in documents.Count == 0 ? [Sample] : documents)
                exchanges.Add(await ExchangeAsync(alice, bob, name, ubl, cancel).ConfigureAwait(false));
            var refusals = await AttackAsync(alice, bob, cancel).ConfigureAwait(false);
            var ok = exchanges.All(e => e.Held) && refusals.All(r => r.RefusedWith is not null)
                && await AuditHoldsAsync(alice, cancel).ConfigureAwait(false) && await AuditHoldsAsync(bob, cancel).ConfigureAwait(false);
            return new DemoReport(node.Transport, "XX", node.Suite, ok, exchanges, refusals);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<LocalNode> StartAsync(string name, string folder, string transport, string hocon, CancellationToken cancel)
    {
        var node = await LocalNode.StartAsync(name, new CpcNodeOptions
        {
            DataFolder = Path.Combine(folder, name),
            Network = Network,
            Transport = transport,
            LockMemory = "warn",
            Hocon = hocon,
        }, cancel: cancel).ConfigureAwait(false);
        Step(name, $"keys drawn, journal opened, listening on {node.Address}");
        return node;
    }

    // Neither is told the other's address: an invite names an identity, and Carol, through whom it is found.
    private async Task IntroduceAsync(LocalNode alice, LocalNode bob, CancellationToken cancel)
    {
        // Bob knows nobody yet: Alice's invite brings him to Carol.
        foreach (var (node, other) in new[] { (bob, alice), (alice, bob) })
        {
            var invite = await UntilAsync(() => other.Api.InviteAsync(withAddresses: false, cancel), cancel).ConfigureAwait(false);
            Must(await node.Api.AddPeerAsync(invite.Link, other.Name, node.Caller, cancel).ConfigureAwait(false));
            Must(await node.Api.GrantConsentAsync(other.Id, new ConsentRequest([], "contract", null), node.Caller, cancel).ConfigureAwait(false));
            Step(node.Name, $"has {other.Name}'s invite without an address, knows {Them(other)} as {other.Id[..8]}… and consents to exchange documents");
        }

        foreach (var (node, other) in new[] { (bob, alice), (alice, bob) })
        {
            var found = await UntilAsync(() => node.Api.LookUpAsync(other.Id, cancel), cancel).ConfigureAwait(false);
            Step(node.Name, $"found {other.Name} through Carol at {found.Addresses[0]}, by {Theirs(other)} signed record");
            if (found.Addresses[0] != other.Address) throw new InvalidOperationException($"{other.Name} listens on {other.Address}.");
        }
    }

    private static string Them(LocalNode node) => node.Name == "Alice" ? "her" : "him";

    private static string Theirs(LocalNode node) => node.Name == "Alice" ? "her" : "his";

    // A record is there a moment after its node has started.
    private static async Task<T> UntilAsync<T>(Func<Task<Answer<T>>> ask, CancellationToken cancel)
        where T : class
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await ask().ConfigureAwait(false);
            if (answer.Value is { } value) return value;
            if (TimeProvider.System.GetElapsedTime(started) > Patience) Must(answer);
            await Task.Delay(5, cancel).ConfigureAwait(false);
        }
    }

    private async Task<ExchangeReport> ExchangeAsync(LocalNode alice, LocalNode bob, string name, byte[] ubl, CancellationToken cancel)
    {
        var started = TimeProvider.System.GetTimestamp();
        var answer = await alice.Api.SendAsync(ubl, bob.Id, alice.Caller, cancel).ConfigureAwait(false);
        if (answer.Value is not { } sent)
        {
            Step("Alice", $"{name} refused before it left: {answer.Problem!.Message}");
            return new ExchangeReport(name, 0, null, false, false, "refused", 0,
                [.. answer.Problem.Details?.Select(d => $"{d.Rule} {d.Field} '{d.Value}': {d.Message}") ?? [answer.Problem.Message]]);
        }

        Step("Alice", $"{name}: UBL read, rules kept, encoded to {sent.Bytes} bytes of CBOR, BLAKE3 {sent.Blake3[..16]}…, journaled and queued");
        var delivered = await UntilAsync(alice, sent.Id, d => d.ReceiptVerified, cancel).ConfigureAwait(false);
        var received = (await bob.Api.GetDocumentAsync(sent.Id.ToString(), cancel).ConfigureAwait(false)).Value;
        var verified = received is not null && received.Blake3 == sent.Blake3 && received.Bytes == sent.Bytes && received.Number == sent.Number;
        Step("Bob", $"decrypted, BLAKE3 {received?.Blake3[..16]}… verified against the authenticated header, journaled, receipt signed");
        Step("Alice", delivered?.ReceiptVerified == true ? "receipt verified: delivered" : "no valid receipt came");

        await bob.Api.AcceptAsync(sent.Id.ToString(), bob.Caller, cancel).ConfigureAwait(false);
        Step("Bob", "accepted");
        var last = await UntilAsync(alice, sent.Id, d => d.Status == "accepted", cancel).ConfigureAwait(false);
        Step("Alice", $"status is back: {last?.Status ?? "none"}");
        return new ExchangeReport(name, sent.Bytes, sent.Blake3, verified, last?.ReceiptVerified ?? false, last?.Status ?? "lost",
            Math.Round(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds, 1), []);
    }

    private async Task<List<RefusalReport>> AttackAsync(LocalNode alice, LocalNode bob, CancellationToken cancel)
    {
        var (_, ubl) = Sample;
        var invoice = ((ReadResult.Accepted)InvoiceReader.Read(ubl)).Document;
        var reports = new List<RefusalReport>();
        foreach (var (attempt, run) in new Attacks(alice, bob, Network).All(invoice, ubl))
        {
            var refusedWith = await run(cancel).ConfigureAwait(false);
            Step("Mallory", refusedWith is null ? $"{attempt}: NOT REFUSED" : $"{attempt}: refused with {refusedWith}");
            reports.Add(new RefusalReport(attempt, refusedWith));
        }

        return reports;
    }

    private async Task<bool> AuditHoldsAsync(LocalNode node, CancellationToken cancel)
    {
        var audit = await node.Api.VerifyAuditAsync(cancel).ConfigureAwait(false);
        Step(node.Name, audit.Holds ? $"audit chain holds: {audit.Entries} entries" : $"audit chain is broken: {audit.Fault}");
        return audit.Holds;
    }

    private static async Task<DocumentView?> UntilAsync(LocalNode node, Guid id, Func<DocumentView, bool> isSo, CancellationToken cancel)
    {
        var started = TimeProvider.System.GetTimestamp();
        DocumentView? last;
        do
        {
            last = (await node.Api.GetDocumentAsync(id.ToString(), cancel).ConfigureAwait(false)).Value;
            if (last is not null && isSo(last)) return last;
            await Task.Delay(2, cancel).ConfigureAwait(false);
        }
        while (TimeProvider.System.GetElapsedTime(started) < Patience);

        return last;
    }

    private static void Must<T>(Answer<T> answer)
        where T : class
    {
        if (!answer.Succeeded) throw new InvalidOperationException(answer.Problem.Message);
    }

    private void Step(string who, string what) => timeline(new DemoStep(TimeProvider.System.GetElapsedTime(_started), who, what));
}
