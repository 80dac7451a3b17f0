using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions.Frames;

namespace Cpc.Benchmarks;

/// <summary>What sessions cannot do without, in ordinary memory and without any logic between.</summary>
internal sealed class SessionPrimitives
{
    private readonly byte[] _key = SecureRandom.Bytes(32);
    private readonly byte[] _other = SecureRandom.Bytes(32);
    private readonly byte[] _nonce = new byte[24];
    private readonly byte[] _associated = new byte[300];
    private readonly byte[] _header = new byte[DataHeader.InnerSize];
    private readonly byte[] _sealedHeader = new byte[DataHeader.InnerSize + 16];
    private readonly byte[] _payload = new byte[1 << 10];
    private readonly byte[] _sealedPayload = new byte[(1 << 10) + 16];
    private readonly byte[] _out32 = new byte[32];
    private readonly byte[] _out64 = new byte[64];
    private readonly byte[] _out96 = new byte[96];
    private readonly byte[] _edPublic = new byte[32];
    private readonly byte[] _edPrivate = new byte[64];
    private readonly byte[] _signature = new byte[64];
    private readonly byte[] _ek = new byte[MLKem768.PublicKeySize];
    private readonly byte[] _dk = new byte[MLKem768.PrivateKeySize];
    private readonly byte[] _ct = new byte[MLKem768.CiphertextSize];
    private readonly byte[] _public = new byte[32];
    private SecureSlot? _slot;

    public SessionPrimitives()
    {
        Ed25519.DeriveKeyPair(_key, _edPublic, _edPrivate);
        X25519.DerivePublicKey(_other, _public);
    }

    /// <summary>Sending and receiving one message: KDF_CK, header and payload AEAD, two nonces.</summary>
    public void Message()
    {
        SecureRandom.Fill(_nonce);
        XChaCha20Poly1305.Encrypt(_key, _nonce, _associated.AsSpan(0, 150), _header, _sealedHeader);
        ChainStep();
        SecureRandom.Fill(_nonce);
        XChaCha20Poly1305.Encrypt(_key, _nonce, _associated, _payload, _sealedPayload);
        XChaCha20Poly1305.TryDecrypt(_key, _nonce, _associated.AsSpan(0, 150), _sealedHeader, _header);
        ChainStep();
        XChaCha20Poly1305.TryDecrypt(_key, _nonce, _associated, _sealedPayload, _payload);
    }

    /// <summary>What receiving adds when the ratchet turns: a header key that does not open, two DH, a key pair, two KDF_RK.</summary>
    public void Turn()
    {
        XChaCha20Poly1305.TryDecrypt(_other, _nonce, _associated.AsSpan(0, 150), _sealedHeader, _header);
        Agree(2);
        KeyPair(1);
        RootStep();
        RootStep();
    }

    /// <summary>Seeding and the initiator's first step.</summary>
    public void RatchetSetUp()
    {
        KeyPair(2);
        Agree(1);
        Derive();
        RootStep();
    }

    /// <summary>A whole KK handshake with ML-KEM, Confirm and Ack included, both sides.</summary>
    public void KkSetUp()
    {
        // e, b0 and a0; es, ss, ee, se on both sides; DH(a0, b0).
        KeyPair(4);
        Agree(9);
        MLKem768.GenerateKeyPair(_ek, _dk);
        MLKem768.Encapsulate(_ek, _ct, _out32);
        MLKem768.TryDecapsulate(_dk, _ct, _out32);
        for (var i = 0; i < 2; i++)
        {
            Ed25519.Sign(_edPrivate, _payload, _signature);
            Ed25519.Verify(_edPublic, _payload, _signature);
        }

        // MixKey for each DH, MixHash for each message part.
        for (var i = 0; i < 8; i++)
        {
            HkdfBlake2b.Extract(_out64, _out32, _out64);
            HkdfBlake2b.Expand(_out64, [], _out96);
        }

        for (var i = 0; i < 20; i++) Blake2b.Hash(_associated, _out64);
        Derive();
        Derive();
        RootStep();
        // Confirm and Ack are small messages; each turns its receiver's ratchet.
        Message();
        Message();
        Turn();
        Turn();
    }

    public void OpenReseal(SecureStorage storage, int times)
    {
        _slot ??= storage.Allocate(384, 1)!;
        for (var i = 0; i < times; i++) _slot.Open(1, static (content, add) => content[0] += (byte)add);
    }

    private void ChainStep()
    {
        Blake2b.KeyedHash(_key, [1], _out32);
        Blake2b.KeyedHash(_key, [2], _out32);
    }

    private void RootStep()
    {
        HkdfBlake2b.Extract(_key, _out32, _out64);
        HkdfBlake2b.Expand(_out64, "cpc/v1/ratchet"u8, _out96);
    }

    private void Derive()
    {
        HkdfBlake2b.Extract(_out64, _out64, _out64);
        for (var i = 0; i < 5; i++) HkdfBlake2b.Expand(_out64, "cpc/v1/session-id"u8, _out32);
    }

    private void Agree(int times)
    {
        for (var i = 0; i < times; i++) X25519.TryAgree(_key, _public, _out32);
    }

    private void KeyPair(int times)
    {
        for (var i = 0; i < times; i++) X25519.GenerateKeyPair(_out32, _key);
    }
}
