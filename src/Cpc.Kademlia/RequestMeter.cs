using Cpc.Cryptography;

namespace Cpc.Kademlia;

/// <summary>Limits the requests of each contact: a bucket of tokens that refills. Bounded: when it is full, contacts
/// that have not used theirs make room, and if there are none, newcomers are refused.</summary>
public sealed class RequestMeter(double perSecond = KademliaConstants.RequestsPerSecond, double burst = KademliaConstants.RequestBurst,
    int maxContacts = KademliaConstants.MaxMetered)
{
    private readonly Dictionary<PeerId, (double Tokens, DateTimeOffset At)> _tokens = [];
    private DateTimeOffset _latest = DateTimeOffset.MinValue;

    /// <summary>Takes one token.</summary>
    public KademliaRefusal Take(PeerId peer, DateTimeOffset now)
    {
        if (now < _latest) Rebase(now);
        _latest = now;
        if (!_tokens.ContainsKey(peer) && _tokens.Count >= maxContacts && !MakeRoom(now)) return KademliaRefusal.RateLimited;
        var tokens = Tokens(_tokens.GetValueOrDefault(peer, (burst, now)), now);
        if (tokens < 1) return KademliaRefusal.RateLimited;
        _tokens[peer] = (tokens - 1, now);
        return KademliaRefusal.None;
    }

    private double Tokens((double Tokens, DateTimeOffset At) entry, DateTimeOffset now) =>
        Math.Min(burst, entry.Tokens + ((now - entry.At).TotalSeconds * perSecond));

    // The clock was set back: time goes on from here, or nobody's tokens would refill until it has caught up.
    private void Rebase(DateTimeOffset now)
    {
        foreach (var (peer, entry) in _tokens)
        {
            if (entry.At > now) _tokens[peer] = (entry.Tokens, now);
        }
    }

    private bool MakeRoom(DateTimeOffset now)
    {
        var idle = _tokens.Where(t => Tokens(t.Value, now) >= burst).Select(t => t.Key).ToList();
        foreach (var peer in idle) _tokens.Remove(peer);
        return idle.Count > 0;
    }
}
