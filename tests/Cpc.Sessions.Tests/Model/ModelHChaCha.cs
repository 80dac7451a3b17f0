using System.Numerics;

namespace Cpc.Sessions.Tests.Model;

/// <summary>HChaCha20 (draft-irtf-cfrg-xchacha §2.2): the rounds of ChaCha20 without the final addition.</summary>
internal static class ModelHChaCha
{
    private static readonly int[][] Quarters =
    [
        [0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
        [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14],
    ];

    /// <param name="nonce">Its first 16 bytes count.</param>
    public static byte[] Subkey(byte[] key, byte[] nonce)
    {
        byte[] bytes = [.. "expand 32-byte k"u8, .. key, .. nonce[..16]];
        uint[] x = [.. Enumerable.Range(0, 16).Select(i => BitConverter.ToUInt32(bytes, 4 * i))];
        for (var round = 0; round < 10; round++)
        {
            foreach (var q in Quarters) QuarterRound(x, q[0], q[1], q[2], q[3]);
        }

        return [.. new[] { 0, 1, 2, 3, 12, 13, 14, 15 }.SelectMany(i => BitConverter.GetBytes(x[i]))];
    }

    private static void QuarterRound(uint[] x, int a, int b, int c, int d)
    {
        Half(x, a, b, d, 16);
        Half(x, c, d, b, 12);
        Half(x, a, b, d, 8);
        Half(x, c, d, b, 7);
    }

    private static void Half(uint[] x, int sum, int addend, int rotated, int by)
    {
        x[sum] += x[addend];
        x[rotated] = BitOperations.RotateLeft(x[rotated] ^ x[sum], by);
    }
}
