namespace Cpc.Invoicing.Ubl;

/// <summary>The node's own rules about a UBL file, beside those of EN 16931.</summary>
public static class UblRules
{
    /// <summary>Not XML the node reads: malformed, not UTF-8, with a document type or a processing instruction.</summary>
    public const string Xml = "CPC-UBL-XML";

    /// <summary>Larger, deeper or longer than <see cref="Model.DocumentLimits"/>.</summary>
    public const string Limit = "CPC-UBL-LIMIT";

    /// <summary>The root is neither a UBL 2.1 Invoice nor a CreditNote.</summary>
    public const string Root = "CPC-UBL-ROOT";

    /// <summary>An element that EN 16931 has no place for (CEN's UBL-CR warnings; here a refusal, so nothing is lost silently).</summary>
    public const string Element = "CPC-UBL-ELEMENT";

    /// <summary>An attribute that EN 16931 has no place for, or a demanded one that is missing.</summary>
    public const string Attribute = "CPC-UBL-ATTRIBUTE";

    /// <summary>An element more often than EN 16931 allows (CEN's UBL-SR rules).</summary>
    public const string Repeated = "CPC-UBL-REPEATED";

    /// <summary>A value that can't be read as what its field is.</summary>
    public const string Value = "CPC-UBL-VALUE";

    /// <summary>Something in a document that UBL has no place for; it is not written.</summary>
    public const string Loss = "CPC-UBL-LOSS";

    /// <summary>An amount in another currency than BT-5 (or BT-6 for BT-111).</summary>
    public const string Currency = "CPC-UBL-CURRENCY";

    /// <summary>An element without content, in a file of Peppol BIS; elsewhere it just says nothing.</summary>
    public const string PeppolEmpty = "PEPPOL-EN16931-R008";

    /// <summary>A charge indicator written as a digit, in a file of Peppol BIS; elsewhere xs:boolean is taken whole.</summary>
    public const string PeppolIndicator = "PEPPOL-EN16931-R043";

    /// <summary>Peppol's name for a charge on a price, which is refused anyway (<see cref="Value"/>).</summary>
    public const string PeppolPriceCharge = "PEPPOL-EN16931-R044";

    /// <summary>Peppol's name for <see cref="Currency"/>.</summary>
    public const string PeppolCurrency = "PEPPOL-EN16931-R051";
}
