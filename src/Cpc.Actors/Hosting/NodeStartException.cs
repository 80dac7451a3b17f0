namespace Cpc.Actors.Hosting;

/// <summary>The node can't start; the message says why and what to do.</summary>
public sealed class NodeStartException : Exception
{
    public NodeStartException(string message)
        : base(message)
    {
    }

    public NodeStartException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
