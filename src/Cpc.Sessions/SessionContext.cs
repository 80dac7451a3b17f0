using Cpc.Cryptography;
using Cpc.SecureMemory;

namespace Cpc.Sessions;

/// <summary>What both sides of a handshake need to know about themselves and the peer.</summary>
public sealed record SessionContext
{
    /// <summary>Name of the network; part of the prologue, so that networks don't mix.</summary>
    public required string Network { get; init; }

    public required IIdentity Identity { get; init; }

    /// <summary>Where the session keeps its keys, sealed.</summary>
    public required SecureStorage Storage { get; init; }

    /// <summary>Own Noise statics that still serve, the current one last.</summary>
    public required IReadOnlyList<OwnStatic> Statics { get; init; }

    /// <summary>The peer that the transport has authenticated.</summary>
    public required PeerId Peer { get; init; }

    /// <summary>The newest static record of the peer that was verified; null when we have not met.</summary>
    public StaticRecord? PeerRecord { get; init; }

    /// <summary>Suites this side offers, best first.</summary>
    public byte[] Suites { get; init; } = Suite.Supported.ToArray();

    /// <summary>The highest suite ever used with this peer; 0 for none. Less is a downgrade.</summary>
    public byte HighestSuite { get; init; }

    public SessionLimits Limits { get; init; } = SessionLimits.Default;

    /// <summary>The static that new handshakes use.</summary>
    public OwnStatic Static => Statics[^1];

    /// <summary>We hold a record of the peer that is valid now: KK is possible.</summary>
    public bool KnowsPeer(DateTimeOffset now) =>
        PeerRecord is { } record && now - StaticRecord.ClockSkew <= record.NotAfter && Suite.BestCommon(Suites, record.Suites) != 0;

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

    /// <summary>The best suite that our offer and every list of the peer's that we trust have in common.</summary>
    internal byte Floor(params ReadOnlySpan<byte[]?> trusted)
    {
        var best = HighestSuite;
        foreach (var suites in trusted)
        {
            if (suites is not null) best = Math.Max(best, Suite.BestCommon(Suites, suites));
        }

        return best;
    }
}
