using System.Security.Cryptography;
using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions.Frames;

namespace Cpc.Sessions.DoubleRatchet;

/// <summary>
/// The Double Ratchet with header encryption (§4) over a sealed slot; keys of skipped messages have a slot of their
/// own while there are any. Decryption is atomic: the slots are sealed anew only after the payload has proved
/// authentic, else they stay as they were.
/// </summary>
internal sealed class Ratchet : IDisposable
{
    private static readonly Predicate<Refusal> Commits = static refusal => refusal == Refusal.None;

    private readonly SecureStorage _storage;
    private readonly SecureSlot _slot;
    private readonly RatchetContext _context;
    private readonly uint _perDirection;
    private SecureSlot? _skipped;
    private DateTimeOffset _oldestSkipped;

    private Ratchet(RatchetContext context, SecureStorage storage, SecureSlot slot, int perDirection)
    {
        _context = context;
        _storage = storage;
        _slot = slot;
        _perDirection = (uint)perDirection;
    }

    /// <summary>RatchetInitAliceHE (§4.3, protocol.md §4).</summary>
    /// <param name="ratchet">Null when refused: HandshakeFailed when DH(a0, b0) is zero, Busy when there is no slot.</param>
    public static Refusal TryInitiate(RatchetContext context, SecureStorage storage, SessionSeeds seeds, ReadOnlySpan<byte> b0, int perDirection, out Ratchet? ratchet)
    {
        ratchet = null;
        if (storage.Allocate(RatchetState.Size, Owner(context)) is not { } slot) return Refusal.Busy;
        var begun = slot.Open(new Beginning { Seeds = seeds, B0 = b0 }, static (content, begin) =>
        {
            var state = new RatchetState(content);
            X25519.GenerateKeyPair(state.DHsPublic, state.DHsPrivate);
            Span<byte> dh = stackalloc byte[X25519.KeySize];
            if (!X25519.TryAgree(state.DHsPrivate, begin.B0, dh)) return false;
            begin.B0.CopyTo(state.DHr);
            begin.Seeds.Root.CopyTo(state.RK);
            RatchetKdf.RootStep(state.RK, dh, state.CKs, state.NHKs);
            CryptographicOperations.ZeroMemory(dh);
            begin.Seeds.HkInitiatorToResponder.CopyTo(state.HKs);
            begin.Seeds.NhkResponderToInitiator.CopyTo(state.NHKr);
            begin.Seeds.RekeyPsk.CopyTo(state.RekeyPsk);
            state.HasSendingChain = true;
            return true;
        });
        if (!begun)
        {
            slot.Dispose();
            return Refusal.HandshakeFailed;
        }

        ratchet = new Ratchet(context, storage, slot, perDirection);
        return Refusal.None;
    }

    /// <summary>RatchetInitBobHE (§4.3, protocol.md §4).</summary>
    /// <param name="ratchet">Null when refused: Busy when there is no slot.</param>
    public static Refusal TryRespond(RatchetContext context, SecureStorage storage, SessionSeeds seeds, ReadOnlySpan<byte> b0Private, ReadOnlySpan<byte> b0Public,
        int perDirection, out Ratchet? ratchet)
    {
        ratchet = null;
        if (storage.Allocate(RatchetState.Size, Owner(context)) is not { } slot) return Refusal.Busy;
        slot.Open(new Beginning { Seeds = seeds, B0 = b0Public, B0Private = b0Private }, static (content, begin) =>
        {
            var state = new RatchetState(content);
            begin.B0Private.CopyTo(state.DHsPrivate);
            begin.B0.CopyTo(state.DHsPublic);
            begin.Seeds.Root.CopyTo(state.RK);
            begin.Seeds.HkInitiatorToResponder.CopyTo(state.NHKr);
            begin.Seeds.NhkResponderToInitiator.CopyTo(state.NHKs);
            begin.Seeds.RekeyPsk.CopyTo(state.RekeyPsk);
        });
        ratchet = new Ratchet(context, storage, slot, perDirection);
        return Refusal.None;
    }

    /// <summary>Messages sent in this epoch.</summary>
    public uint Sent { get; private set; }

    /// <summary>Messages received in this epoch.</summary>
    public uint Received { get; private set; }

    /// <summary>A copy of rekey-psk, which the caller disposes.</summary>
    public SecureData CopyRekeyPsk() => _slot.Read(0, static (content, _) => SecureData.CopyOf(RatchetState.ReadRekeyPsk(content)));

