namespace Cpc.Sessions.Tests.Model;

/// <summary>Seeding (protocol.md §4).</summary>
internal sealed record ModelSeeds(byte[] Root, byte[] HkI2R, byte[] NhkR2I, byte[] RekeyPsk, byte[] SessionId)
{
    /// <param name="ss">ss_mlkem, or empty with suite 1.</param>
    public static ModelSeeds Derive(byte[] h, byte[] k1, byte[] k2, byte[] ss)
    {
        var prk = ModelCrypto.HkdfExtract(h, ModelBytes.Join(k1, k2, ss));
        byte[] Named(string name) => ModelCrypto.HkdfExpand(prk, ModelBytes.Ascii("cpc/v1/" + name), 32);
        return new ModelSeeds(Named("root"), Named("hk-i2r"), Named("nhk-r2i"), Named("rekey-psk"), Named("session-id"));
    }
}
