namespace Cpc.Sessions.Tests.Model;

/// <summary>KDF_RK and KDF_CK (protocol.md §5).</summary>
internal static class ModelKdf
{
    public static (byte[] Rk, byte[] Ck, byte[] Nhk) Rk(byte[] rk, byte[] dh)
    {
        var output = ModelCrypto.HkdfExpand(ModelCrypto.HkdfExtract(rk, dh), ModelBytes.Ascii("cpc/v1/ratchet"), 96);
        return (output[..32], output[32..64], output[64..]);
    }

    public static (byte[] MessageKey, byte[] Next) Ck(byte[] ck) =>
        (ModelCrypto.KeyedBlake2b(32, ck, [1]), ModelCrypto.KeyedBlake2b(32, ck, [2]));
}
