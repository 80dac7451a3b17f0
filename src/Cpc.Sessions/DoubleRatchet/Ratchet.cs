using System.Security.Cryptography;
using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions.Frames;

namespace Cpc.Sessions.DoubleRatchet;

/// <summary>
/// The Double Ratchet with header encryption (§4) over one block of secret memory. Decryption is atomic: it works on
/// a copy, which replaces the state only after the payload has proved authentic.
/// </summary>
internal sealed class Ratchet : IDisposable
{
    private const int MaxPending = 2 * SessionLimits.MaxPerDirection;

    private readonly SecureData _memory = new(RatchetState.Size + SkippedKeys.SizeFor(SessionLimits.MaxSkippedKeys));
    private readonly RatchetContext _context;
    private readonly int _perDirection;

    private Ratchet(RatchetContext context, int perDirection)
    {
        _context = context;
        _perDirection = perDirection;
    }

    /// <summary>RatchetInitAliceHE (§4.3, protocol.md §4).</summary>
    /// <returns>Null when DH(a0, b0) is zero.</returns>
    public static Ratchet? Initiator(RatchetContext context, SessionSeeds seeds, ReadOnlySpan<byte> b0, int perDirection)
    {
        var ratchet = new Ratchet(context, perDirection);
        var state = ratchet.State;
        Span<byte> dh = stackalloc byte[X25519.KeySize];
        X25519.GenerateKeyPair(state.DHsPublic, state.DHsPrivate);
        if (!X25519.TryAgree(state.DHsPrivate, b0, dh))
        {
            ratchet.Dispose();
            return null;
        }

        b0.CopyTo(state.DHr);
        seeds.Root.CopyTo(state.RK);
        RatchetKdf.RootStep(state.RK, dh, state.CKs, state.NHKs);
        CryptographicOperations.ZeroMemory(dh);
        seeds.HkInitiatorToResponder.CopyTo(state.HKs);
        seeds.NhkResponderToInitiator.CopyTo(state.NHKr);
        state.HasSendingChain = true;
        return ratchet;
    }

    /// <summary>RatchetInitBobHE (§4.3, protocol.md §4).</summary>
    public static Ratchet Responder(RatchetContext context, SessionSeeds seeds, ReadOnlySpan<byte> b0Private, ReadOnlySpan<byte> b0Public, int perDirection)
    {
        var ratchet = new Ratchet(context, perDirection);
        var state = ratchet.State;
        b0Private.CopyTo(state.DHsPrivate);
        b0Public.CopyTo(state.DHsPublic);
        seeds.Root.CopyTo(state.RK);
        seeds.HkInitiatorToResponder.CopyTo(state.NHKr);
        seeds.NhkResponderToInitiator.CopyTo(state.NHKs);
        return ratchet;
    }

    public uint Sent => State.Sent;

    public uint Received => State.Received;

    public int SkippedCount => Skipped.Count;

    private RatchetState State => new(_memory.Span);

    private SkippedKeys Skipped => new(_memory.Span[RatchetState.Size..]);

    /// <summary>RatchetEncryptHE: writes a whole DATA body.</summary>
    /// <param name="hash">BLAKE3-256 of the payload.</param>
    /// <param name="body">Receives payload length + <see cref="DataHeader.Overhead"/> bytes.</param>
    /// <returns>Limit when this direction is used up, NotConfirmed while there is no chain to send on.</returns>
    public Refusal Encrypt(DataKind kind, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> hash, Span<byte> body)
    {
        var state = State;
        if (!state.HasSendingChain) return Refusal.NotConfirmed;
        if (state.Sent >= _perDirection) return Refusal.Limit;

        Span<byte> nonce = stackalloc byte[XChaCha20Poly1305.NonceSize];
        SecureRandom.Fill(nonce);
        DataHeader.Write(body, _context.SessionId, kind, hash, nonce);

        Span<byte> header = stackalloc byte[DataHeader.InnerSize];
        new RatchetHeader(state.PN, state.Ns, state.Sent).Write(header, state.DHsPublic);
        _context.SealHeader(state.HKs, body[..DataHeader.OuterSize], header, body[DataHeader.OuterSize..]);

        Span<byte> mk = stackalloc byte[RatchetKdf.KeySize];
        RatchetKdf.ChainStep(state.CKs, mk);
        state.Ns++;
        state.Sent++;
        _context.SealPayload(mk, body, payload);
        CryptographicOperations.ZeroMemory(mk);
        return Refusal.None;
    }

    /// <summary>True when a key of this session opens the header: worth reading the payload that follows.</summary>
    public bool HeaderAuthenticates(ReadOnlySpan<byte> body)
    {
        Span<byte> header = stackalloc byte[DataHeader.InnerSize];
        return OpenHeader(body, header, out _) != HeaderKey.None;
    }

