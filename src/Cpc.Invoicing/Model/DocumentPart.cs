namespace Cpc.Invoicing.Model;

/// <summary>
/// Base of every record that carries document content. Its text form is sealed and redacted, so that no name,
/// number or amount reaches a log, a dead letter or an exception message by way of <c>ToString</c>.
/// </summary>
public abstract record DocumentPart
{
    private protected DocumentPart()
    {
    }

    public sealed override string ToString() => $"{GetType().Name}(redacted)";
}
