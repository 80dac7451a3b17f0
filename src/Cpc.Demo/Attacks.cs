using Cpc.Actors.Api;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.Invoicing.Model;
using Cpc.Sessions;
using Cpc.Transport;

namespace Cpc.Demo;

/// <summary>
/// Attacks on a node, each over real connections. An attack returns what it was refused with, or null when it was
/// not refused as it should be; each mirrors what the honest exchange before it did.
/// </summary>
public sealed class Attacks(LocalNode alice, LocalNode bob, string network)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>All attacks in order, by name.</summary>
    /// <param name="invoice">A document that is in order, so that nothing else is wrong.</param>
    public IEnumerable<(string Attempt, Func<CancellationToken, Task<string?>> Run)> All(InvoiceDocument invoice, ReadOnlyMemory<byte> ubl) =>
    [
        ("a bit of the ciphertext flipped on the way", cancel => OnSession(invoice, FlipBit, cancel)),
        ("the BLAKE3 in the clear header swapped on the way", cancel => OnSession(invoice, SwapHash, cancel)),
        ("a sender whose header names another BLAKE3 than its document's", cancel => OnSession(invoice, LieAboutHash, cancel)),
        ("a frame replayed", cancel => OnSession(invoice, Replay, cancel)),
        ("another peer's certificate at Bob's address", WrongCertificate),
        ("a peer that Bob does not know", Stranger),
        ("no certificate at all", NoCertificate),
        ("sending without consent", cancel => WithoutConsent(ubl, cancel)),
    ];

    /// <summary>A dishonest partner of Bob's with a session in good order; after the attack the same session must
    /// still carry an honest document.</summary>
    public async Task<string?> OnSession(InvoiceDocument invoice, Func<HostileSession, OutgoingDocument, CancellationToken, Task<Refusal>> attack, CancellationToken cancel)
    {
        using var mallory = new HostilePeer(network);
        await bob.Api.AddPeerAsync(mallory.IdAtAddress, null, bob.Caller, cancel).ConfigureAwait(false);
        await using var connection = await mallory.DialAsync(bob, cancel).ConfigureAwait(false);
        await using var session = await mallory.OpenAsync(connection, cancel).ConfigureAwait(false);

        using var document = mallory.Issue(invoice, bob);
        var before = await bob.Api.GetNodeAsync(cancel).ConfigureAwait(false);
        var expected = await attack(session, document, cancel).ConfigureAwait(false);
        if (!await CountedAsync($"session.{expected}", before, cancel).ConfigureAwait(false)) return null;

        // Nothing has changed but the counter: the session goes on, and an honest document gets its receipt.
        using var honest = mallory.Issue(invoice, bob);
        await session.SendAsync(session.Encrypt(honest.Payload.Span, honest.Hash), cancel).ConfigureAwait(false);
        var answer = await session.ReceiptAsync(cancel).ConfigureAwait(false);
        var receipt = answer is null ? null : Receipt.TryDecode(answer);
        if (receipt is not { Outcome: ReceiptOutcome.Processed } || receipt.DocumentId != honest.DocumentId) return null;
        var after = await bob.Api.GetNodeAsync(cancel).ConfigureAwait(false);
        var added = expected == Refusal.Duplicate ? 2 : 1;
        return after.Documents == before.Documents + added ? $"{expected} ({(int)expected})" : null;
    }

    public static async Task<Refusal> FlipBit(HostileSession session, OutgoingDocument document, CancellationToken cancel)
    {
        var frame = session.Encrypt(document.Payload.Span, document.Hash);
        frame[^20] ^= 1;
        await session.SendAsync(frame, cancel).ConfigureAwait(false);
        return Refusal.Undecryptable;
    }

    public static async Task<Refusal> SwapHash(HostileSession session, OutgoingDocument document, CancellationToken cancel)
    {
        var frame = session.Encrypt(document.Payload.Span, document.Hash);
        const int hashAt = 2 + 32 + 1;
        Blake3.Hash("another document"u8).CopyTo(frame, hashAt);
        await session.SendAsync(frame, cancel).ConfigureAwait(false);
        return Refusal.Undecryptable;
    }

    public static async Task<Refusal> LieAboutHash(HostileSession session, OutgoingDocument document, CancellationToken cancel)
    {
        await session.SendAsync(session.Encrypt(document.Payload.Span, Blake3.Hash("another document"u8)), cancel).ConfigureAwait(false);
        return Refusal.HashMismatch;
    }

    public static async Task<Refusal> Replay(HostileSession session, OutgoingDocument document, CancellationToken cancel)
    {
        var frame = session.Encrypt(document.Payload.Span, document.Hash);
        await session.SendAsync(frame, cancel).ConfigureAwait(false);
        await session.ReceiptAsync(cancel).ConfigureAwait(false);
        await session.SendAsync(frame, cancel).ConfigureAwait(false);
        return Refusal.Duplicate;
    }

    /// <summary>Alice dials Bob and somebody else answers.</summary>
    public async Task<string?> WrongCertificate(CancellationToken cancel)
    {
        using var mallory = new HostilePeer(network);
        await using var listener = await mallory.ListenAsync(alice, cancel).ConfigureAwait(false);
        using var dialer = new HostilePeer(network);
        try
        {
            await using var connection = await dialer.Transports(alice.Options.Transport)[0]
                .DialAsync(listener.LocalEndPoint, HostilePeer.IdOf(bob), cancel).ConfigureAwait(false);
            return null;
        }
        catch (TransportException e)
        {
            return e.Refusal == TransportRefusal.WrongPeer ? e.Refusal.ToString() : null;
        }
    }

    /// <summary>A peer with keys in order whom Bob has not in his book.</summary>
    public async Task<string?> Stranger(CancellationToken cancel)
    {
        using var stranger = new HostilePeer(network);
        try
        {
            await using var connection = await stranger.DialAsync(bob, cancel).ConfigureAwait(false);
            return null;
        }
        catch (TransportException e)
        {
            return e is { Refusal: TransportRefusal.UnknownPeer, SaidByPeer: true } ? e.Refusal.ToString() : null;
        }
    }

    public async Task<string?> NoCertificate(CancellationToken cancel)
    {
        using var nobody = new HostilePeer(network);
        var before = await bob.Api.GetNodeAsync(cancel).ConfigureAwait(false);
        await nobody.ConnectWithoutCertificateAsync(bob, cancel).ConfigureAwait(false);
        var refusal = nameof(TransportRefusal.NoCertificate);
        return await CountedAsync($"transport.{refusal}", before, cancel).ConfigureAwait(false) ? refusal : null;
    }

    /// <summary>Alice takes her consent back and tries to send.</summary>
    public async Task<string?> WithoutConsent(ReadOnlyMemory<byte> ubl, CancellationToken cancel)
    {
        foreach (var consent in await alice.Api.ListConsentsAsync(cancel).ConfigureAwait(false))
        {
            if (consent.Peer == bob.Id && consent.Status == "granted")
                await alice.Api.RevokeConsentAsync(consent.Id, "demo", alice.Caller, cancel).ConfigureAwait(false);
        }

        var documents = (await bob.Api.GetNodeAsync(cancel).ConfigureAwait(false)).Documents;
        var answer = await alice.Api.SendAsync(ubl, bob.Id, alice.Caller, cancel).ConfigureAwait(false);
        var nothingCame = (await bob.Api.GetNodeAsync(cancel).ConfigureAwait(false)).Documents == documents;
        return answer.Problem is { Code: "no-consent" } problem && nothingCame ? problem.Code : null;
    }

    private async Task<bool> CountedAsync(string counter, NodeView before, CancellationToken cancel)
    {
        var was = before.Refusals.GetValueOrDefault(counter);
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            var node = await bob.Api.GetNodeAsync(cancel).ConfigureAwait(false);
            if (node.Refusals.GetValueOrDefault(counter) > was) return true;
            await Task.Delay(10, cancel).ConfigureAwait(false);
        }

        return false;
    }
}
