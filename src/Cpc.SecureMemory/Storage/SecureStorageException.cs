namespace Cpc.SecureMemory;

/// <summary>A sealed slot is not authentic: its memory was changed from outside. Names no content.</summary>
public sealed class SecureStorageException : Exception
{
    internal SecureStorageException(uint slot)
        : base($"Slot {slot} is not authentic: its memory was changed from outside. It stays closed.")
    {
    }
}
