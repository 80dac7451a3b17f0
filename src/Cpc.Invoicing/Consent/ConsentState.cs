using System.Collections.Immutable;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Consent;

/// <summary>All consents of this node. Whoever lost the state starts from <see cref="Empty"/>, which allows nothing.</summary>
public sealed record ConsentState
{
    private ConsentState(ImmutableDictionary<Guid, ConsentRecord> records) => Records = records;

    public static ConsentState Empty { get; } = new(ImmutableDictionary<Guid, ConsentRecord>.Empty);

    public ImmutableDictionary<Guid, ConsentRecord> Records { get; }

    /// <summary>Decides a command.</summary>
    public ConsentDecision Decide(ConsentCommand command, DateTimeOffset now) => command switch
    {
        ConsentCommand.Grant grant => DecideGrant(grant, now),
        ConsentCommand.Revoke revoke => DecideRevoke(revoke, now),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    /// <summary>Folds an event that <see cref="Decide"/> made into the state.</summary>
    public ConsentState Apply(ConsentEvent happened) => happened switch
    {
        ConsentEvent.Granted granted => new ConsentState(Records.SetItem(granted.Record.ConsentId, granted.Record)),
        ConsentEvent.Revoked revoked => new ConsentState(Records.SetItem(revoked.ConsentId, Records[revoked.ConsentId] with
        {
            Status = ConsentStatus.Revoked,
            RevokedAt = revoked.At,
            RevocationReason = revoked.Reason,
        })),
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };

    /// <summary>
    /// Whether a document of that kind may be shared with the counterparty now. Fails closed; of several consents any
    /// valid one allows, and otherwise the latest says why not. A consent from the future (a clock set back) is none.
    /// </summary>
    /// <param name="amount">The document's amount (BT-115) and currency; null for one that has none.</param>
    public ConsentCheck Check(ParticipantId counterparty, ConsentPurpose purpose, DocumentKind docKind, DateTimeOffset now, (decimal Value, string Currency)? amount = null)
    {
        var matching = Records.Values
            .Where(record => record.Counterparty == counterparty && record.Purpose == purpose && record.DocKinds.Contains(docKind) && record.GrantedAt <= now)
            .OrderByDescending(record => record.GrantedAt)
            .ThenBy(record => record.ConsentId)
            .ToList();
        var valid = matching.FindAll(record => record.Status == ConsentStatus.Granted && !HasEnded(record, now));
        if (valid.Find(record => Covers(record, amount)) is { } covering) return new ConsentCheck.Allowed(covering.ConsentId);
        if (valid.Count > 0) return new ConsentCheck.Refused(ConsentRefusal.AboveAmount);
        return new ConsentCheck.Refused(matching switch
        {
            [] => ConsentRefusal.NoConsent,
            [{ Status: ConsentStatus.Revoked }, ..] => ConsentRefusal.Revoked,
            _ => ConsentRefusal.Expired,
        });
    }

    public override string ToString() => $"ConsentState({Records.Count} consent(s))";

    private static bool HasEnded(ConsentRecord record, DateTimeOffset now) => record.ValidUntil is { } end && now >= end;

    // A credit moves money too: the size counts, not the sign.
    private static bool Covers(ConsentRecord record, (decimal Value, string Currency)? amount) =>
        record.MaxAmount is not { } most || amount is not { } asked || (Math.Abs(asked.Value) <= most && asked.Currency == record.MaxAmountCurrency);

    private ConsentDecision DecideGrant(ConsentCommand.Grant grant, DateTimeOffset now)
    {
        if (Records.ContainsKey(grant.ConsentId)) return Refuse(ConsentRefusal.AlreadyGranted, "A consent of this id exists: use a fresh id.");
        if (grant.DocKinds.Count == 0 || string.IsNullOrWhiteSpace(grant.GrantedBy) || grant.ValidUntil <= now)
        {
            return Refuse(ConsentRefusal.Meaningless, "A consent names at least one kind of document, the user who grants it, and no end that has passed.");
        }

        if (grant.MaxAmount is null != (grant.MaxAmountCurrency is null) || grant.MaxAmount < 0)
            return Refuse(ConsentRefusal.Meaningless, "A largest amount is zero or more, with its currency.");
        return new ConsentDecision.Accepted(new ConsentEvent.Granted(new ConsentRecord(
            grant.ConsentId, grant.Counterparty, grant.Purpose, grant.DocKinds, grant.LegalBasis, grant.GrantedBy, now, grant.ValidUntil)
        {
            MaxAmount = grant.MaxAmount,
            MaxAmountCurrency = grant.MaxAmountCurrency,
        }));
    }

    private ConsentDecision DecideRevoke(ConsentCommand.Revoke revoke, DateTimeOffset now)
    {
        if (!Records.TryGetValue(revoke.ConsentId, out var record)) return Refuse(ConsentRefusal.UnknownConsent, "There is no consent of this id.");
        return record.Status == ConsentStatus.Revoked
            ? Refuse(ConsentRefusal.Revoked, "It is revoked already; grant a new consent to share again.")
            : new ConsentDecision.Accepted(new ConsentEvent.Revoked(revoke.ConsentId, revoke.Reason, now));
    }

    private static ConsentDecision.Refused Refuse(ConsentRefusal reason, string message) => new ConsentDecision.Refused(reason, message);
}
