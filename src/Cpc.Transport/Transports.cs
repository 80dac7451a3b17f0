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
    public static IReadOnlyList<ITransport> All(TransportOptions options) =>
        WhyNoQuic is null ? [Quic(options), new TlsTransport(options)] : [new TlsTransport(options)];

    /// <summary>QUIC.</summary>
    /// <exception cref="TransportException">NotSupported.</exception>
    public static ITransport Quic(TransportOptions options) =>
        QuicTransport.IsSupported ? new QuicTransport(options) : throw new TransportException(TransportRefusal.NotSupported);
}
