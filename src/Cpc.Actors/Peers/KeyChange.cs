using System.Globalization;
using Cpc.Actors.Api;

namespace Cpc.Actors.Peers;

/// <summary>
/// What is said when a known peer's name or address turns up with another key. An identity is its key, so another key is
/// another peer, until a person has made sure and says otherwise.
/// </summary>
internal static class KeyChange
{
    /// <summary>Code of a refusal to add.</summary>
    public const string NameTaken = "name-taken";

    /// <summary>Code of a refusal to add.</summary>
    public const string AddressTaken = "address-taken";

    /// <summary>Code for whatever is asked of a blocked peer.</summary>
    public const string PeerBlocked = "peer-blocked";

    private const string AskFirst = "Ask the partner for the id by another channel (a known telephone number, in person), not by the one that brought it";

    public static Problem Refuse(PeerEntry entry, PeerEntry rival, PeerTrust trust)
    {
        var verified = trust.VerifiedAt is { } at ? $", whose key was verified on {Date(at)}" : "";
        var sameName = entry.Name is { } name && name.Equals(rival.Name, StringComparison.OrdinalIgnoreCase);
        var what = sameName ? $"The name '{rival.Name}' belongs to" : $"The address {rival.Address} belongs to";
        var differently = sameName ? "If this is another partner, choose another --name." : "If one of the two addresses is mistyped, correct it.";
        return new Problem(sameName ? NameTaken : AddressTaken,
            $"{what} another peer already: {rival.PeerId}{verified}. Nothing was changed. Is it the same partner? Then its key has changed: it has set up its node anew, or someone else pretends to be it. "
            + $"{AskFirst}. If the new id is theirs, add --replace: the old peer is then blocked. {differently}");
    }

    public static Problem RefuseBlocked(PeerEntry peer, PeerTrust trust)
    {
        var instead = trust.ReplacedBy is { } other ? $", when {other} was put in its place" : "";
        return new Problem(PeerBlocked,
            $"This peer is blocked since {Date(trust.BlockedAt!.Value)}{instead}: it is not admitted, and nothing is sent to it. "
            + $"{AskFirst}; to admit it again, run 'cpc peer add {peer.Written} --replace'.");
    }

    private static string Date(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>For the outbox of a blocked peer.</summary>
    public static string Blocked(PeerTrust trust) => trust.ReplacedBy is { } other
        ? $"the peer is blocked: {other} was put in its place. What waits for it is not sent; send it to the new peer."
        : "the peer is blocked. What waits for it is not sent.";

    /// <summary>For the outbox of a peer whose address answers with another identity.</summary>
    public static string Answered(PeerEntry peer) =>
        $"KEY CHANGED: {peer.Address} answers with another key than this peer's; nothing was sent. The partner has set up its node anew or has moved, or someone else answers there. "
        + $"Ask the partner by another channel (a known telephone number, in person), then run 'cpc peer add NEWID@{peer.Address} --replace', or 'cpc peer add ID@HOST:PORT' with its new address.";
}
