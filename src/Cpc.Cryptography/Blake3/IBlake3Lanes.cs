namespace Cpc.Cryptography;

/// <summary>A vector of 32-bit words, word i belonging to the i-th of several chunks (BLAKE3 §5.3).</summary>
/// <typeparam name="TVector">Vector128, Vector256 or Vector512 of UInt32.</typeparam>
internal unsafe interface IBlake3Lanes<TVector> where TVector : unmanaged
{
    /// <summary>Words in a vector: 4, 8 or 16.</summary>
    static abstract int Width { get; }

    static abstract TVector Broadcast(uint word);

    static abstract TVector Load(uint* words);

    static abstract void Store(TVector vector, void* destination);

    static abstract TVector Xor(TVector a, TVector b);

    /// <summary>G (§2.2) on four columns or four diagonals at once.</summary>
    /// <remarks>Each step is done on all four before the next, in place, one operation to a statement. So the compiler
    /// keeps the 16 vectors of the state in registers: with AVX2, which has 16, that took a third of the time of four
    /// G one after another.</remarks>
    /// <param name="m">16 vectors of message words.</param>
    /// <param name="s">The numbers of the eight words used, G by G.</param>
    static abstract void FourG(
        ref TVector a0, ref TVector a1, ref TVector a2, ref TVector a3,
        ref TVector b0, ref TVector b1, ref TVector b2, ref TVector b3,
        ref TVector c0, ref TVector c1, ref TVector c2, ref TVector c3,
        ref TVector d0, ref TVector d1, ref TVector d2, ref TVector d3,
        byte* m, byte* s);

    /// <summary>Joins 16 bytes of every fourth row: offsets[0], [4], [8] and [12], as far as the width goes.</summary>
    static abstract TVector JoinRows(byte* rows, nint* offsets);

    /// <summary>The inverse: writes 16 bytes each to destination, + 4 × stride, + 8 × stride, + 12 × stride.</summary>
    static abstract void SplitRows(TVector vector, byte* destination, nint stride);

    // Interleaves words or pairs of words within each 128 bits, as the x86 instructions of this name.
    static abstract TVector UnpackLow(TVector a, TVector b);

    static abstract TVector UnpackHigh(TVector a, TVector b);

    static abstract TVector UnpackLowPairs(TVector a, TVector b);

    static abstract TVector UnpackHighPairs(TVector a, TVector b);
}
