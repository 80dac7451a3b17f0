namespace Cpc.SecureMemory;

/// <summary>Why there is no storage.</summary>
public enum SecureStorageRefusal
{
    None,

    /// <summary>The system refused to lock the memory, and the operator chose to refuse then.</summary>
    NotLocked,

    /// <summary>The system refused to map the memory.</summary>
    NoMemory,
}
