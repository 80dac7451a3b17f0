namespace Cpc.Transport.Nat;

/// <summary>Asks a TURN server with long-term credentials (RFC 8489 §9.2, RFC 8656): answers its challenge, follows a stale
/// nonce, and believes only answers that prove the password.</summary>
internal sealed class TurnClient(StunPath path, TurnCredentials credentials)
{
    /// <summary>A challenge, then a nonce that went stale meanwhile, then the answer.</summary>
    public const int MaximumTries = 3;

    public StunPath Path { get; } = path;

    /// <summary>The same credentials and nonce over another connection to the same server, as RFC 6062 §4.3 needs it.</summary>
    public TurnClient Over(StunPath other) => new(other, credentials);

    /// <param name="fill">Adds what the request asks for.</param>
    public async Task<(StunMessage? Answer, TurnRefusal Refusal)> AskAsync(StunMethod method, Action<StunWriter> fill, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaximumTries; tries++)
        {
            var (answer, refusal, challenged) = await AskOnceAsync(method, fill, cancellationToken).ConfigureAwait(false);
            if (!challenged) return (answer, refusal);
        }

        return (null, TurnRefusal.Unauthorized);
    }

    /// <summary>Asks without following a challenge, which is taken for the next time.</summary>
    public async Task<(StunMessage? Answer, TurnRefusal Refusal, bool Challenged)> AskOnceAsync(StunMethod method, Action<StunWriter> fill, CancellationToken cancellationToken)
    {
        var writer = new StunWriter(StunClass.Request, method);
        fill(writer);
        var key = credentials.Sign(writer);
        var doubtful = false;
        StunMessage? answer;
        try
        {
            answer = await Path.RequestAsync(writer.ToBytes(), Accepts, cancellationToken).ConfigureAwait(false);
        }
        catch (TransportException)
        {
            return (null, TurnRefusal.NoAnswer, false);
        }

        if (answer is null) return (null, Volatile.Read(ref doubtful) ? TurnRefusal.Malformed : TurnRefusal.NoAnswer, false);
        if (answer.HasUnknownRequired) return (null, TurnRefusal.Malformed, false);
        if (answer.Class == StunClass.Success) return key is null ? (null, TurnRefusal.Malformed, false) : (answer, TurnRefusal.None, false);
        var error = answer.ErrorCode;
        // With credentials a 401 means that they are wrong; asking again would not help.
        if ((error == 401 && key is null) || error == 438)
            return credentials.TryTake(answer) ? (null, TurnRefusal.Unauthorized, true) : (null, TurnRefusal.Malformed, false);
        return (null, RefusalOf(error), false);

        // What proves nothing is dropped and the true answer awaited (RFC 8489 §9.2.5): anybody can send it.
        bool Accepts(StunMessage message)
        {
            if (message.Method == method && IsProven(message, key)) return true;
            Volatile.Write(ref doubtful, true);
            return false;
        }
    }

    // A server signs every answer to a signed request but those errors that say it could not check it.
    private static bool IsProven(StunMessage message, StunKey? key) =>
        key is null || (message.Class == StunClass.Error && message.ErrorCode is 400 or 401 or 438) || key.Authenticates(message);

    private static TurnRefusal RefusalOf(int? error) => error switch
    {
        401 or 441 => TurnRefusal.Unauthorized,
        403 => TurnRefusal.Forbidden,
        437 => TurnRefusal.AllocationMismatch,
        440 or 442 => TurnRefusal.Unsupported,
        447 => TurnRefusal.PeerUnreachable,
        486 or 508 => TurnRefusal.Full,
        null => TurnRefusal.Malformed,
        _ => TurnRefusal.Refused,
    };
}
