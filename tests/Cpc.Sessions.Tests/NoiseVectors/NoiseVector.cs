using System.Text.Json;

namespace Cpc.Sessions.Tests;

/// <summary>One vector in the form snow, cacophony and noise-c share; what a pattern does not use may be absent.</summary>
public sealed class NoiseVector(JsonElement json)
{
    /// <summary>E.g. "Noise_XX_25519_ChaChaPoly_BLAKE2b".</summary>
    public string ProtocolName { get; } = json.GetProperty("protocol_name").GetString()!;

    /// <summary>Pattern with modifiers, DH, cipher and hash.</summary>
    public string[] Parts => ProtocolName.Split('_')[1..];

    public byte[]? HandshakeHash { get; } = Optional(json, "handshake_hash");

    /// <summary>Payload and ciphertext of each message: first those of the handshake, then those of the transport.</summary>
    public (byte[] Payload, byte[] Ciphertext)[] Messages { get; } =
        [.. json.GetProperty("messages").EnumerateArray().Select(m => (Optional(m, "payload")!, Optional(m, "ciphertext")!))];

    public byte[] Prologue(bool initiator) => Of(initiator, "prologue") ?? [];

    /// <summary>A side's static private key.</summary>
    public byte[]? Static(bool initiator) => Of(initiator, "static");

    /// <summary>A side's ephemeral private key.</summary>
    public byte[]? Ephemeral(bool initiator) => Of(initiator, "ephemeral");

    /// <summary>The peer's static public key, where a side knows it beforehand.</summary>
    public byte[]? RemoteStatic(bool initiator) => Of(initiator, "remote_static");

    /// <summary>All psks in their order.</summary>
    public byte[] Psks(bool initiator) =>
        json.TryGetProperty(Name(initiator, "psks"), out var psks)
            ? [.. psks.EnumerateArray().SelectMany(psk => Convert.FromHexString(psk.GetString()!))]
            : [];

    public override string ToString() => ProtocolName;

    private byte[]? Of(bool initiator, string name) => Optional(json, Name(initiator, name));

    private static string Name(bool initiator, string name) => $"{(initiator ? "init" : "resp")}_{name}";

    private static byte[]? Optional(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? Convert.FromHexString(value.GetString()!) : null;
}
