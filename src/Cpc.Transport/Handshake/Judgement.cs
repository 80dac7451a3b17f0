using System.Security.Cryptography.X509Certificates;
using Cpc.Cryptography;

namespace Cpc.Transport;

/// <summary>Who the other side is and whether we want it. The same decision for both transports.</summary>
internal static class Judgement
{
    /// <summary>Judges who connects to us: certificate, not ourselves, admitted.</summary>
    public static TransportRefusal? OfDialer(TransportOptions options, X509Certificate? certificate, out PeerId peer)
    {
        var refusal = PeerCertificateVerifier.Verify(Der(certificate), options.TimeProvider.GetUtcNow(), out peer);
        if (refusal is not null) return refusal;
        if (peer == options.Identity.PeerId) return TransportRefusal.SelfConnection;
        return options.Admits(peer) ? null : TransportRefusal.UnknownPeer;
    }

    /// <summary>Judges whom we have reached: it must be the peer that was dialed.</summary>
    public static TransportRefusal? OfDialed(TransportOptions options, X509Certificate? certificate, PeerId expected)
    {
        var refusal = PeerCertificateVerifier.Verify(Der(certificate), options.TimeProvider.GetUtcNow(), out var peer);
        if (refusal is not null) return refusal;
        return peer == expected ? null : TransportRefusal.WrongPeer;
    }

    private static ReadOnlyMemory<byte> Der(X509Certificate? certificate) => certificate is null ? default : certificate.GetRawCertData();
}
