namespace Cpc.SecureMemory;

/// <summary>The operator's choice for a system that does not let secrets be locked in memory.</summary>
public enum WhenNotLocked
{
    /// <summary>There is no storage, and so no node.</summary>
    Refuse,

    /// <summary>Go on; <see cref="SecureStorageResult.Warnings"/> says what is missing. Secrets may reach the swap area,
    /// sealed, with the pre-key that opens them.</summary>
    Warn,
}
