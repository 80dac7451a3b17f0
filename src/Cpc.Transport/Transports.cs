using Cpc.Transport.Udp;

namespace Cpc.Transport;

/// <summary>Chooses the transport.</summary>
public static class Transports
{
    /// <summary>Why QUIC can't be used on this machine, in plain words with the remedy; null when it can.</summary>
    public static string? WhyNoQuic =>
        OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsWindows()
            ? QuicTransport.WhyNotSupported
            : "QUIC is not available on this operating system.";

    /// <summary>QUIC where it is supported, else TLS; <see cref="WhyNoQuic"/> has the reason to log.</summary>
    public static ITransport Best(TransportOptions options) => All(options)[0];

    /// <summary>All that this machine supports, best first.</summary>
    /// <param name="options">What both need to know.</param>
    /// <param name="relay">Makes what lets QUIC use the node's public socket; null for sockets of its own.</param>
    public static IReadOnlyList<ITransport> All(TransportOptions options, Func<QuicRelay>? relay = null) =>
        WhyNoQuic is null ? [Quic(options, relay), new TlsTransport(options)] : [new TlsTransport(options)];

    /// <summary>QUIC.</summary>
    /// <inheritdoc cref="All"/>
    /// <exception cref="TransportException">NotSupported.</exception>
    public static ITransport Quic(TransportOptions options, Func<QuicRelay>? relay = null) =>
        QuicTransport.IsSupported ? new QuicTransport(options, relay?.Invoke()) : throw new TransportException(TransportRefusal.NotSupported);
}
