using System.Security.Cryptography;
using Cpc.Cryptography;
using Cpc.SecureMemory;
using static Cpc.Sessions.Noise.NoiseToken;
using ChaCha20Poly1305 = Cpc.Cryptography.ChaCha20Poly1305;

namespace Cpc.Sessions.Noise;

/// <summary>
/// HandshakeState (Noise §5.3) over 25519 and ChaChaPoly. Each message is written and read in two steps, tokens then
/// payload, since our payloads sign the handshake hash between them. A failed read poisons the state: whatever is
/// called afterwards throws.
/// </summary>
public sealed class HandshakeState : IDisposable
{
    /// <summary>A Noise message is at most 65,535 bytes (§3).</summary>
    public const int MaxMessage = 65_535;

    /// <summary>Size of one psk, in bytes (§9).</summary>
    public const int PskSize = 32;

    private readonly NoisePattern _pattern;
    private readonly bool _initiator;
    private readonly SymmetricState _symmetric;
    private readonly SecureData _ePrivate = new(X25519.KeySize);
    private readonly SecureData? _psk;
    private readonly StaticKeyPair? _s;
    private readonly byte[] _ePublic = new byte[X25519.KeySize];
    private byte[]? _re;
    private byte[]? _rs;
    private int _message;
    private int _psksMixed;
    private bool _tokensDone;
    private bool _poisoned;

    /// <param name="s">Own static; its private key stays the caller's.</param>
    /// <param name="rs">The peer's static, 32 bytes, where the pattern has it as a pre-message.</param>
    /// <param name="psk">32 bytes for each psk token of the pattern, in their order; the caller erases them.</param>
    /// <exception cref="ArgumentException">A key is missing, not asked for, or of a wrong size.</exception>
    public HandshakeState(NoisePattern pattern, NoiseHash hash, bool initiator, ReadOnlySpan<byte> prologue,
        StaticKeyPair? s = null, byte[]? rs = null, ReadOnlySpan<byte> psk = default)
    {
        ExpectKeys(pattern, initiator, rs, psk);
        _pattern = pattern;
        _initiator = initiator;
        _s = s;
        _rs = rs;
        if (pattern.UsesPsk) _psk = SecureData.CopyOf(psk);
        _symmetric = new SymmetricState($"Noise_{pattern.Name}_25519_ChaChaPoly_{hash.Name}", hash);
        _symmetric.MixHash(prologue);
        MixPreMessage(pattern.InitiatorPreMessage, initiator);
        MixPreMessage(pattern.ResponderPreMessage, !initiator);
        X25519.GenerateKeyPair(_ePublic, _ePrivate.Span);
    }

    /// <summary>h: between tokens and payload it is what our signatures bind (protocol.md §3); at the end the
    /// handshake hash of §11.2.</summary>
    public ReadOnlySpan<byte> HandshakeHash => _symmetric.HandshakeHash;

    /// <summary>The peer's static once known.</summary>
    public ReadOnlySpan<byte> RemoteStatic => _rs;

    /// <summary>The peer's ephemeral once read.</summary>
    public ReadOnlySpan<byte> RemoteEphemeral => _re;

    public bool IsComplete => _message == _pattern.Messages.Count;

    /// <summary>Replaces the ephemeral, for test vectors only.</summary>
    internal void FixEphemeral(ReadOnlySpan<byte> privateKey)
    {
        privateKey.CopyTo(_ePrivate.Span);
        X25519.DerivePublicKey(privateKey, _ePublic);
    }

    /// <summary>WriteMessage up to its payload.</summary>
    /// <returns>The number of bytes written, or -1 when a low-order key of the peer gave a zero secret.</returns>
    public int TryWriteTokens(Span<byte> output)
    {
        ExpectTurn(writing: true, tokensDone: false);
        var at = 0;
        foreach (var token in _pattern.Messages[_message])
        {
            switch (token)
            {
                case e:
                    _ePublic.CopyTo(output[at..]);
                    at += X25519.KeySize;
                    _symmetric.MixHash(_ePublic);
                    if (_pattern.UsesPsk) _symmetric.MixKey(_ePublic);
                    break;
                case s:
                    at += _symmetric.EncryptAndHash(OwnStatic.PublicKey, output[at..]);
                    break;
                default:
                    if (MixToken(token)) break;
                    _poisoned = true;
                    return -1;
            }
        }

        _tokensDone = true;
        return at;
    }

    /// <summary>WriteMessage's payload.</summary>
    /// <returns>The number of bytes written.</returns>
    public int WritePayload(ReadOnlySpan<byte> payload, Span<byte> output)
    {
        ExpectTurn(writing: true, tokensDone: true);
        var written = _symmetric.EncryptAndHash(payload, output);
        NextMessage();
        return written;
    }

