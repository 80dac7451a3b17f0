using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions.Noise;

namespace Cpc.Sessions.Tests;

/// <summary>Both sides of a vector's handshake, with the keys the vector fixes.</summary>
internal sealed class NoisePair : IDisposable
{
    private readonly List<Secret> _privateKeys = [];

    public NoisePair(NoiseVector vector, NoisePattern pattern, NoiseHash hash)
    {
        Pattern = pattern;
        Initiator = Create(vector, hash, initiator: true);
        Responder = Create(vector, hash, initiator: false);
    }

    public NoisePattern Pattern { get; }

    public HandshakeState Initiator { get; }

    public HandshakeState Responder { get; }

    /// <summary>The side that writes a message of the handshake.</summary>
    public HandshakeState Sender(int message) => message % 2 == 0 ? Initiator : Responder;

    /// <summary>The side that reads a message of the handshake.</summary>
    public HandshakeState Receiver(int message) => message % 2 == 0 ? Responder : Initiator;

    /// <summary>Writes a whole message.</summary>
    public static byte[] Write(HandshakeState side, byte[] payload)
    {
        var message = new byte[1024 + payload.Length];
        var at = side.TryWriteTokens(message);
        if (at < 0) throw new InvalidOperationException("The tokens could not be written.");
        return message[..(at + side.WritePayload(payload, message.AsSpan(at)))];
    }

    /// <summary>Reads a whole message.</summary>
    /// <returns>The payload, or null when the message is refused.</returns>
    public static byte[]? Read(HandshakeState side, byte[] message)
    {
        var at = side.TryReadTokens(message);
        if (at < 0) return null;
        var payload = new byte[message.Length - at];
        var length = side.TryReadPayload(message.AsSpan(at), payload);
        return length < 0 ? null : payload[..length];
    }

    public void Dispose()
    {
        Initiator.Dispose();
        Responder.Dispose();
        _privateKeys.ForEach(key => key.Dispose());
    }

    private HandshakeState Create(NoiseVector vector, NoiseHash hash, bool initiator)
    {
        StaticKeyPair? own = null;
        if (vector.Static(initiator) is { } privateKey)
        {
            var publicKey = new byte[X25519.KeySize];
            X25519.DerivePublicKey(privateKey, publicKey);
            own = new StaticKeyPair(SecureData.CopyOf(privateKey), publicKey);
            _privateKeys.Add(own.PrivateKey);
        }

        var knowsPeer = (initiator ? Pattern.ResponderPreMessage : Pattern.InitiatorPreMessage).Count > 0;
        var state = new HandshakeState(Pattern, hash, initiator, vector.Prologue(initiator), own,
            knowsPeer ? vector.RemoteStatic(initiator) : null, vector.Psks(initiator));
        if (vector.Ephemeral(initiator) is { } ephemeral) state.FixEphemeral(ephemeral);
        return state;
    }
}
