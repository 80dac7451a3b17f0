using Cpc.Demo;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Ubl;
using Cpc.Invoicing.Xml;
using Cpc.Sessions;
using Cpc.Transport;

namespace Cpc.EndToEndTests;

/// <summary>Each refusal of the demo, over both transports. Within an attack on a session the same session then
/// carries an honest document: the acceptance it mirrors.</summary>
public class RefusalTests
{
    private const string Network = "cpc";

    private static readonly InvoiceDocument Invoice = ((ReadResult.Accepted)UblReader.Read(TwoNodes.Invoice)).Document;

    public static TheoryData<string> TransportNames => ["tls", "quic"];

    [SkippableTheory]
    [MemberData(nameof(TransportNames))]
    public Task A_flipped_bit_of_the_ciphertext_is_undecryptable(string transport) =>
        OnSession(transport, Attacks.FlipBit, Refusal.Undecryptable);

    [SkippableTheory]
    [MemberData(nameof(TransportNames))]
    public Task A_hash_swapped_on_the_way_is_undecryptable(string transport) =>
        OnSession(transport, Attacks.SwapHash, Refusal.Undecryptable);

    [SkippableTheory]
    [MemberData(nameof(TransportNames))]
    public Task A_sender_that_lies_about_the_hash_is_caught_after_decryption(string transport) =>
        OnSession(transport, Attacks.LieAboutHash, Refusal.HashMismatch);

    [SkippableTheory]
    [MemberData(nameof(TransportNames))]
    public Task A_replayed_frame_is_a_duplicate_and_processed_once(string transport) =>
        OnSession(transport, Attacks.Replay, Refusal.Duplicate);

    [SkippableTheory]
    [MemberData(nameof(TransportNames))]
    public async Task Another_peer_at_the_dialed_address_is_refused(string transport)
    {
        await using var nodes = await Start(transport);
        Assert.Equal(nameof(TransportRefusal.WrongPeer), await new Attacks(nodes.Alice, nodes.Bob, Network).WrongCertificate(default));
    }

    [SkippableTheory]
    [MemberData(nameof(TransportNames))]
    public async Task A_stranger_is_refused_and_told_so_while_a_known_peer_connects(string transport)
    {
        await using var nodes = await Start(transport);
        Assert.Equal(nameof(TransportRefusal.UnknownPeer), await new Attacks(nodes.Alice, nodes.Bob, Network).Stranger(default));
        using var known = new HostilePeer(Network);
        TwoNodes.Succeeds(await nodes.Bob.Api.AddPeerAsync(known.IdAtAddress, null, nodes.Bob.Caller));
        await using var connection = await known.DialAsync(nodes.Bob, default);
        Assert.Equal(nodes.Bob.Id, connection.Peer.ToString());
    }

    [Fact]
    public async Task A_client_without_a_certificate_is_thrown_out_and_counted()
    {
        await using var nodes = await Start("tls");
        Assert.Equal(nameof(TransportRefusal.NoCertificate), await new Attacks(nodes.Alice, nodes.Bob, Network).NoCertificate(default));
    }

    [Fact]
    public async Task Sending_without_consent_is_refused_and_with_consent_again_accepted()
    {
        await using var nodes = await Start("tls");
        Assert.Equal("no-consent", await new Attacks(nodes.Alice, nodes.Bob, Network).WithoutConsent(TwoNodes.Invoice, default));
        Assert.Empty(await nodes.Alice.Api.ListDocumentsAsync());
        TwoNodes.Succeeds(await nodes.Alice.Api.GrantConsentAsync("bob", new([], "contract", null), nodes.Alice.Caller));
        var sent = TwoNodes.Succeeds(await nodes.Alice.Api.SendAsync(TwoNodes.Invoice, "bob", nodes.Alice.Caller));
        await TwoNodes.StatusAsync(nodes.Alice, sent.Id, "delivered");
    }

    [Fact]
    public async Task Consent_revoked_while_a_document_waits_stops_it_until_consent_returns()
    {
        await using var nodes = await Start("tls");
        await nodes.Bob.DisposeAsync();
        var sent = TwoNodes.Succeeds(await nodes.Alice.Api.SendAsync(TwoNodes.Invoice, "bob", nodes.Alice.Caller));
        var consent = Assert.Single(await nodes.Alice.Api.ListConsentsAsync());
        TwoNodes.Succeeds(await nodes.Alice.Api.RevokeConsentAsync(consent.Id, "no longer", nodes.Alice.Caller));
        await nodes.RestartBobAsync();
        var waiting = await TwoNodes.EventuallyAsync(() => nodes.Alice.Api.GetDocumentAsync(sent.Id.ToString()),
            d => d.Value?.Problem?.Contains("revoked", StringComparison.Ordinal) == true);
        Assert.Equal("queued", waiting.Value!.Status);
        Assert.Empty(await nodes.Bob.Api.ListDocumentsAsync());

        TwoNodes.Succeeds(await nodes.Alice.Api.GrantConsentAsync("bob", new([], "contract", null), nodes.Alice.Caller));
        await TwoNodes.StatusAsync(nodes.Alice, sent.Id, "delivered");
    }

    private static async Task<TwoNodes> Start(string transport)
    {
        if (transport == "quic") Skip.If(Transports.WhyNoQuic is not null, Transports.WhyNoQuic ?? "");
        return await TwoNodes.StartAsync(transport);
    }

    private static async Task OnSession(string transport, Func<HostileSession, Exchange.OutgoingDocument, CancellationToken, Task<Refusal>> attack, Refusal expected)
    {
        await using var nodes = await Start(transport);
        var refusedWith = await new Attacks(nodes.Alice, nodes.Bob, Network).OnSession(Invoice, attack, default);
        Assert.Equal($"{expected} ({(int)expected})", refusedWith);
    }
}
