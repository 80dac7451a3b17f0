using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Lifecycle;

/// <summary>
/// Which answer may follow which (Peppol Invoice Response): in the order AB, IP, UQ, CA, then RE or AP, then PD. RE is
/// final, after AP comes only PD, PD follows AP or CA. A query may be repeated, and so may a partial payment.
/// </summary>
public static class StatusFlow
{
    /// <summary>The answers that may follow; empty after a final one.</summary>
    /// <param name="lastReason">Tells a partial payment (PPD), which is not final, from a payment.</param>
    public static ValueList<StatusCode> Next(StatusCode? last, StatusReason? lastReason) => last switch
    {
        null => [StatusCode.Acknowledged, StatusCode.InProcess, StatusCode.UnderQuery, StatusCode.ConditionallyAccepted, StatusCode.Rejected, StatusCode.Accepted],
        StatusCode.Acknowledged => [StatusCode.InProcess, StatusCode.UnderQuery, StatusCode.ConditionallyAccepted, StatusCode.Rejected, StatusCode.Accepted],
        StatusCode.InProcess or StatusCode.UnderQuery => [StatusCode.UnderQuery, StatusCode.ConditionallyAccepted, StatusCode.Rejected, StatusCode.Accepted],
        StatusCode.ConditionallyAccepted => [StatusCode.Rejected, StatusCode.Accepted, StatusCode.Paid],
        StatusCode.Accepted => [StatusCode.Paid],
        StatusCode.Paid when lastReason == StatusReason.PartiallyPaid => [StatusCode.Paid],
        _ => [],
    };

    /// <summary>The phase that an answer leads to.</summary>
    public static InvoicePhase Phase(StatusCode code, StatusReason? reason) => code switch
    {
        StatusCode.Acknowledged => InvoicePhase.Acknowledged,
        StatusCode.InProcess => InvoicePhase.InProcess,
        StatusCode.UnderQuery => InvoicePhase.UnderQuery,
        StatusCode.ConditionallyAccepted => InvoicePhase.ConditionallyAccepted,
        StatusCode.Accepted => InvoicePhase.Accepted,
        StatusCode.Rejected => InvoicePhase.Rejected,
        _ => reason == StatusReason.PartiallyPaid ? InvoicePhase.PartiallyPaid : InvoicePhase.Paid,
    };
}
