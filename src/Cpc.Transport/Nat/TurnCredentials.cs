namespace Cpc.Transport.Nat;

/// <summary>Long-term credentials towards one server (RFC 8489 §9.2) with what it has last challenged with; shared by all connections
/// to it, so that a nonce that one of them learns serves the others. Thread-safe.</summary>
internal sealed class TurnCredentials(string username, string password)
{
    private const int MaximumNonce = 763;

    private readonly Lock _gate = new();
    private string? _realm;
    private string? _nonce;
    private StunKey? _key;

    /// <summary>Signs a request, if there was a challenge.</summary>
    /// <returns>What its answer has to prove; null before the first challenge.</returns>
    public StunKey? Sign(StunWriter request)
    {
        lock (_gate)
        {
            if (_key is null) return null;
            request.Add(StunAttributeType.Username, username).Add(StunAttributeType.Realm, _realm!).Add(StunAttributeType.Nonce, _nonce!).AddIntegrity(_key);
            return _key;
        }
    }

    /// <returns>False when the challenge lacks what is needed.</returns>
    public bool TryTake(StunMessage challenge)
    {
        if (challenge.Text(StunAttributeType.Realm) is not { Length: > 0 } realm) return false;
        if (challenge.Text(StunAttributeType.Nonce, MaximumNonce) is not { Length: > 0 } nonce) return false;
        lock (_gate)
        {
            (_realm, _nonce) = (realm, nonce);
            _key = StunKey.LongTerm(username, realm, password);
        }

        return true;
    }
}
