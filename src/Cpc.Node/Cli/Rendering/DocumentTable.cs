using Cpc.Actors.Api;

namespace Cpc.Node.Cli.Rendering;

/// <summary>Documents as a table and one of them in full.</summary>
internal static class DocumentTable
{
    public static void Write(Page page, IReadOnlyList<DocumentView> documents) => page.Table(
        [
            new Column("ID", IsId: true), new Column("DIRECTION"), new Column("KIND"), new Column("NUMBER", Wraps: true), new Column("DATE"),
            new Column("PEER", IsId: true, Wraps: true), new Column("PAYABLE", IsNumber: true), new Column("STATUS"),
        ],
        [.. documents.Select(d => new[]
        {
            d.Id.ToString(),
            d.Direction,
            d.Kind,
            d.Number,
            Plain.Date(d.IssueDate),
            d.PeerName ?? d.Peer,
            Plain.Amount(d.Payable, d.Currency),
            d.Held && d.Hold == "open" ? $"{d.Status} (held)" : d.Problem is null ? d.Status : $"{d.Status} (!)",
        })]);

    public static void WriteOne(Page page, DocumentView document)
    {
        page.Fields(
            ("id", document.Id.ToString()),
            ("direction", document.Direction),
            ("kind", document.Kind),
            ("number", document.Number),
            ("date", Plain.Date(document.IssueDate)),
            ("seller", document.Seller),
            ("buyer", document.Buyer),
            ("payable", Plain.Amount(document.Payable, document.Currency)),
            ("peer", document.PeerName is null ? document.Peer : $"{document.PeerName} ({document.Peer})"),
            ("status", document.Status),
            ("reason", document.Reason),
            ("problem", document.Problem),
            ("suspicious", HoldWords.Concerns(document)),
            ("hold", HoldWords.State(document)),
            ("receipt", document.ReceiptVerified ? "signed receipt held" : "none yet"),
            ("size", $"{document.Bytes} bytes"),
            ("blake3", document.Blake3));
        if (document.History.Count == 0) return;
        page.Line();
        page.Table(
            [new Column("WHEN"), new Column("WHAT", Wraps: true)],
            [.. document.History.Select(h => new[] { Plain.Time(h.At, page.Time), h.What })]);
    }
}
