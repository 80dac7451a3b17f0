namespace Cpc.Cryptography;

/// <summary>How wide the compression function runs: the lanes of one vector (BLAKE3 §5.3).</summary>
internal enum Blake3Path
{
    /// <summary>One block at a time, in 32-bit registers.</summary>
    Scalar,

    /// <summary>4 chunks at a time; SSE4.1 or ARM's AdvSimd.</summary>
    Vector128,

    /// <summary>8 chunks at a time; AVX2.</summary>
    Vector256,

    /// <summary>16 chunks at a time; AVX-512.</summary>
    Vector512,
}
