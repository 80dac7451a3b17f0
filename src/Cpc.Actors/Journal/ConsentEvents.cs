using System.Globalization;
using Cpc.Invoicing.Consent;
using Cpc.Invoicing.Model;

namespace Cpc.Actors.Journal;

internal static class ConsentEvents
{
    public static readonly EventCodec[] Codecs =
    [
        EventCodec.For<ConsentEvent.Granted>("consent-granted.1", 8,
            (w, e) => Write(w, e.Record),
            r => new ConsentEvent.Granted(Record(r))),
        EventCodec.For<ConsentEvent.Granted>("consent-granted.2", 10,
            (w, e) =>
            {
                Write(w, e.Record);
                w.SealedText(e.Record.MaxAmount?.ToString(CultureInfo.InvariantCulture));
                w.SealedText(e.Record.MaxAmountCurrency);
            },
            r => new ConsentEvent.Granted(Record(r) with { MaxAmount = r.SealedText() is { } amount ? decimal.Parse(amount, CultureInfo.InvariantCulture) : null, MaxAmountCurrency = r.SealedText() })),
        EventCodec.For<ConsentEvent.Revoked>("consent-revoked.1", 3,
            (w, e) =>
            {
                w.Id(e.ConsentId);
                w.SealedText(e.Reason);
                w.Time(e.At);
            },
            r => new ConsentEvent.Revoked(r.Id(), r.SealedText()!, r.Time())),
    ];

    private static void Write(JournalWriter w, ConsentRecord record)
    {
        w.Id(record.ConsentId);
        w.Bytes(record.Counterparty.ToArray());
        w.Int((int)record.Purpose);
        w.Ints([.. record.DocKinds.Select(k => (int)k)]);
        w.Int((int)record.LegalBasis);
        w.SealedText(record.GrantedBy);
        w.Time(record.GrantedAt);
        w.OptionalTime(record.ValidUntil);
    }

    private static ConsentRecord Record(JournalReader r) => new(
        r.Id(), new ParticipantId(r.Bytes()), (ConsentPurpose)r.Int(), [.. r.Ints().Select(k => (DocumentKind)k)],
        (LegalBasis)r.Int(), r.SealedText()!, r.Time(), r.OptionalTime());
}