    /// <summary>RatchetEncryptHE: writes a whole DATA body.</summary>
    /// <param name="hash">BLAKE3-256 of the payload.</param>
    /// <param name="body">Receives payload length + <see cref="DataHeader.Overhead"/> bytes.</param>
    /// <returns>Limit when this direction is used up, NotConfirmed while there is no chain to send on.</returns>
    public Refusal Encrypt(DataKind kind, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> hash, Span<byte> body)
    {
        if (Sent >= _perDirection) return Refusal.Limit;
        Span<byte> nonce = stackalloc byte[XChaCha20Poly1305.NonceSize];
        SecureRandom.Fill(nonce);
        DataHeader.Write(body, _context.SessionId, kind, hash, nonce);
        var refusal = _slot.Open(new Work { Context = _context, Body = body, Payload = payload }, static (content, work) => work.Encrypt(new RatchetState(content)), Commits);
        if (refusal == Refusal.None) Sent++;
        return refusal;
    }

    /// <summary>True when a key of this session opens the header: worth reading the payload that follows.</summary>
    public bool HeaderAuthenticates(ReadOnlySpan<byte> body)
    {
        var read = new HeaderWork { Context = _context, Body = body };
        return _slot.Read(read, static (content, work) => work.OpensWithChain(content))
            || (_skipped is not null && _skipped.Read(read, static (content, work) => work.OpensWithSkipped(content)));
    }

    /// <summary>RatchetDecryptHE, atomic: a failure changes nothing.</summary>
    /// <param name="payload">Receives body length - <see cref="DataHeader.Overhead"/> bytes; zero after a failure.</param>
    /// <param name="firstOnly">Accept only the first message of the peer (n = seq = 0).</param>
    public Refusal TryDecrypt(ReadOnlySpan<byte> body, Span<byte> payload, DateTimeOffset now, bool firstOnly = false)
    {
        var work = new Decryption { Context = _context, Body = body, Payload = payload, Now = now, FirstOnly = firstOnly, PerDirection = _perDirection };
        var refusal = _skipped is null
            ? _slot.Open(work, static (content, w) => w.Decrypt(content, default), Commits)
            : Refusal.NeedsSkippedSlot;
        if (refusal == Refusal.NeedsSkippedSlot)
        {
            // The first skipped message of this epoch, or keys that wait for theirs.
            if (_skipped is null)
            {
                _skipped = _storage.Allocate(SkippedKeys.SizeFor(SessionLimits.MaxSkippedKeys), Owner(_context));
                if (_skipped is null) return Refusal.Busy;
                _oldestSkipped = now;
            }

            refusal = SecureSlot.OpenTwo(_slot, _skipped, work, static (content, skipped, w) => w.Decrypt(content, skipped), Commits);
        }

        if (refusal == Refusal.None) Received++;
        ReleaseSkippedWhenEmpty();
        return refusal;
    }

    /// <summary>Erases skipped keys older than 24 hours, and their slot when none is left.</summary>
    public void RemoveOldSkipped(DateTimeOffset now)
    {
        var limit = now - SessionLimits.MaxAge;
        if (_skipped is null || _oldestSkipped >= limit) return;
        _skipped.Open(limit, static (content, before) => new SkippedKeys(content).RemoveBefore(before));
        _oldestSkipped = limit;
        ReleaseSkippedWhenEmpty();
    }

    public void Dispose()
    {
        _slot.Dispose();
        _skipped?.Dispose();
    }

    // Slots for skipped keys are few: one is held only while there is a key in it.
    private void ReleaseSkippedWhenEmpty()
    {
        if (_skipped is null || _skipped.Read(0, static (content, _) => SkippedKeys.ReadCount(content)) > 0) return;
        _skipped.Dispose();
        _skipped = null;
    }

    // Part of what the slot authenticates: another session's sealed bytes don't open here.
    private static uint Owner(RatchetContext context) => BitConverter.ToUInt32(context.SessionId);

    private ref struct Beginning
    {
        public required SessionSeeds Seeds { get; init; }

        public required ReadOnlySpan<byte> B0 { get; init; }

        public ReadOnlySpan<byte> B0Private { get; init; }
    }

    private ref struct Work
    {
        public required RatchetContext Context { get; init; }

        public required Span<byte> Body { get; init; }

        public required ReadOnlySpan<byte> Payload { get; init; }

        public readonly Refusal Encrypt(RatchetState state)
        {
            if (!state.HasSendingChain) return Refusal.NotConfirmed;
            Span<byte> header = stackalloc byte[DataHeader.InnerSize];
            new RatchetHeader(state.PN, state.Ns, state.Sent).Write(header, state.DHsPublic);
            Context.SealHeader(state.HKs, Body[..DataHeader.OuterSize], header, Body[DataHeader.OuterSize..]);
            Span<byte> mk = stackalloc byte[RatchetKdf.KeySize];
            RatchetKdf.ChainStep(state.CKs, mk);
            state.Ns++;
            state.Sent++;
            Context.SealPayload(mk, Body, Payload);
            CryptographicOperations.ZeroMemory(mk);
            return Refusal.None;
        }
    }
}
