using Cpc.Invoicing.Model;
using static Cpc.Invoicing.Lifecycle.InvoiceCommand;
using static Cpc.Invoicing.Lifecycle.InvoiceEvent;

namespace Cpc.Invoicing.Lifecycle;

/// <summary>The issuer's side of <see cref="Invoice.Decide"/>.</summary>
internal static class IssuerDecisions
{
    public static InvoiceDecision Issue(InvoiceState? state, Issue command, DateTimeOffset now)
    {
        var metadata = command.Metadata;
        if (command.By != metadata.Issuer) return Invoice.Refuse(InvoiceRefusal.NotTheIssuer, "Only the issuer may issue a document.");
        if (metadata.Issuer == metadata.Recipient || metadata.DocKind is not (DocumentKind.Invoice or DocumentKind.CreditNote))
        {
            return Invoice.Refuse(InvoiceRefusal.BadMetadata, "A document goes from one participant to another and is an invoice or a credit note.");
        }

        if (state is null)
        {
            var issued = new InvoiceIssued(metadata, command.SealedContent, now);
            return command.SealedOriginal is { } original ? Invoice.Accept(issued, new OriginalKept(original, now)) : Invoice.Accept(issued);
        }

        if (state.Role != InvoiceRole.Issuer) return WrongSide();
        return state.Metadata == metadata
            ? new InvoiceDecision.Duplicate(null)
            : Invoice.Refuse(InvoiceRefusal.Conflict, "This documentId is issued already with other content: give the new document an id of its own.");
    }

    public static InvoiceDecision StartShare(InvoiceState state, StartShare command, DateTimeOffset now)
    {
        if (Check(state, command.By) is { } refused) return refused;
        if (state.Phase is not (InvoicePhase.Issued or InvoicePhase.Sent)) return Invoice.Illegal(state, "Sending");
        // Each attempt is told apart from a retry of the network by its own id (domain.md C, idempotency).
        return state.Attempts.Contains(command.ExchangeId)
            ? Invoice.Refuse(InvoiceRefusal.ExchangeReused, "This exchange was started before: use a fresh exchangeId for each attempt.")
            : Invoice.Accept(new ShareStarted(command.ExchangeId, command.ConsentId, now));
    }

    public static InvoiceDecision RecordReceipt(InvoiceState state, RecordReceipt command, DateTimeOffset now)
    {
        if (state.Role != InvoiceRole.Issuer) return WrongSide();
        if (command.By != state.Metadata.Recipient) return Invoice.Refuse(InvoiceRefusal.NotTheRecipient, "A receipt is the recipient's.");
        if (state.Receipt is { } receipt) return new InvoiceDecision.Duplicate(receipt);
        return state.Attempts.Contains(command.ExchangeId)
            ? Invoice.Accept(new ReceiptReceived(command.ExchangeId, command.Receipt, now))
            : Invoice.Refuse(InvoiceRefusal.UnknownExchange, "The receipt is for an exchange that was not started for this document.");
    }

    public static InvoiceDecision RecordRefusal(InvoiceState state, RecordRefusal command, DateTimeOffset now)
    {
        if (state.Role != InvoiceRole.Issuer) return WrongSide();
        if (command.By != state.Metadata.Recipient) return Invoice.Refuse(InvoiceRefusal.NotTheRecipient, "A receipt is the recipient's.");
        if (state.Receipt is { } receipt) return new InvoiceDecision.Duplicate(receipt);
        if (state.Phase != InvoicePhase.Sent) return Invoice.Illegal(state, "A refusal by the recipient's node");
        return state.Attempts.Contains(command.ExchangeId)
            ? Invoice.Accept(new DeliveryRefused(command.ExchangeId, command.Outcome, command.Receipt, now))
            : Invoice.Refuse(InvoiceRefusal.UnknownExchange, "The receipt is for an exchange that was not started for this document.");
    }

    public static InvoiceDecision ReceiveStatus(InvoiceState state, ReceiveStatus command, DateTimeOffset now)
    {
        if (state.Role != InvoiceRole.Issuer) return WrongSide();
        if (command.By != state.Metadata.Recipient) return Invoice.Refuse(InvoiceRefusal.NotTheRecipient, "Only the recipient may answer a document.");
        if (command.DocumentHash != state.Metadata.Blake3) return Invoice.Refuse(InvoiceRefusal.WrongDocumentHash, "The answer names another content than this document's.");
        foreach (var step in state.Statuses)
        {
            if (step.ResponseDocumentId != command.ResponseDocumentId) continue;
            return step.Blake3 == command.Blake3
                ? new InvoiceDecision.Duplicate(step.Receipt)
                : Invoice.Refuse(InvoiceRefusal.Conflict, "This answer is here already with other content.");
        }

        if (command.Code.NeedsReason() && command.Reason is null) return Invoice.Refuse(InvoiceRefusal.ReasonMissing, "UQ, CA and RE need a reason.");
        // An answer proves that the document arrived, even where its receipt was lost; before sending it proves nothing.
        var isLegal = state.Phase is not (InvoicePhase.Issued or InvoicePhase.Refused)
            && StatusFlow.Next(state.LastStatus?.Code, state.LastStatus?.Reason).Contains(command.Code);
        return isLegal
            ? Invoice.Accept(new StatusReceived(command.Code, command.Reason, command.ResponseDocumentId, command.Blake3, command.SealedContent, command.Receipt, now))
            : Invoice.Illegal(state, $"The answer {command.Code.Code()}");
    }

    private static InvoiceDecision? Check(InvoiceState state, ParticipantId by)
    {
        if (by != state.Metadata.Issuer) return Invoice.Refuse(InvoiceRefusal.NotTheIssuer, "Only the issuer may send a document.");
        return state.Role == InvoiceRole.Issuer ? null : WrongSide();
    }

    private static InvoiceDecision WrongSide() =>
        Invoice.Refuse(InvoiceRefusal.WrongSide, "This node received the document and does not issue or send it.");
}
