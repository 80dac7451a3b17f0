using System.Collections.Concurrent;
using System.Net;
using Cpc.Cryptography;
using Cpc.Transport;

namespace Cpc.Actors.Tests.Transport;

/// <summary>A transport whose dials a test answers, and whose listeners it watches.</summary>
internal sealed class FakeTransport : ITransport
{
    private readonly ConcurrentQueue<TaskCompletionSource<IPeerConnection>> _dials = new();
    private int _dialed;

    public string Name => "fake";

    public bool IsRelay { get; init; }

    /// <summary>How many dials were made.</summary>
    public int Dialed => Volatile.Read(ref _dialed);

    /// <summary>What a dial fails with before it returns; null to let the test answer.</summary>
    public TransportException? FailsAtOnce { get; set; }

    public List<FakeListener> Listeners { get; } = [];

    /// <summary>How many attempts to listen fail before one succeeds.</summary>
    public int RefusedBinds { get; set; }

    public int Binds { get; private set; }

    /// <summary>Held back until the test says so; null for at once.</summary>
    public TaskCompletionSource? BindGate { get; set; }

    public async Task<ITransportListener> ListenAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        Binds++;
        if (BindGate is { } gate) await gate.Task;
        if (RefusedBinds-- > 0) throw new TransportException(TransportRefusal.Unreachable);
        var listener = new FakeListener(endPoint.Port == 0 ? new IPEndPoint(endPoint.Address, 4747) : endPoint);
        lock (Listeners) Listeners.Add(listener);
        return listener;
    }

    public Task<IPeerConnection> DialAsync(IPEndPoint endPoint, PeerId expected, CancellationToken cancellationToken)
    {
        if (FailsAtOnce is { } failure) return Task.FromException<IPeerConnection>(failure);
        var dial = new TaskCompletionSource<IPeerConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        _dials.Enqueue(dial);
        Interlocked.Increment(ref _dialed);
        return dial.Task;
    }

    /// <summary>The dial under way, once it is.</summary>
    public async Task<TaskCompletionSource<IPeerConnection>> NextDialAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (_dials.TryDequeue(out var dial)) return dial;
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(20), "Nobody dialed.");
            await Task.Delay(5);
        }
    }
}
