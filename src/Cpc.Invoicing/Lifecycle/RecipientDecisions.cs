using Cpc.Invoicing.Model;
using static Cpc.Invoicing.Lifecycle.InvoiceCommand;
using static Cpc.Invoicing.Lifecycle.InvoiceEvent;

namespace Cpc.Invoicing.Lifecycle;

/// <summary>The recipient's side of <see cref="Invoice.Decide"/>.</summary>
internal static class RecipientDecisions
{
    public static InvoiceDecision Receive(InvoiceState? state, Receive command, DateTimeOffset now)
    {
        var metadata = command.Metadata;
        if (command.By != metadata.Issuer) return Invoice.Refuse(InvoiceRefusal.NotTheIssuer, "A document comes from its issuer.");
        if (command.Self != metadata.Recipient) return Invoice.Refuse(InvoiceRefusal.NotTheRecipient, "The document is addressed to another participant.");
        if (metadata.Issuer == metadata.Recipient || metadata.DocKind is not (DocumentKind.Invoice or DocumentKind.CreditNote))
        {
            return Invoice.Refuse(InvoiceRefusal.BadMetadata, "A document goes from one participant to another and is an invoice or a credit note.");
        }

        if (state is null)
        {
            var received = new InvoiceReceived(metadata, command.SealedContent, command.ExchangeId, command.Receipt, now);
            return command.Concerns.Count == 0 ? Invoice.Accept(received) : Invoice.Accept(received, new ConcernsRaised(command.Concerns, now));
        }

        if (state.Role != InvoiceRole.Recipient) return WrongSide();
        return state.Metadata == metadata
            ? new InvoiceDecision.Duplicate(state.Receipt)
            : Invoice.Refuse(InvoiceRefusal.Conflict, "This documentId is here already with other content.");
    }

    public static InvoiceDecision DecideStatus(InvoiceState state, DecideStatus command, DateTimeOffset now)
    {
        if (Check(state, command.By) is { } refused) return refused;
        if (Find(state, command.ResponseDocumentId) is { } step)
        {
            return step.Blake3 == command.Blake3
                ? new InvoiceDecision.Duplicate(step.Receipt)
                : Invoice.Refuse(InvoiceRefusal.Conflict, "This answer is given already with other content.");
        }

        if (command.Code.NeedsReason() && command.Reason is null) return Invoice.Refuse(InvoiceRefusal.ReasonMissing, "UQ, CA and RE need a reason.");
        if (!StatusFlow.Next(state.LastStatus?.Code, state.LastStatus?.Reason).Contains(command.Code)) return Invoice.Illegal(state, $"Answering {command.Code.Code()}");
        return state.IsHeld && command.Code is (StatusCode.ConditionallyAccepted or StatusCode.Accepted or StatusCode.Paid)
            ? Held(state, command.Code)
            : Invoice.Accept(new StatusDecided(command.Code, command.Reason, command.ResponseDocumentId, command.Blake3, command.SealedContent, now));
    }

    public static InvoiceDecision DecideHold(InvoiceState state, DecideHold command, DateTimeOffset now)
    {
        if (Check(state, command.By) is { } refused) return refused;
        if (state.Concerns.Count == 0) return Invoice.Refuse(InvoiceRefusal.IllegalTransition, "There is nothing suspicious about this document to decide.");
        if (state.Approved is not { } approved) return Invoice.Accept(new HoldDecided(command.Approve, command.User, now));
        return approved == command.Approve
            ? new InvoiceDecision.Duplicate(null)
            : Invoice.Refuse(InvoiceRefusal.IllegalTransition, $"This was {(approved ? "approved" : "rejected")} already; ask the issuer for a new document.");
    }

    private static InvoiceDecision Held(InvoiceState state, StatusCode code)
    {
        var next = StatusFlow.Next(state.LastStatus?.Code, state.LastStatus?.Reason)
            .Where(next => next is not (StatusCode.ConditionallyAccepted or StatusCode.Accepted or StatusCode.Paid)).Select(next => next.Code()).ToList();
        var possible = next.Count == 0 ? "nothing" : "answering " + string.Join(", ", next);
        return Invoice.Refuse(InvoiceRefusal.Held, state.Approved == false
            ? $"Answering {code.Code()} is not possible: what is suspicious about this document was rejected. Possible: {possible}."
            : $"Answering {code.Code()} is not possible while the document is held ({string.Join(", ", state.Concerns)}). Possible: approving or rejecting the hold, {possible}.");
    }

    public static InvoiceDecision StartStatusShare(InvoiceState state, StartStatusShare command, DateTimeOffset now)
    {
        if (Check(state, command.By) is { } refused) return refused;
        if (Find(state, command.ResponseDocumentId) is not { } step) return UnknownResponse();
        if (step.Receipt is { } receipt) return new InvoiceDecision.Duplicate(receipt);
        return step.Attempts.Contains(command.ExchangeId)
            ? Invoice.Refuse(InvoiceRefusal.ExchangeReused, "This exchange was started before: use a fresh exchangeId for each attempt.")
            : Invoice.Accept(new StatusShareStarted(command.ResponseDocumentId, command.ExchangeId, command.ConsentId, now));
    }

    public static InvoiceDecision RecordStatusReceipt(InvoiceState state, RecordStatusReceipt command, DateTimeOffset now)
    {
        if (state.Role != InvoiceRole.Recipient) return WrongSide();
        if (command.By != state.Metadata.Issuer) return Invoice.Refuse(InvoiceRefusal.NotTheIssuer, "The receipt for an answer is the issuer's.");
        if (Find(state, command.ResponseDocumentId) is not { } step) return UnknownResponse();
        if (step.Receipt is { } receipt) return new InvoiceDecision.Duplicate(receipt);
        return step.Attempts.Contains(command.ExchangeId)
            ? Invoice.Accept(new StatusReceiptReceived(command.ResponseDocumentId, command.ExchangeId, command.Receipt, now))
            : Invoice.Refuse(InvoiceRefusal.UnknownExchange, "The receipt is for an exchange that was not started for this answer.");
    }

    private static StatusStep? Find(InvoiceState state, Guid responseDocumentId) =>
        state.Statuses.FirstOrDefault(step => step.ResponseDocumentId == responseDocumentId);

    private static InvoiceDecision? Check(InvoiceState state, ParticipantId by)
    {
        if (by != state.Metadata.Recipient) return Invoice.Refuse(InvoiceRefusal.NotTheRecipient, "Only the recipient may answer a document.");
        return state.Role == InvoiceRole.Recipient ? null : WrongSide();
    }

    private static InvoiceDecision UnknownResponse() =>
        Invoice.Refuse(InvoiceRefusal.UnknownResponse, "No such answer was given to this document.");

    private static InvoiceDecision WrongSide() =>
        Invoice.Refuse(InvoiceRefusal.WrongSide, "This node issued the document and does not receive or answer it.");
}
