namespace Cpc.Invoicing.Model;

/// <summary>Why a status response can't be sent.</summary>
public enum StatusFault
{
    /// <summary>UQ, CA and RE need a reason.</summary>
    ReasonMissing,

    /// <summary>The text is longer than <see cref="StatusResponse.MaxTextLength"/>.</summary>
    TextTooLong,

    /// <summary>The text holds control characters.</summary>
    BadText,
}
