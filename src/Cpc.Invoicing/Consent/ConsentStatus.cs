namespace Cpc.Invoicing.Consent;

/// <summary>As stored. Expired is not stored: it follows from the date.</summary>
public enum ConsentStatus
{
    Granted = 1,
    Revoked = 2,
}
