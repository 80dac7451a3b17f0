namespace Cpc.Transport.Datagram;

/// <summary>A question under way, and the parts of its answer so far.</summary>
internal sealed class AskedQuestion(DatagramPeer peer)
{
    private ReadOnlyMemory<byte>?[]? _parts;

    public DatagramPeer Peer { get; } = peer;

    /// <summary>Takes a part.</summary>
    /// <returns>The whole answer once it is complete.</returns>
    public ReadOnlyMemory<byte>? Take(int part, int parts, ReadOnlySpan<byte> body)
    {
        _parts ??= new ReadOnlyMemory<byte>?[parts];
        if (_parts.Length != parts) return null;
        _parts[part] = body.ToArray();
        if (!Array.TrueForAll(_parts, p => p is not null)) return null;
        return _parts.SelectMany(p => p!.Value.ToArray()).ToArray();
    }
}
