using Org.BouncyCastle.Crypto.Kems;
using Org.BouncyCastle.Crypto.Parameters;

namespace Cpc.Sessions.Tests.Model;

/// <summary>ML-KEM-768 (FIPS 203) from BouncyCastle, with the randomness given.</summary>
internal static class ModelKem
{
    /// <param name="seed">d | z, 64 bytes.</param>
    public static byte[] EncapsulationKey(byte[] seed) =>
        MLKemPrivateKeyParameters.FromSeed(MLKemParameters.ml_kem_768, seed).GetPublicKeyEncoded();

    /// <param name="m">32 bytes.</param>
    /// <returns>Null when the key fails §7.2.</returns>
    public static (byte[] Ct, byte[] Secret)? Encapsulate(byte[] ek, byte[] m)
    {
        if (!IsReduced(ek)) return null;
        var encapsulator = new MLKemEncapsulator(MLKemParameters.ml_kem_768);
        encapsulator.Init(new ParametersWithRandom(MLKemPublicKeyParameters.FromEncoding(MLKemParameters.ml_kem_768, ek), new ModelFixedRandom(m)));
        byte[] ct = new byte[1088], secret = new byte[32];
        encapsulator.Encapsulate(ct, 0, ct.Length, secret, 0, secret.Length);
        return (ct, secret);
    }

    public static byte[] Decapsulate(byte[] seed, byte[] ct)
    {
        var decapsulator = new MLKemDecapsulator(MLKemParameters.ml_kem_768);
        decapsulator.Init(MLKemPrivateKeyParameters.FromSeed(MLKemParameters.ml_kem_768, seed));
        var secret = new byte[32];
        decapsulator.Decapsulate(ct, 0, ct.Length, secret, 0, secret.Length);
        return secret;
    }

    // §7.2: each of the 768 coefficients of 12 bits is below q = 3329.
    private static bool IsReduced(byte[] ek)
    {
        for (var i = 0; i < 768; i++)
        {
            var two = ek[i * 12 / 8] | (ek[(i * 12 / 8) + 1] << 8);
            if (((i % 2 == 0 ? two : two >> 4) & 0xfff) >= 3329) return false;
        }

        return true;
    }
}
