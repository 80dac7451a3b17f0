namespace Cpc.Sessions.Tests.Model;

/// <summary>Which key and nonce sealed which frame: no pair may seal two, and no message key either. Shared by all the
/// model's sides of one test, over sessions and crashes.</summary>
internal sealed class ModelKeyLog
{
    private readonly Dictionary<string, string> _uses = [];

    public int Count => _uses.Count;

    /// <summary>What the model sealed, in order; the vectors list it.</summary>
    public List<ModelSealed> Sealed { get; } = [];

    /// <summary>The ratchet keys in the inner headers that the model has accepted, in order.</summary>
    public List<byte[]> PeerKeys { get; } = [];

    public void Header(byte[] key, byte[] nonce, byte[] frame) => Use("header", ModelBytes.Join(key, nonce), frame);

    public void Message(byte[] key, byte[] frame) => Use("message", key, frame);

    private void Use(string what, byte[] key, byte[] frame)
    {
        var name = ModelBytes.Hex(ModelCrypto.Blake2b(32, ModelBytes.Join(ModelBytes.Ascii(what), key)));
        var digest = ModelBytes.Hex(ModelCrypto.Blake2b(32, frame));
        if (_uses.TryGetValue(name, out var other)) Assert.True(other == digest, $"A {what} key sealed two frames.");
        _uses[name] = digest;
    }
}
