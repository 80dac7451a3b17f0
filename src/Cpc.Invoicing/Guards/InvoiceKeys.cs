using System.Collections.Immutable;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Guards;

/// <summary>The keys of the invoices that are here. The first content of a key stays: a second one is never taken for it.</summary>
public sealed record InvoiceKeys
{
    private InvoiceKeys(ImmutableDictionary<InvoiceKey, ContentHash> known) => Known = known;

    public static InvoiceKeys Empty { get; } = new(ImmutableDictionary<InvoiceKey, ContentHash>.Empty);

    public ImmutableDictionary<InvoiceKey, ContentHash> Known { get; }

    /// <param name="hash">BLAKE3 of the document as encoded.</param>
    public KeyVerdict Check(InvoiceKey key, ContentHash hash)
    {
        if (!Known.TryGetValue(key, out var first)) return KeyVerdict.New;
        return first == hash ? KeyVerdict.Same : KeyVerdict.Conflict;
    }

    /// <summary>Takes a new key; of one that is here the first content stays.</summary>
    public InvoiceKeys Add(InvoiceKey key, ContentHash hash) => Known.ContainsKey(key) ? this : new InvoiceKeys(Known.Add(key, hash));

    /// <summary>Gives a key free again, if that content has it.</summary>
    public InvoiceKeys Release(InvoiceKey key, ContentHash hash) => Check(key, hash) == KeyVerdict.Same ? new InvoiceKeys(Known.Remove(key)) : this;

    public override string ToString() => $"InvoiceKeys({Known.Count})";
}
