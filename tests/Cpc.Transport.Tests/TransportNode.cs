using System.Collections.Concurrent;
using System.Net;
using Cpc.Cryptography;

namespace Cpc.Transport.Tests;

/// <summary>A node of a test: an identity, its options and what it has refused.</summary>
internal sealed class TransportNode
{
    public TransportNode(TestIdentity? identity = null, Func<TransportOptions, TransportOptions>? change = null)
    {
        Identity = identity ?? new TestIdentity();
        var options = new TransportOptions { Identity = Identity, Admit = _ => true, OnRefusal = (refusal, _) => Refusals.Enqueue(refusal) };
        Options = change?.Invoke(options) ?? options;
    }

    public TestIdentity Identity { get; }

    public PeerId Id => Identity.PeerId;

    public TransportOptions Options { get; }

    public ConcurrentQueue<TransportRefusal> Refusals { get; } = new();

    public static IPEndPoint Loopback => new(IPAddress.Loopback, 0);
}
