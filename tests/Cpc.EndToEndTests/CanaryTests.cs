using System.Text;
using Cpc.Actors.Hosting;
using Cpc.Demo;
using Cpc.Invoicing.Ubl;
using Cpc.Invoicing.Xml;
using Cpc.SecureMemory;
using Microsoft.Extensions.Logging;

namespace Cpc.EndToEndTests;

/// <summary>Planted values, secret and financial, are found nowhere in journals, logs or console.</summary>
public class CanaryTests
{
    // Names and texts of an invoice, its amounts in the forms they could be written in, and what people enter.
    private static readonly string[] Texts =
        ["CANARY-NUMBER-77", "Canary Seller eG", "DE02120300000000202051", "canary note", "97531.25", "9753125", "97.531,25", "canary-partner", "canary reason", "canary answer"];

    [Fact]
    public async Task Nothing_planted_is_found_in_journals_or_logs()
    {
        var log = new CapturedLog();
        await using var nodes = await TwoNodes.StartAsync("tls", logging: l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        var (alice, bob) = (nodes.Alice, nodes.Bob);
        TwoNodes.Succeeds(await alice.Api.AddPeerAsync(bob.IdAtAddress, "canary-partner", alice.Caller));

        var sent = TwoNodes.Succeeds(await alice.Api.SendAsync(CanaryInvoice(), "canary-partner", alice.Caller));
        await TwoNodes.StatusAsync(alice, sent.Id, "delivered");
        TwoNodes.Succeeds(await bob.Api.RejectAsync(sent.Id.ToString(), "QUA", "canary answer", bob.Caller));
        var rejected = await TwoNodes.StatusAsync(alice, sent.Id, "rejected");
        var consent = (await alice.Api.ListConsentsAsync())[0];
        TwoNodes.Succeeds(await alice.Api.RevokeConsentAsync(consent.Id, "canary reason", alice.Caller));
        TwoNodes.Fails(await alice.Api.SendAsync(CanaryInvoice(), "canary-partner", alice.Caller));

        // The control: they did pass through the nodes.
        Assert.Equal(("CANARY-NUMBER-77", "Canary Seller eG", 97531.25m, "QUA: canary answer"), (rejected.Number, rejected.Seller, rejected.Payable, rejected.Reason));

        // And on the ways of refusal, too.
        var attacks = new Attacks(alice, bob, "cpc");
        var invoice = ((ReadResult.Accepted)UblReader.Read(CanaryInvoice())).Document;
        Assert.NotNull(await attacks.OnSession(invoice, Attacks.FlipBit, default));
        Assert.NotNull(await attacks.OnSession(invoice, Attacks.LieAboutHash, default));
        TwoNodes.Fails(await alice.Api.SendAsync(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(CanaryInvoice()).Replace("380<", "9999<", StringComparison.Ordinal)), "canary-partner", alice.Caller));

        Assert.Contains("Connected to peer", log.Text, StringComparison.Ordinal);
        AssertClean("the log", Encoding.UTF8.GetBytes(log.Text), Secrets(nodes));
        foreach (var file in Journals(nodes)) AssertClean(file, ReadShared(file), Secrets(nodes));
    }

    [Fact]
    public async Task Nothing_planted_is_found_on_the_console_or_in_the_log_file_of_a_node_process()
    {
        var folder = Directory.CreateTempSubdirectory("cpc-canary-").FullName;
        try
        {
            var hocon = Path.Combine(folder, "own.hocon");
            await File.WriteAllTextAsync(hocon, "akka.loglevel = DEBUG\ncpc.outbox { min-backoff = 100ms, max-backoff = 500ms }");
            using var alice = new NodeProcess(Path.Combine(folder, "alice"), hocon);
            using var bob = new NodeProcess(Path.Combine(folder, "bob"), hocon);
            await alice.StartAsync();
            await bob.StartAsync();
            await alice.PostAsync("v1/peers", new { peer = bob.IdAtAddress, name = "canary-partner" });
            await bob.PostAsync("v1/peers", new { peer = alice.IdAtAddress });
            await alice.PostAsync("v1/consents", new { peer = "canary-partner", legalBasis = "contract" });
            Assert.NotNull(await alice.SendAsync(CanaryInvoice(), "canary-partner"));
            await TwoNodes.EventuallyAsync(async () => await bob.GetAsync("v1/documents"), d => d.GetArrayLength() == 1);

            foreach (var node in new[] { alice, bob })
            {
                Assert.Contains("Connected to peer", node.Console, StringComparison.Ordinal);
                AssertClean("the console", Encoding.UTF8.GetBytes(node.Console), []);
                var logs = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(node.Journal)!, "logs"));
                Assert.NotEmpty(logs);
                foreach (var file in logs) AssertClean(file, ReadShared(file), []);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_search_finds_what_is_there() =>
        Assert.Throws<Xunit.Sdk.TrueException>(() => AssertClean("a text", Encoding.UTF8.GetBytes("about a Canary Seller eG"), []));

    private static byte[] CanaryInvoice() =>
        File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Cpc.EndToEndTests", "canary-invoice.xml"));

    // The long-lived keys of both nodes, in the forms they could be written in.
    private static List<byte[]> Secrets(TwoNodes nodes)
    {
        var secrets = new List<byte[]>();
        foreach (var node in new[] { nodes.Alice, nodes.Bob })
        {
            using var keys = KeyFile.Open(new NodeFolder(node.Options.DataFolder).KeyFile, TimeProvider.System.GetUtcNow());
            foreach (var key in new[] { keys.IdentitySeed, keys.DataKey, keys.Statics[0].PrivateKey })
            {
                var bytes = key.Span.ToArray();
                secrets.Add(bytes);
                secrets.Add(Encoding.UTF8.GetBytes(Convert.ToHexString(bytes)));
                secrets.Add(Encoding.UTF8.GetBytes(Convert.ToHexStringLower(bytes)));
                secrets.Add(Encoding.UTF8.GetBytes(Convert.ToBase64String(bytes)));
            }
        }

        return secrets;
    }

    private static IEnumerable<string> Journals(TwoNodes nodes) =>
        new[] { nodes.Alice, nodes.Bob }.SelectMany(n => Directory.GetFiles(n.Options.DataFolder, "journal.db*"));

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void AssertClean(string where, byte[] content, IEnumerable<byte[]> secrets)
    {
        foreach (var text in Texts)
        {
            Assert.True(content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, $"'{text}' is in {where}.");
            Assert.True(content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) < 0, $"'{text}' is in {where} (UTF-16).");
        }

        foreach (var secret in secrets) Assert.True(content.AsSpan().IndexOf(secret) < 0, $"A key is in {where}.");
    }
}
