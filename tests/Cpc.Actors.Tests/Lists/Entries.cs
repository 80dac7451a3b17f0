using Cpc.Actors.Api;
using Cpc.Actors.Documents;
using Cpc.Actors.Lists;
using Cpc.Cryptography;

namespace Cpc.Actors.Tests.Lists;

/// <summary>Rows of lists, made up.</summary>
internal static class Entries
{
    public static readonly PeerId Us = new(SecureRandom.Bytes(32));
    public static readonly PeerId Bakery = new(SecureRandom.Bytes(32));
    public static readonly PeerId Mill = new(SecureRandom.Bytes(32));

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The n-th document: one a minute, one of an invoice's day each ten.</summary>
    public static ListEntry Of(int n, PeerId? peer = null, string status = "delivered", string number = "", string buyer = "Bäckerei", long revision = 3)
    {
        var at = Start.AddMinutes(n);
        var key = new DocumentKey(Us, Guid.CreateVersion7(at));
        return new ListEntry(key, revision, new DocumentView(key.Id, n % 2 == 0 ? "sent" : "received", n % 5 == 0 ? "creditNote" : "invoice",
            number.Length > 0 ? number : $"2026-{n}", DateOnly.FromDateTime(at.UtcDateTime).AddDays(n / 10), (peer ?? Bakery).ToString(), null, "Coop", buyer, "EUR",
            n + 0.5m, status, null, 800, new string('a', 64), true, null, [new HistoryView(at, "issued and queued")]));
    }
}
