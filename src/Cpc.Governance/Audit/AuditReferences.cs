using Cpc.Cryptography;

namespace Cpc.Governance.Audit;

/// <summary>
/// Keyed hashes that stand for people and documents: equal for equal things in one node's log, meaningless without
/// the pepper.
/// </summary>
/// <param name="keyedHash">BLAKE2b-256 keyed with the pepper, which stays where it is.</param>
public sealed class AuditReferences(KeyedHash keyedHash)
{
    public byte[] Actor(string actor) => Keyed(1, System.Text.Encoding.UTF8.GetBytes(actor));

    public byte[] Counterparty(PeerId peer) => Keyed(2, peer.ToArray());

    public byte[] Document(PeerId issuer, Guid documentId) => Keyed(3, [.. issuer.ToArray(), .. documentId.ToByteArray(bigEndian: true)]);

    private byte[] Keyed(byte domain, byte[] value)
    {
        var digest = new byte[32];
        keyedHash([domain, .. value], digest);
        return digest;
    }
}
