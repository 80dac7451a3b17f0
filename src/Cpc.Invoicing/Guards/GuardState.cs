using System.Collections.Immutable;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Guards;

/// <summary>
/// What is known of the invoices that have arrived, over all documents: their keys, their sellers, and those that wait
/// for a person. What is suspicious teaches the guards nothing until it is approved.
/// </summary>
public sealed record GuardState
{
    private GuardState()
    {
    }

    public static GuardState Empty { get; } = new();

    public InvoiceKeys Keys { get; private init; } = InvoiceKeys.Empty;

    /// <summary>What is known of a seller, from each of the peers that have sent invoices of it: what one peer says binds no other.</summary>
    public ImmutableDictionary<SellerKey, ImmutableDictionary<ParticipantId, KnownSeller>> Sellers { get; private init; } =
        ImmutableDictionary<SellerKey, ImmutableDictionary<ParticipantId, KnownSeller>>.Empty;

    /// <summary>How many sellers each peer has made known.</summary>
    public ImmutableDictionary<ParticipantId, int> SellersOf { get; private init; } = ImmutableDictionary<ParticipantId, int>.Empty;

    /// <summary>Suspicious invoices that nobody has decided about.</summary>
    public ImmutableDictionary<ContentHash, GuardEvent.Claimed> Waiting { get; private init; } = ImmutableDictionary<ContentHash, GuardEvent.Claimed>.Empty;

    /// <summary>Judges an invoice that arrives.</summary>
    /// <param name="sender">The peer that it came from, as the session has proved it.</param>
    /// <param name="hash">BLAKE3 of the invoice as encoded.</param>
    /// <returns>Null when it was judged before: <see cref="ConcernsOf"/> says with what result.</returns>
    public GuardEvent.Claimed? Claim(ParticipantId sender, InvoiceDocument document, ContentHash hash, DateTimeOffset now)
    {
        var facts = GuardFacts.Of(sender, document);
        var verdict = Keys.Check(facts.Key, hash);
        if (verdict == KeyVerdict.Same || Waiting.ContainsKey(hash)) return null;
        var concerns = new List<Concern>();
        if (verdict == KeyVerdict.Conflict) concerns.Add(Concern.NumberConflict);
        if (Sellers.TryGetValue(facts.Key.Seller, out var senders))
        {
            if (!senders.TryGetValue(sender, out var seller)) concerns.Add(Concern.SellerFromAnotherPeer);
            else if (seller.NewAccounts(document).Count > 0) concerns.Add(Concern.AccountChanged);
        }
        else if (LookAlikes.Of(document.Seller, Sellers.Values.SelectMany(s => s.Values)).Count > 0)
        {
            concerns.Add(Concern.LookAlikeSeller);
        }

        if (senders?.ContainsKey(sender) != true && SellersOf.GetValueOrDefault(sender) >= Bounds.MaxSellers) concerns.Add(Concern.TooManySellers);
        return new GuardEvent.Claimed(facts, hash, [.. concerns], now);
    }

    /// <summary>What is suspicious about an invoice that was judged and waits; empty for all others.</summary>
    public ValueList<Concern> ConcernsOf(ContentHash hash) => Waiting.TryGetValue(hash, out var claimed) ? claimed.Concerns : [];

    /// <summary>Somebody approves or rejects a suspicious invoice.</summary>
    /// <returns>Null when nothing waits under that hash: it is decided already, or never was suspicious.</returns>
    public GuardEvent.Decided? Decide(ContentHash hash, bool approved, DateTimeOffset now) =>
        Waiting.ContainsKey(hash) ? new GuardEvent.Decided(hash, approved, now) : null;

    /// <summary>Folds an event that this state made into it.</summary>
    public GuardState Apply(GuardEvent happened) => happened switch
    {
        GuardEvent.Claimed { Concerns.Count: 0 } claimed => Learn(claimed) with { Keys = Keys.Add(claimed.Facts.Key, claimed.Hash) },
        GuardEvent.Claimed claimed => this with { Keys = Keys.Add(claimed.Facts.Key, claimed.Hash), Waiting = Waiting.SetItem(claimed.Hash, claimed) },
        GuardEvent.Decided { Approved: true } decided => Learn(Waiting[decided.Hash]) with { Keys = Guarded(Waiting[decided.Hash]), Waiting = Waiting.Remove(decided.Hash) },
        // A forgery must not keep the number from the invoice that it pretended to be.
        GuardEvent.Decided decided => this with { Keys = Keys.Release(Waiting[decided.Hash].Facts.Key, decided.Hash), Waiting = Waiting.Remove(decided.Hash) },
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };

    public override string ToString() => $"GuardState({Keys.Known.Count} invoice(s), {Sellers.Count} seller(s), {Waiting.Count} waiting)";

    // What passed keeps its number; one that only waits gives it up, so that rejecting it later frees nothing.
    private InvoiceKeys Guarded(GuardEvent.Claimed approved)
    {
        var key = approved.Facts.Key;
        var keys = Keys.Known.TryGetValue(key, out var first) && Waiting.ContainsKey(first) ? Keys.Release(key, first) : Keys;
        return keys.Add(key, approved.Hash);
    }

    private GuardState Learn(GuardEvent.Claimed claimed)
    {
        var facts = claimed.Facts;
        var senders = Sellers.GetValueOrDefault(facts.Key.Seller, ImmutableDictionary<ParticipantId, KnownSeller>.Empty);
        var seller = senders.GetValueOrDefault(facts.Key.Sender, new KnownSeller { Key = facts.Key.Seller, Name = facts.SellerName });
        return this with
        {
            Sellers = Sellers.SetItem(seller.Key, senders.SetItem(facts.Key.Sender, seller.With(facts.Accounts))),
            SellersOf = senders.ContainsKey(facts.Key.Sender) ? SellersOf : SellersOf.SetItem(facts.Key.Sender, SellersOf.GetValueOrDefault(facts.Key.Sender) + 1),
        };
    }
}