    /// <summary>RatchetDecryptHE, atomic: a failure changes nothing.</summary>
    /// <param name="payload">Receives body length - <see cref="DataHeader.Overhead"/> bytes; zero after a failure.</param>
    /// <param name="firstOnly">Accept only the first message of the peer (n = seq = 0).</param>
    public Refusal TryDecrypt(ReadOnlySpan<byte> body, Span<byte> payload, DateTimeOffset now, bool firstOnly = false)
    {
        Span<byte> scratch = stackalloc byte[RatchetState.Size];
        Span<byte> pendingMemory = stackalloc byte[SkippedKeys.SizeFor(MaxPending)];
        Span<byte> mk = stackalloc byte[RatchetKdf.KeySize];
        Span<byte> encoded = stackalloc byte[DataHeader.InnerSize];
        pendingMemory.Clear();
        try
        {
            var key = OpenHeader(body, encoded, out var skippedIndex);
            if (key == HeaderKey.None) return Refusal.Undecryptable;
            var header = RatchetHeader.Read(encoded);
            var dh = encoded[..X25519.KeySize];
            var state = State;
            if (header.Seq >= _perDirection || header.N >= _perDirection || header.PN >= _perDirection) return Refusal.Limit;
            if (header.N > header.Seq) return Refusal.Malformed;
            if ((state.Seen & (1UL << (int)header.Seq)) != 0) return Refusal.Duplicate;
            if (firstOnly && (header.N != 0 || header.Seq != 0)) return Refusal.NotConfirmed;

            state.CopyTo(scratch);
            var copy = new RatchetState(scratch);
            var pending = new SkippedKeys(pendingMemory);
            if (key == HeaderKey.Current && header.N < state.Nr)
            {
                skippedIndex = Skipped.Find(state.HKr, header.N);
                if (skippedIndex < 0) return Refusal.Duplicate;
                key = HeaderKey.Skipped;
            }

            switch (key)
            {
                case HeaderKey.Skipped:
                    skippedIndex = Skipped.Find(Skipped.HeaderKey(skippedIndex), header.N);
                    if (skippedIndex < 0) return Refusal.Duplicate;
                    Skipped.MessageKey(skippedIndex).CopyTo(mk);
                    break;
                case HeaderKey.Current:
                    if (!dh.SequenceEqual(copy.DHr)) return Refusal.Malformed;
                    Advance(copy, pending, header.N, mk, now);
                    break;
                default:
                    if (!TryTurn(copy, pending, header, dh, now)) return Refusal.Malformed;
                    Advance(copy, pending, header.N, mk, now);
                    break;
            }

            if (!_context.TryOpenPayload(mk, body, payload)) return Refusal.Undecryptable;

            copy.Seen |= 1UL << (int)header.Seq;
            copy.Received++;
            scratch.CopyTo(_memory.Span);
            if (key == HeaderKey.Skipped) Skipped.RemoveAt(skippedIndex);
            Skipped.AddAll(pending);
            return Refusal.None;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scratch);
            CryptographicOperations.ZeroMemory(pendingMemory);
            CryptographicOperations.ZeroMemory(mk);
        }
    }

    /// <summary>Erases skipped keys older than 24 hours.</summary>
    public void RemoveOldSkipped(DateTimeOffset now) => Skipped.RemoveBefore(now - SessionLimits.MaxAge);

    public void Dispose() => _memory.Dispose();

    // SkipMessageKeysHE up to n, then the key of n itself.
    private static void Advance(RatchetState state, SkippedKeys pending, uint n, Span<byte> mk, DateTimeOffset now)
    {
        Skip(state, pending, n, now);
        RatchetKdf.ChainStep(state.CKr, mk);
        state.Nr++;
    }

    private static void Skip(RatchetState state, SkippedKeys pending, uint until, DateTimeOffset now)
    {
        Span<byte> mk = stackalloc byte[RatchetKdf.KeySize];
        while (state.Nr < until)
        {
            RatchetKdf.ChainStep(state.CKr, mk);
            pending.Add(state.HKr, mk, state.Nr, now);
            state.Nr++;
        }

        CryptographicOperations.ZeroMemory(mk);
    }

    // DHRatchetHE.
    private static bool TryTurn(RatchetState state, SkippedKeys pending, RatchetHeader header, ReadOnlySpan<byte> dhr, DateTimeOffset now)
    {
        if (!X25519.IsCanonical(dhr)) return false;
        if (state.HasReceivingChain)
        {
            if (header.PN < state.Nr) return false;
            Skip(state, pending, header.PN, now);
        }
        else if (header.PN != 0)
        {
            return false;
        }

        Span<byte> dh = stackalloc byte[X25519.KeySize];
        try
        {
            if (!X25519.TryAgree(state.DHsPrivate, dhr, dh)) return false;
            state.PN = state.Ns;
            state.Ns = 0;
            state.Nr = 0;
            state.NHKs.CopyTo(state.HKs);
            state.NHKr.CopyTo(state.HKr);
            dhr.CopyTo(state.DHr);
            RatchetKdf.RootStep(state.RK, dh, state.CKr, state.NHKr);
            X25519.GenerateKeyPair(state.DHsPublic, state.DHsPrivate);
            if (!X25519.TryAgree(state.DHsPrivate, dhr, dh)) return false;
            RatchetKdf.RootStep(state.RK, dh, state.CKs, state.NHKs);
            state.HasSendingChain = true;
            state.HasReceivingChain = true;
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dh);
        }
    }

    // HKr, then NHKr, then skipped keys, newest first (protocol.md §5).
    private HeaderKey OpenHeader(ReadOnlySpan<byte> body, Span<byte> header, out int skippedIndex)
    {
        skippedIndex = -1;
        var state = State;
        if (state.HasReceivingChain && _context.TryOpenHeader(state.HKr, body, header)) return HeaderKey.Current;
        if (_context.TryOpenHeader(state.NHKr, body, header)) return HeaderKey.Next;
        var skipped = Skipped;
        for (var i = skipped.Count - 1; i >= 0; i--)
        {
            // Keys of one chain stand together and share their header key.
            if (i < skipped.Count - 1 && skipped.HeaderKey(i).SequenceEqual(skipped.HeaderKey(i + 1))) continue;
            if (!_context.TryOpenHeader(skipped.HeaderKey(i), body, header)) continue;
            skippedIndex = i;
            return HeaderKey.Skipped;
        }

        return HeaderKey.None;
    }

    private enum HeaderKey
    {
        None,
        Current,
        Next,
        Skipped,
    }
}
