namespace Cpc.Invoicing.Model;

/// <summary>Why (Peppol Invoice Response clarification reasons, OPStatusReason). Numbers are part of the CBOR format.</summary>
public enum StatusReason
{
    /// <summary>NON No issue.</summary>
    NoIssue = 1,

    /// <summary>REF References incorrect.</summary>
    ReferencesIncorrect = 2,

    /// <summary>LEG Legal information incorrect.</summary>
    LegalInformationIncorrect = 3,

    /// <summary>REC Receiver unknown.</summary>
    ReceiverUnknown = 4,

    /// <summary>QUA Item quality insufficient.</summary>
    QualityInsufficient = 5,

    /// <summary>DEL Delivery issues.</summary>
    DeliveryIssues = 6,

    /// <summary>PRI Prices incorrect.</summary>
    PricesIncorrect = 7,

    /// <summary>QTY Quantity incorrect.</summary>
    QuantityIncorrect = 8,

    /// <summary>ITM Items incorrect.</summary>
    ItemsIncorrect = 9,

    /// <summary>PAY Payment terms incorrect.</summary>
    PaymentTermsIncorrect = 10,

    /// <summary>UNR Not recognised.</summary>
    NotRecognised = 11,

    /// <summary>FIN Finance terms incorrect.</summary>
    FinanceTermsIncorrect = 12,

    /// <summary>PPD Partially paid.</summary>
    PartiallyPaid = 13,

    /// <summary>OTH Other.</summary>
    Other = 14,
}
