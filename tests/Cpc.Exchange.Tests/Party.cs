using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions;

namespace Cpc.Exchange.Tests;

/// <summary>Somebody with an identity.</summary>
internal sealed class Party : IDisposable
{
    private readonly SecureData _seed = SecureData.Random(32);

    public Party() => Identity = new Identity(_seed);

    public Identity Identity { get; }

    public PeerId Id => Identity.PeerId;

    public void Dispose()
    {
        Identity.Dispose();
        _seed.Dispose();
    }
}