    /// <summary>ReadMessage up to its payload.</summary>
    /// <returns>The number of bytes read, or -1: too short, not authentic, a non-canonical or low-order key.</returns>
    public int TryReadTokens(ReadOnlySpan<byte> message)
    {
        ExpectTurn(writing: false, tokensDone: false);
        var at = 0;
        foreach (var token in _pattern.Messages[_message])
        {
            var ok = token switch
            {
                e => ReadEphemeral(message, ref at),
                s => ReadStatic(message, ref at),
                _ => MixToken(token),
            };
            if (ok) continue;
            _poisoned = true;
            return -1;
        }

        _tokensDone = true;
        return at;
    }

    /// <summary>ReadMessage's payload.</summary>
    /// <returns>The number of bytes written, or -1 when not authentic.</returns>
    public int TryReadPayload(ReadOnlySpan<byte> ciphertext, Span<byte> payload)
    {
        ExpectTurn(writing: false, tokensDone: true);
        var written = _symmetric.TryDecryptAndHash(ciphertext, payload);
        if (written < 0) _poisoned = true;
        else NextMessage();
        return written;
    }

    /// <summary>Split (§5.2): k1 for initiator to responder, k2 for the other way, 32 bytes each.</summary>
    public void Split(Span<byte> k1, Span<byte> k2)
    {
        if (_poisoned || !IsComplete) throw new InvalidOperationException("The handshake is not complete.");
        _symmetric.Split(k1, k2);
    }

    public void Dispose()
    {
        _poisoned = true;
        _ePrivate.Dispose();
        _psk?.Dispose();
        _symmetric.Dispose();
    }

    private StaticKeyPair OwnStatic => _s ?? throw new InvalidOperationException($"Pattern {_pattern} needs an own static.");

    private bool ReadEphemeral(ReadOnlySpan<byte> message, ref int at)
    {
        if (message.Length < at + X25519.KeySize) return false;
        var key = message.Slice(at, X25519.KeySize);
        if (!X25519.IsCanonical(key)) return false;
        _re = key.ToArray();
        at += X25519.KeySize;
        _symmetric.MixHash(_re);
        if (_pattern.UsesPsk) _symmetric.MixKey(_re);
        return true;
    }

    private bool ReadStatic(ReadOnlySpan<byte> message, ref int at)
    {
        var length = X25519.KeySize + (_symmetric.HasKey ? ChaCha20Poly1305.TagSize : 0);
        if (message.Length < at + length) return false;
        var key = new byte[X25519.KeySize];
        if (_symmetric.TryDecryptAndHash(message.Slice(at, length), key) < 0 || !X25519.IsCanonical(key)) return false;
        at += length;
        _rs = key;
        return true;
    }

    private bool MixToken(NoiseToken token)
    {
        if (token == psk)
        {
            _symmetric.MixKeyAndHash(_psk!.Span.Slice(PskSize * _psksMixed++, PskSize));
            return true;
        }

        var ownEphemeral = token == ee || (token == es) == _initiator;
        var ownIsStatic = token == ss || (token != ee && !ownEphemeral);
        var remoteIsStatic = token == ss || (token != ee && ownEphemeral);
        var remote = remoteIsStatic ? _rs : _re;
        if (remote is null) return false;

        Span<byte> shared = stackalloc byte[X25519.KeySize];
        var agreed = ownIsStatic ? OwnStatic.TryAgree(remote, shared) : X25519.TryAgree(_ePrivate.Span, remote, shared);
        if (agreed) _symmetric.MixKey(shared);
        CryptographicOperations.ZeroMemory(shared);
        return agreed;
    }

    private void MixPreMessage(IReadOnlyList<NoiseToken> tokens, bool own)
    {
        foreach (var token in tokens)
        {
            if (token != s) throw new NotSupportedException("Only s occurs in the pre-messages of this project's patterns.");
            _symmetric.MixHash(own ? OwnStatic.PublicKey : _rs);
        }
    }

    // A key that goes unused, or a psk cut short, would leave its owner with a weaker handshake than he asked for.
    private static void ExpectKeys(NoisePattern pattern, bool initiator, byte[]? rs, ReadOnlySpan<byte> psk)
    {
        if (psk.Length != PskSize * pattern.PskCount)
            throw new ArgumentException($"Pattern {pattern} takes {pattern.PskCount} psks of {PskSize} bytes.", nameof(psk));
        var known = (initiator ? pattern.ResponderPreMessage : pattern.InitiatorPreMessage).Contains(s);
        if (known ? rs?.Length != X25519.KeySize : rs is not null)
            throw new ArgumentException($"Pattern {pattern} {(known ? "needs the peer's static" : "learns the peer's static")}.", nameof(rs));
    }

    private void NextMessage()
    {
        _message++;
        _tokensDone = false;
    }

    private void ExpectTurn(bool writing, bool tokensDone)
    {
        if (_poisoned) throw new InvalidOperationException("This handshake has failed; nothing may follow.");
        if (IsComplete || _initiator == (_message % 2 == 0) != writing || _tokensDone != tokensDone)
            throw new InvalidOperationException("Not this side's turn in the handshake.");
    }
}
