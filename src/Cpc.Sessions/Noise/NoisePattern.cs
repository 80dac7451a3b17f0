using static Cpc.Sessions.Noise.NoiseToken;

namespace Cpc.Sessions.Noise;

/// <summary>A handshake pattern as a table row (Noise §7): pre-messages, then messages from initiator and
/// responder in turn.</summary>
public sealed class NoisePattern
{
    /// <summary>XX: both statics are transmitted, encrypted. Our first contact.</summary>
    public static readonly NoisePattern XX = new("XX", [], [], [[e], [e, ee, s, es], [s, se]]);

    /// <summary>KK: both statics are known. Every exchange between peers that have met.</summary>
    public static readonly NoisePattern KK = new("KK", [s], [s], [[e, es, ss], [e, ee, se]]);

    /// <summary>KKpsk0: rotation, keyed by the old epoch's rekey-psk.</summary>
    public static readonly NoisePattern KKpsk0 = new("KKpsk0", [s], [s], [[psk, e, es, ss], [e, ee, se]]);

    /// <summary>IK: the responder's static is known, the initiator's is transmitted. Datagram sessions between nodes of the
    /// DHT, whose first payload only reads (docs/adr/0015); never for exchanges.</summary>
    public static readonly NoisePattern IK = new("IK", [], [s], [[e, es, s, ss], [e, ee, se]]);

    public NoisePattern(string name, NoiseToken[] initiatorPreMessage, NoiseToken[] responderPreMessage, NoiseToken[][] messages)
    {
        Name = name;
        InitiatorPreMessage = initiatorPreMessage;
        ResponderPreMessage = responderPreMessage;
        Messages = messages;
        PskCount = messages.Sum(m => m.Count(token => token == psk));
    }

    /// <summary>Its name in a protocol name, modifiers included, e.g. "KKpsk0".</summary>
    public string Name { get; }

    public IReadOnlyList<NoiseToken> InitiatorPreMessage { get; }

    public IReadOnlyList<NoiseToken> ResponderPreMessage { get; }

    public IReadOnlyList<IReadOnlyList<NoiseToken>> Messages { get; }

    /// <summary>How many psk tokens it has; each takes a key of its own, in order.</summary>
    public int PskCount { get; }

    /// <summary>With a psk, every e token also mixes the ephemeral into the key (§9.2).</summary>
    public bool UsesPsk => PskCount > 0;

    public override string ToString() => Name;
}
