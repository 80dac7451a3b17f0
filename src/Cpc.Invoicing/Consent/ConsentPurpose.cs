namespace Cpc.Invoicing.Consent;

/// <summary>What a consent is for. Sharing onward, audit and backup escrow come with their own features.</summary>
public enum ConsentPurpose
{
    /// <summary>Exchanging documents with the counterparty.</summary>
    Exchange = 1,
}
