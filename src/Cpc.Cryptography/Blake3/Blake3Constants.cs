namespace Cpc.Cryptography;

/// <summary>The numbers of the BLAKE3 specification, §2.</summary>
internal static class Blake3Constants
{
    public const int BlockSize = 64;
    public const int ChunkSize = 1024;
    public const int KeyWords = 8;
    public const int Rounds = 7;

    // Table 3: the domain flags.
    public const uint ChunkStart = 1 << 0;
    public const uint ChunkEnd = 1 << 1;
    public const uint Parent = 1 << 2;
    public const uint Root = 1 << 3;
    public const uint Keyed = 1 << 4;
    public const uint DeriveKeyContext = 1 << 5;
    public const uint DeriveKeyMaterial = 1 << 6;

    // Table 1: the constants, those of SHA-256. The first four are a part of every compression's state.
    public const uint IV0 = 0x6a09e667;
    public const uint IV1 = 0xbb67ae85;
    public const uint IV2 = 0x3c6ef372;
    public const uint IV3 = 0xa54ff53a;

    /// <summary>Table 1; the key of the hash mode (§2.3).</summary>
    public static ReadOnlySpan<uint> InitializationVector =>
        [IV0, IV1, IV2, IV3, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    /// <summary>The message words of each round: Table 2's permutation applied 0 to 6 times.</summary>
    public static ReadOnlySpan<byte> Schedule =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8,
        3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1,
        10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6,
        12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4,
        9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7,
        11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13,
    ];
}
