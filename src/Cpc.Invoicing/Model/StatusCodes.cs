namespace Cpc.Invoicing.Model;

/// <summary>The two- and three-letter codes of Peppol Invoice Response and what each demands.</summary>
public static class StatusCodes
{
    private static readonly string[] Codes = ["AB", "IP", "UQ", "CA", "RE", "AP", "PD"];

    private static readonly string[] Reasons =
        ["NON", "REF", "LEG", "REC", "QUA", "DEL", "PRI", "QTY", "ITM", "PAY", "UNR", "FIN", "PPD", "OTH"];

    /// <summary>The code as Peppol writes it: AB, IP, UQ, CA, RE, AP, PD.</summary>
    public static string Code(this StatusCode status) => Codes[(int)status - 1];

    /// <summary>The reason code as Peppol writes it: NON … OTH.</summary>
    public static string Code(this StatusReason reason) => Reasons[(int)reason - 1];

    /// <returns>False when the text is none of the seven codes.</returns>
    public static bool TryParse(string? code, out StatusCode status)
    {
        status = (StatusCode)(Array.IndexOf(Codes, code) + 1);
        return status != 0;
    }

    /// <returns>False when the text is none of the fourteen reason codes.</returns>
    public static bool TryParseReason(string? code, out StatusReason reason)
    {
        reason = (StatusReason)(Array.IndexOf(Reasons, code) + 1);
        return reason != 0;
    }

    /// <summary>UQ, CA and RE without a reason leave the issuer guessing, so they need one.</summary>
    public static bool NeedsReason(this StatusCode status) =>
        status is StatusCode.UnderQuery or StatusCode.ConditionallyAccepted or StatusCode.Rejected;
}
