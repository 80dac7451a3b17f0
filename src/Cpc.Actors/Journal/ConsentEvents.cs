using Cpc.Invoicing.Consent;
using Cpc.Invoicing.Model;

namespace Cpc.Actors.Journal;

internal static class ConsentEvents
{
    public static readonly EventCodec[] Codecs =
    [
        EventCodec.For<ConsentEvent.Granted>("consent-granted.1", 8,
            (w, e) =>
            {
                w.Id(e.Record.ConsentId);
                w.Bytes(e.Record.Counterparty.ToArray());
                w.Int((int)e.Record.Purpose);
                w.Ints([.. e.Record.DocKinds.Select(k => (int)k)]);
                w.Int((int)e.Record.LegalBasis);
                w.SealedText(e.Record.GrantedBy);
                w.Time(e.Record.GrantedAt);
                w.OptionalTime(e.Record.ValidUntil);
            },
            r => new ConsentEvent.Granted(new ConsentRecord(
                r.Id(), new ParticipantId(r.Bytes()), (ConsentPurpose)r.Int(), [.. r.Ints().Select(k => (DocumentKind)k)],
                (LegalBasis)r.Int(), r.SealedText()!, r.Time(), r.OptionalTime()))),
        EventCodec.For<ConsentEvent.Revoked>("consent-revoked.1", 3,
            (w, e) =>
            {
                w.Id(e.ConsentId);
                w.SealedText(e.Reason);
                w.Time(e.At);
            },
            r => new ConsentEvent.Revoked(r.Id(), r.SealedText()!, r.Time())),
    ];
}
