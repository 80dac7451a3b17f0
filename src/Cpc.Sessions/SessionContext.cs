using Cpc.Cryptography;
using Cpc.Sessions.Noise;

namespace Cpc.Sessions;

/// <summary>What both sides of a handshake need to know about themselves and the peer.</summary>
public sealed record SessionContext
{
    /// <summary>Name of the network; part of the prologue, so that networks don't mix.</summary>
    public required string Network { get; init; }

    public required IIdentity Identity { get; init; }

    /// <summary>Own Noise static.</summary>
    public required StaticKeyPair Static { get; init; }

    /// <summary>Own static record, encoded.</summary>
    public required byte[] StaticRecord { get; init; }

    /// <summary>The peer that the transport has authenticated.</summary>
    public required PeerId Peer { get; init; }

    public SessionLimits Limits { get; init; } = SessionLimits.Default;

    /// <summary>enc("cpc/v1/prologue", network, HS1 header bytes, initiator, responder).</summary>
    internal byte[] Prologue(ReadOnlySpan<byte> hs1Header, bool initiator)
    {
        Span<byte> buffer = stackalloc byte[512];
        var enc = new Enc(buffer, 5);
        enc.Text("cpc/v1/prologue");
        enc.Text(Network);
        enc.Bytes(hs1Header);
        enc.Peer(initiator ? Identity.PeerId : Peer);
        enc.Peer(initiator ? Peer : Identity.PeerId);
        return enc.Written.ToArray();
    }
}
