namespace Cpc.Transport;

/// <summary>Chooses the transport.</summary>
public static class Transports
{
    /// <summary>QUIC where it is supported, else TLS; <see cref="QuicTransport.WhyNotSupported"/> has the reason to log.</summary>
    public static ITransport Best(TransportOptions options) => QuicTransport.IsSupported ? new QuicTransport(options) : new TlsTransport(options);
}
