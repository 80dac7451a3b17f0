namespace Cpc.Sessions.Tests.Model;

/// <summary>The header of HS1 (protocol.md §6).</summary>
internal sealed record ModelHs1(byte Pattern, byte[] HandshakeId, byte[] Exchange, uint Epoch, byte[] OldSessionId, uint SeqI, uint SeqR, byte[] Suites)
{
    public byte[] Encode() =>
    [
        1, 1, Pattern, .. HandshakeId, .. Exchange, .. ModelBytes.U32(Epoch), .. OldSessionId,
        .. ModelBytes.U32(SeqI), .. ModelBytes.U32(SeqR), (byte)Suites.Length, .. Suites,
    ];

    public static Refusal TryRead(byte[] body, out ModelHs1? header)
    {
        header = null;
        if (body.Length < 80) return Refusal.Malformed;
        if (body[0] != 1) return Refusal.Version;
        int count = body[79];
        if (body[1] != 1 || count < 1 || count > 8 || body.Length < 80 + count) return Refusal.Malformed;
        var suites = ModelBytes.Cut(body, 80, count);
        // Best first, none twice.
        if (!suites.SequenceEqual(suites.Distinct().OrderDescending())) return Refusal.Malformed;
        header = new ModelHs1(body[2], body[3..19], body[19..35], ModelBytes.U32(body, 35), body[39..71], ModelBytes.U32(body, 71), ModelBytes.U32(body, 75), suites);
        return Refusal.None;
    }
}
