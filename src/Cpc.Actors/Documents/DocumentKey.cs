using Cpc.Cryptography;

namespace Cpc.Actors.Documents;

/// <summary>Addresses a document: its issuer and the id that the issuer gave it. A peer can name its own documents
/// only, never one of ours.</summary>
public readonly record struct DocumentKey(PeerId Issuer, Guid Id)
{
    public override string ToString() => $"{Issuer}-{Id:N}";

    /// <summary>Reads the text form.</summary>
    public static bool TryParse(string text, out DocumentKey key)
    {
        key = default;
        if (text.Length != PeerId.TextLength + 33 || text[PeerId.TextLength] != '-') return false;
        if (!PeerId.TryParse(text[..PeerId.TextLength], out var issuer) || !Guid.TryParseExact(text[(PeerId.TextLength + 1)..], "N", out var id)) return false;
        key = new DocumentKey(issuer, id);
        return true;
    }
}
