namespace Cpc.Transport.Nat;

/// <summary>Asks a TURN server with long-term credentials (RFC 8489 §9.2, RFC 8656): answers its challenge, follows a stale
/// nonce, and believes only answers that prove the password.</summary>
internal sealed class TurnClient(StunPath path, string username, string password)
{
    // A challenge, then a nonce that went stale meanwhile, then the answer.
    private const int MaximumTries = 3;
    private const int MaximumNonce = 763;

    private readonly Lock _gate = new();
    private string? _realm;
    private string? _nonce;
    private StunKey? _key;

    public StunPath Path { get; } = path;

    /// <summary>The same credentials and nonce over another connection to the same server, as RFC 6062 §4.3 needs it.</summary>
    public TurnClient Over(StunPath other)
    {
        lock (_gate) return new TurnClient(other, username, password) { _realm = _realm, _nonce = _nonce, _key = _key };
    }

    /// <param name="fill">Adds what the request asks for.</param>
    public async Task<(StunMessage? Answer, TurnRefusal Refusal)> AskAsync(StunMethod method, Action<StunWriter> fill, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaximumTries; tries++)
        {
            var (request, key) = Write(method, fill);
            StunMessage? answer;
            try
            {
                answer = await Path.RequestAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (TransportException)
            {
                return (null, TurnRefusal.NoAnswer);
            }

            if (answer is null) return (null, TurnRefusal.NoAnswer);
            if (answer.Method != method) return (null, TurnRefusal.Malformed);
            if (answer.Class == StunClass.Success) return key is not null && key.Authenticates(answer) ? (answer, TurnRefusal.None) : (null, TurnRefusal.Malformed);
            var error = answer.ErrorCode;
            // With credentials a 401 means that they are wrong; asking again would not help.
            if ((error == 401 && key is null) || error == 438)
            {
                if (!TryTakeChallenge(answer)) return (null, TurnRefusal.Malformed);
                continue;
            }

            return (null, RefusalOf(error));
        }

        return (null, TurnRefusal.Unauthorized);
    }

    private (byte[] Request, StunKey? Key) Write(StunMethod method, Action<StunWriter> fill)
    {
        var writer = new StunWriter(StunClass.Request, method);
        fill(writer);
        lock (_gate)
        {
            if (_key is null) return (writer.ToBytes(), null);
            writer.Add(StunAttributeType.Username, username).Add(StunAttributeType.Realm, _realm!).Add(StunAttributeType.Nonce, _nonce!).AddIntegrity(_key);
            return (writer.ToBytes(), _key);
        }
    }

    private bool TryTakeChallenge(StunMessage answer)
    {
        if (answer.Text(StunAttributeType.Realm) is not { Length: > 0 } realm) return false;
        if (answer.Text(StunAttributeType.Nonce, MaximumNonce) is not { Length: > 0 } nonce) return false;
        lock (_gate)
        {
            (_realm, _nonce) = (realm, nonce);
            _key = StunKey.LongTerm(username, realm, password);
        }

        return true;
    }

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
