using Akka.Actor;
using Cpc.Actors.Transport;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.SecureMemory;

namespace Cpc.Actors.Peers;

/// <summary>Asks a peer's actor for a fresh session; its events go to the sender.</summary>
/// <param name="ExchangeId">16 fresh bytes.</param>
public sealed record OpenExchange(PeerId Peer, byte[] ExchangeId) : Node.IEntityMessage
{
    public string EntityId => Peer.ToString();
}

/// <summary>From a session to whoever opened the exchange.</summary>
public abstract record ExchangeEvent(byte[] ExchangeId)
{
    /// <summary>The session stands; documents may be sent through <see cref="Session"/>.</summary>
    public sealed record Ready(byte[] ExchangeId, IActorRef Session) : ExchangeEvent(ExchangeId);

    /// <summary>A receipt with a valid form and session arrived; its signature is still to be judged against the document.</summary>
    public sealed record ReceiptArrived(byte[] ExchangeId, Receipt Receipt) : ExchangeEvent(ExchangeId);

    /// <summary>The exchange is over without having been closed by its opener.</summary>
    /// <param name="Reason">In plain words.</param>
    /// <param name="RetryAfter">The peer's wish, or null.</param>
    /// <param name="KeyChanged">The peer's address answers with another identity.</param>
    /// <param name="Circuit">The circuit breaker did not let the call through; else null.</param>
    public sealed record Failed(byte[] ExchangeId, string Reason, TimeSpan? RetryAfter = null, bool KeyChanged = false, CircuitBreakerOpen? Circuit = null)
        : ExchangeEvent(ExchangeId);
}

/// <summary>To a session, in the same process as its keys: the plaintext passes from the document's actor only.</summary>
public abstract record SessionCommand
{
    private SessionCommand()
    {
    }

    /// <summary>Encrypts and sends a document; the session disposes the payload. Answered by Sent or NotSent.</summary>
    /// <param name="Hash">BLAKE3-256 of the payload.</param>
    public sealed record SendDocument(SecureData Payload, byte[] Hash) : SessionCommand
    {
        public override string ToString() => "SendDocument(redacted)";
    }

    /// <summary>Closes the session in order.</summary>
    public sealed record Close : SessionCommand
    {
        public static readonly Close Instance = new();
    }
}
