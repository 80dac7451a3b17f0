using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Cpc.Transport.Datagram;

namespace Cpc.Actors.Tests.Dht.Simulation;

/// <summary>What has arrived at a node, without threads: whoever waits goes on within the call that brings something.</summary>
internal sealed class SimulatedEvents : ChannelReader<DatagramEvent>
{
    private readonly Queue<DatagramEvent> _events = new();
    private TaskCompletionSource<bool>? _waiting;

    public void Arrive(DatagramEvent received)
    {
        if (_events.Count >= DatagramEndpoint.MaxEvents) return;
        _events.Enqueue(received);
        if (_waiting is not { } waiting) return;
        _waiting = null;
        waiting.SetResult(true);
    }

    public override bool TryRead([MaybeNullWhen(false)] out DatagramEvent item) => _events.TryDequeue(out item);

    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        if (_events.Count > 0) return ValueTask.FromResult(true);
        _waiting ??= new TaskCompletionSource<bool>();
        return new ValueTask<bool>(_waiting.Task);
    }
}
