using System.Security.Cryptography;
using Cpc.Cryptography;
using Cpc.Sessions.Frames;

namespace Cpc.Sessions.DoubleRatchet;

/// <summary>One call of RatchetDecryptHE (Double Ratchet §4.6) on open slots. It may leave them half changed when it
/// refuses: they are then not sealed anew.</summary>
internal ref struct Decryption
{
    public required RatchetContext Context { get; init; }

    public required ReadOnlySpan<byte> Body { get; init; }

    public required Span<byte> Payload { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Only the first message of the peer (n = seq = 0).</summary>
    public required bool FirstOnly { get; init; }

    public required uint PerDirection { get; init; }

    /// <param name="skippedContent">Empty while no key is kept for a skipped message.</param>
    public readonly Refusal Decrypt(Span<byte> content, Span<byte> skippedContent)
    {
        var state = new RatchetState(content);
        var skipped = new SkippedKeys(skippedContent);
        Span<byte> mk = stackalloc byte[RatchetKdf.KeySize];
        Span<byte> encoded = stackalloc byte[DataHeader.InnerSize];
        try
        {
            var key = OpenHeader(state, skipped, encoded, out var index);
            if (key == HeaderKey.None) return Refusal.Undecryptable;
            var header = RatchetHeader.Read(encoded);
            var refusal = CheckBounds(state, header);
            if (refusal != Refusal.None) return refusal;

            if (key == HeaderKey.Current && header.N < state.Nr)
            {
                index = skipped.Find(state.HKr, header.N);
                key = HeaderKey.Skipped;
            }
            else if (key == HeaderKey.Skipped)
            {
                index = skipped.Find(skipped.HeaderKey(index), header.N);
            }

            refusal = key switch
            {
                HeaderKey.Skipped => TakeSkipped(skipped, index, mk),
                HeaderKey.Current => TakeCurrent(state, skipped, header, encoded[..X25519.KeySize], mk),
                _ => TakeNext(state, skipped, header, encoded[..X25519.KeySize], mk),
            };
            if (refusal != Refusal.None) return refusal;
            if (!Context.TryOpenPayload(mk, Body, Payload)) return Refusal.Undecryptable;

            state.Seen |= 1UL << (int)header.Seq;
            return Refusal.None;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(mk);
        }
    }

    private readonly Refusal CheckBounds(RatchetState state, RatchetHeader header)
    {
        if (header.Seq >= PerDirection || header.N >= PerDirection || header.PN >= PerDirection) return Refusal.Limit;
        if (header.N > header.Seq) return Refusal.Malformed;
        if ((state.Seen & (1UL << (int)header.Seq)) != 0) return Refusal.Duplicate;
        return FirstOnly && (header.N != 0 || header.Seq != 0) ? Refusal.NotConfirmed : Refusal.None;
    }

    private static Refusal TakeSkipped(SkippedKeys skipped, int index, Span<byte> mk)
    {
        if (index < 0) return Refusal.Duplicate;
        skipped.MessageKey(index).CopyTo(mk);
        skipped.RemoveAt(index);
        return Refusal.None;
    }

    private readonly Refusal TakeCurrent(RatchetState state, SkippedKeys skipped, RatchetHeader header, ReadOnlySpan<byte> dhr, Span<byte> mk)
    {
        if (!dhr.SequenceEqual(state.DHr)) return Refusal.Malformed;
        if (!TrySkip(state, skipped, header.N)) return Refusal.NeedsSkippedSlot;
        Step(state, mk);
        return Refusal.None;
    }

    private readonly Refusal TakeNext(RatchetState state, SkippedKeys skipped, RatchetHeader header, ReadOnlySpan<byte> dhr, Span<byte> mk)
    {
        if (!X25519.IsCanonical(dhr) || header.PN < (state.HasReceivingChain ? state.Nr : 0) || (!state.HasReceivingChain && header.PN != 0))
            return Refusal.Malformed;
        if (state.HasReceivingChain && !TrySkip(state, skipped, header.PN)) return Refusal.NeedsSkippedSlot;
        if (!TryTurn(state, dhr)) return Refusal.Malformed;
        if (!TrySkip(state, skipped, header.N)) return Refusal.NeedsSkippedSlot;
        Step(state, mk);
        return Refusal.None;
    }

    private static void Step(RatchetState state, Span<byte> mk)
    {
        RatchetKdf.ChainStep(state.CKr, mk);
        state.Nr++;
    }

    // SkipMessageKeysHE; false when there is something to skip and no slot to keep it in.
    private readonly bool TrySkip(RatchetState state, SkippedKeys skipped, uint until)
    {
        if (state.Nr >= until) return true;
        if (!skipped.Exists) return false;
        Span<byte> mk = stackalloc byte[RatchetKdf.KeySize];
        while (state.Nr < until)
        {
            RatchetKdf.ChainStep(state.CKr, mk);
            skipped.Add(state.HKr, mk, state.Nr, Now);
            state.Nr++;
        }

        CryptographicOperations.ZeroMemory(mk);
        return true;
    }

    // DHRatchetHE.
    private static bool TryTurn(RatchetState state, ReadOnlySpan<byte> dhr)
    {
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
    private readonly HeaderKey OpenHeader(RatchetState state, SkippedKeys skipped, Span<byte> header, out int index)
    {
        index = -1;
        if (state.HasReceivingChain && Context.TryOpenHeader(state.HKr, Body, header)) return HeaderKey.Current;
        if (Context.TryOpenHeader(state.NHKr, Body, header)) return HeaderKey.Next;
        for (var i = skipped.Exists ? skipped.Count - 1 : -1; i >= 0; i--)
        {
            // Keys of one chain stand together and share their header key.
            if (i < skipped.Count - 1 && skipped.HeaderKey(i).SequenceEqual(skipped.HeaderKey(i + 1))) continue;
            if (!Context.TryOpenHeader(skipped.HeaderKey(i), Body, header)) continue;
            index = i;
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
