namespace Cpc.Transport;

/// <summary>
/// Our current certificate, remade at half of its life, so that a process may run for years. The former one is left
/// to the collector: handshakes in progress still use it.
/// </summary>
internal sealed class CertificateSource(TransportOptions options)
{
    private readonly Lock _gate = new();
    private PeerCertificate? _current;

    public PeerCertificate Current
    {
        get
        {
            lock (_gate)
            {
                if (_current is null || options.TimeProvider.GetUtcNow() >= _current.RenewAfter)
                {
                    _current = PeerCertificate.Create(options.Identity, options.TimeProvider);
                }

                return _current;
            }
        }
    }
}
