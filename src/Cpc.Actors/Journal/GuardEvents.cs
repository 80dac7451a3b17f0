using Cpc.Invoicing.Guards;
using Cpc.Invoicing.Model;

namespace Cpc.Actors.Journal;

internal static class GuardEvents
{
    /// <summary>Between accounts, which are letters and digits.</summary>
    private const char Separator = ' ';

    public static readonly EventCodec[] Codecs =
    [
        EventCodec.For<GuardEvent.Claimed>("guard-claimed.1", 10,
            (w, e) =>
            {
                w.Bytes(e.Hash.ToArray());
                w.Bytes(e.Facts.Key.Sender.ToArray());
                w.SealedText(e.Facts.Key.Seller.Value);
                w.Int(e.Facts.Key.IsCreditNote ? 1 : 0);
                w.SealedText(e.Facts.Key.Number);
                w.Int(e.Facts.Key.Year);
                w.SealedText(e.Facts.SellerName);
                w.SealedText(string.Join(Separator, e.Facts.Accounts));
                w.Ints([.. e.Concerns.Select(c => (int)c)]);
                w.Time(e.At);
            },
            r =>
            {
                var hash = new ContentHash(r.Bytes());
                var key = new InvoiceKey
                {
                    Sender = new ParticipantId(r.Bytes()),
                    Seller = SellerKey.FromStored(r.SealedText()!),
                    IsCreditNote = r.Int() == 1,
                    Number = r.SealedText()!,
                    Year = (int)r.Int(),
                };
                var facts = new GuardFacts
                {
                    Key = key,
                    SellerName = r.SealedText()!,
                    Accounts = [.. r.SealedText()!.Split(Separator, StringSplitOptions.RemoveEmptyEntries)],
                };
                return new GuardEvent.Claimed(facts, hash, [.. r.Ints().Select(c => (Concern)c)], r.Time());
            }),
        EventCodec.For<GuardEvent.Decided>("guard-decided.1", 3,
            (w, e) =>
            {
                w.Bytes(e.Hash.ToArray());
                w.Int(e.Approved ? 1 : 0);
                w.Time(e.At);
            },
            r => new GuardEvent.Decided(new ContentHash(r.Bytes()), r.Int() == 1, r.Time())),
    ];
}
