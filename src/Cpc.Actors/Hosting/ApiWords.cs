using Cpc.Actors.Api;
using Cpc.Actors.Documents;
using Cpc.Actors.Outbox;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Cpc.Exchange;
using Cpc.Invoicing.Consent;
using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;

namespace Cpc.Actors.Hosting;

/// <summary>Between the model's terms and the API's words.</summary>
internal static class ApiWords
{
    public static string Camel(Enum value)
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    public static bool TryReadKinds(IReadOnlyList<string> names, out ValueList<DocumentKind> kinds, out Problem? problem)
    {
        problem = null;
        kinds = [.. Enum.GetValues<DocumentKind>()];
        if (names.Count == 0) return true;
        var read = new List<DocumentKind>();
        foreach (var name in names)
        {
            var kind = kinds.Where(k => Camel(k).Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
            if (kind.Count == 1) read.Add(kind[0]);
            else problem = new Problem("unknown-kind", $"'{name}' is no kind of document; choose from {string.Join(", ", kinds.Select(k => Camel(k)))}.");
        }

        kinds = [.. read.Distinct()];
        return problem is null;
    }

    public static bool TryReadBasis(string name, out LegalBasis basis, out Problem? problem)
    {
        problem = null;
        LegalBasis? read = name.ToUpperInvariant() switch
        {
            "CONSENT" => LegalBasis.Consent,
            "CONTRACT" => LegalBasis.Contract,
            "OBLIGATION" => LegalBasis.LegalObligation,
            "INTEREST" => LegalBasis.LegitimateInterest,
            _ => null,
        };
        basis = read ?? default;
        if (read is null) problem = new Problem("unknown-basis", $"'{name}' is no legal basis; choose consent, contract, obligation or interest (GDPR Art. 6(1) a, b, c, f).");
        return read is not null;
    }

    public static ProblemDetail View(Finding finding) => new(
        finding.RuleId, finding.Location is null ? finding.Field : $"{finding.Field} at {finding.Location}", finding.Value, finding.Message);

    public static BreakerView View(BreakerStatus breaker) => new(
        Camel(breaker.State), breaker.Failures, breaker.RetryAt, breaker.LastFailure == BreakerFailure.None ? null : Camel(breaker.LastFailure));

    public static ConsentView View(ConsentRecord record, PeerDirectory peers, DateTimeOffset now)
    {
        var peer = record.Counterparty.ToPeer();
        var status = record.Status == ConsentStatus.Revoked ? "revoked" : record.ValidUntil <= now ? "expired" : "granted";
        return new ConsentView(record.ConsentId, peer.ToString(), peers.Find(peer)?.Name, Camel(record.Purpose),
            [.. record.DocKinds.Select(k => Camel(k))],
            record.LegalBasis switch
            {
                LegalBasis.LegalObligation => "obligation",
                LegalBasis.LegitimateInterest => "interest",
                var basis => Camel(basis),
            },
            record.GrantedBy, record.GrantedAt, record.ValidUntil, status, record.RevokedAt, record.RevocationReason)
        {
            MaxAmount = record.MaxAmount,
            Currency = record.MaxAmountCurrency,
        };
    }

    /// <summary>What the document's events say.</summary>
    public static DocumentView View(DocumentSnapshot snapshot)
    {
        var state = snapshot.State;
        var receipt = state.Receipt is { } bytes ? Receipt.TryDecode(bytes.Memory) : null;
        var status = state.Phase == InvoicePhase.Issued ? "queued" : Camel(state.Phase);
        var reason = state.LastStatus?.Reason is { } code ? code.Code() : receipt is { Outcome: not ReceiptOutcome.Processed } ? Camel(receipt.Outcome) : null;
        return new DocumentView(
            snapshot.Key.Id,
            state.Role == InvoiceRole.Issuer ? "sent" : "received",
            Camel(state.Metadata.DocKind),
            snapshot.Number,
            snapshot.IssueDate,
            snapshot.Counterparty.ToString(),
            null,
            snapshot.Seller,
            snapshot.Buyer,
            snapshot.Currency,
            snapshot.Payable,
            status,
            snapshot.AnswerText is { } text ? $"{reason}: {text}" : reason,
            state.Metadata.Size,
            state.Metadata.Blake3.ToString(),
            receipt is { Outcome: ReceiptOutcome.Processed },
            null,
            [.. snapshot.History.Select(h => new HistoryView(Journaled(h.At), h.What))])
        {
            Concerns = [.. state.Concerns.Select(c => Camel(c))],
            Hold = state.Concerns.Count == 0 ? null : state.Approved switch { null => "open", true => "approved", false => "rejected" },
            Held = state.IsHeld,
            Total = snapshot.Total,
        };
    }

    /// <summary>With what only the running node knows.</summary>
    public static DocumentView Live(DocumentView view, DocumentKey key, PeerEntry? peer, OutboxStatus outbox) => view with
    {
        PeerName = peer?.Name,
        Problem = outbox.Problems.Count == 0 ? null : outbox.Problems.Where(p => p.Key.Key == key).Select(p => p.Value).FirstOrDefault(),
    };

    // As it will be read from the journal, so that a document says the same before and after.
    private static DateTimeOffset Journaled(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
