namespace Cpc.Node.Composition;

/// <summary>The node can't start; the message says why and what to do about it.</summary>
internal sealed class StartException(string code, string message) : Exception(message)
{
    /// <summary>Stable, for scripts.</summary>
    public string Code { get; } = code;
}
