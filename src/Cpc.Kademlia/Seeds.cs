using System.Formats.Cbor;

namespace Cpc.Kademlia;

/// <summary>Contacts kept for the next start: a canonical CBOR array of at most 60. What is restored is asked before it
/// is believed, as any claim.</summary>
public static class Seeds
{
    /// <param name="contacts">The longest-known first; at most 60 are kept.</param>
    public static byte[] Save(IEnumerable<Contact> contacts)
    {
        var kept = contacts.Take(KademliaConstants.MaxSeeds).ToList();
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(kept.Count);
        foreach (var contact in kept) writer.WriteByteString(ContactCodec.Encode(contact));
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <returns>Malformed when the bytes are anything else than saved seeds; there are then none.</returns>
    public static KademliaRefusal TryRestore(ReadOnlyMemory<byte> saved, out IReadOnlyList<Contact> seeds)
    {
        var read = CborReading.TryRead(saved, reader => reader.ReadContacts(KademliaConstants.MaxSeeds));
        seeds = read ?? [];
        return read is null ? KademliaRefusal.Malformed : KademliaRefusal.None;
    }
}
