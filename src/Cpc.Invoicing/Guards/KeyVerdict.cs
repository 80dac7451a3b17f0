namespace Cpc.Invoicing.Guards;

/// <summary>What an arriving invoice is to those that are here.</summary>
public enum KeyVerdict
{
    /// <summary>Nothing here has its key.</summary>
    New,

    /// <summary>It is here already, byte for byte: answer with the stored receipt.</summary>
    Same,

    /// <summary>Another content has its key: quarantine it and alert.</summary>
    Conflict,
}
