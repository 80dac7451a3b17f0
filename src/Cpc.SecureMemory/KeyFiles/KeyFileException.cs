namespace Cpc.SecureMemory;

/// <summary>The key file can't be used; the message says why and what to do, and holds no secret.</summary>
public sealed class KeyFileException : Exception
{
    public KeyFileException(string message)
        : base(message)
    {
    }

    public KeyFileException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
