using Cpc.Actors.Api;
using Cpc.Actors.Node;
using Cpc.Actors.Peers;
using Cpc.Sessions;

namespace Cpc.Actors.Hosting;

/// <summary>Compares what the partner reads aloud or shows with the safety number as this node knows it.</summary>
internal static class PeerVerification
{
    /// <summary>Code of the problem that the two numbers are not the same.</summary>
    public const string Differs = "safety-number-differs";

    private const string DoNotSend = "This verifies nothing. Don't send anything confidential before you know why";

    public static SafetyNumberView View(NodeServices services, PeerEntry peer)
    {
        var network = services.Options.Network;
        var number = SafetyNumber.Of(network, services.Self, peer.PeerId);
        return new SafetyNumberView(peer.PeerId.ToString(), peer.Name, number.ToString(), number.Words,
            SafetyNumberCode.Of(network, services.Self, peer.PeerId).ToString(), services.Peers.Trust(peer.PeerId).VerifiedAt);
    }

    /// <summary>Compares.</summary>
    /// <param name="method">How, when it is the same.</param>
    /// <returns>What differs; null when nothing does.</returns>
    public static Problem? Compare(NodeServices services, PeerEntry peer, SafetyNumberProof proof, out VerificationMethod method)
    {
        method = default;
        switch (proof)
        {
            case { Digits: { } text, Words: null, Code: null }:
                method = VerificationMethod.Digits;
                return SafetyNumber.TryReadDigits(text, out var digits)
                    ? Compare(services, peer, digits)
                    : new Problem("invalid-safety-number", $"A safety number has {SafetyNumber.DigitCount} digits, in {SafetyNumber.GroupCount} groups of five; {text.Count(char.IsAsciiDigit)} digits were given. Ask for it once more.");
            case { Words: { } text, Digits: null, Code: null }:
                method = VerificationMethod.Words;
                if (SafetyNumberWords.TryRead(text, out var read, out var unknown)) return Compare(services, peer, read);
                return new Problem("invalid-safety-number", unknown is null
                    ? $"A safety number has {SafetyNumberWords.WordCount} words, and these are not such a number. Ask for them once more."
                    : $"'{unknown}' is none of the words of safety numbers. Ask for it once more.");
            case { Code: { } text, Digits: null, Words: null }:
                method = VerificationMethod.Code;
                return Explain(SafetyNumberCode.Compare(text, services.Options.Network, services.Self, peer.PeerId), peer);
            default:
                return new Problem("invalid-safety-number", "Give the partner's digits, words or code: one of the three.");
        }
    }

    private static Problem? Compare(NodeServices services, PeerEntry peer, string theirs)
    {
        var number = SafetyNumber.Of(services.Options.Network, services.Self, peer.PeerId);
        if (number.Digits == theirs) return null;
        var groups = SafetyNumber.GroupsOf(theirs);
        var details = number.Groups.Zip(groups, (Ours, Theirs) => (Ours, Theirs)).Index().Where(g => g.Item.Ours != g.Item.Theirs)
            .Select(g => new ProblemDetail("safety-number", $"group {g.Index + 1}", g.Item.Theirs, $"it is {g.Item.Ours} here")).ToList();

        // Each half stands for one key, wherever it stands in their number.
        var knowsUs = Holds(theirs, number.HalfOf(services.Self));
        var isPeer = Holds(theirs, number.HalfOf(peer.PeerId));
        var why = (knowsUs, isPeer) switch
        {
            (true, false) => "The partner has this node's key, but its own key is not the one in this node's book: its key has changed, or this book has the key of someone else.",
            (false, true) => "The partner's key is the one in this node's book, but the partner has another key for this node: someone else may pretend there to be this node.",
            _ => "Neither half is the same: it is the number of another pair of nodes or of another network, or someone is in between.",
        };
        return details.Count <= 2
            ? new Problem(Differs, $"{details.Count} of the {groups.Count} groups differ{(details.Count == 1 ? "s" : "")}: probably a slip in reading or typing. Ask for them once more. {DoNotSend}.", details)
            : new Problem(Differs, $"The safety number is not the same. {why} {DoNotSend}; compare the ids with 'cpc id' on both sides.", details);
    }

    private static bool Holds(string digits, string half) => digits[..half.Length] == half || digits[half.Length..] == half;

    private static Problem? Explain(SafetyNumberMatch match, PeerEntry peer) => match switch
    {
        SafetyNumberMatch.Same => null,
        SafetyNumberMatch.Malformed => new Problem("invalid-safety-number", "This is no code of a safety number, or it was damaged on the way. Scan the one that 'cpc peer verify' shows at the partner's."),
        SafetyNumberMatch.OtherVersion => new Problem("invalid-safety-number", "The code is of another version of the program. Update the older node."),
        SafetyNumberMatch.OwnCode => new Problem("invalid-safety-number", "This is the code that this node itself shows. Scan the one that 'cpc peer verify' shows at the partner's."),
        SafetyNumberMatch.OtherNetwork => new Problem(Differs, $"The partner's node is in another network (cpc run --network). {DoNotSend}."),
        SafetyNumberMatch.OtherPeer => new Problem(Differs, $"Who shows this code has another key than {peer.Name ?? "the peer"} in this node's book ({peer.PeerId}): its key has changed, or this book has the key of someone else. {DoNotSend}."),
        SafetyNumberMatch.OtherSelf => new Problem(Differs, $"Who shows this code has another key for this node in its book: someone else may pretend there to be this node. {DoNotSend}."),
        _ => new Problem(Differs, $"The keys are the same and the digits are not: one of the two programs computes wrongly. {DoNotSend}."),
    };
}
