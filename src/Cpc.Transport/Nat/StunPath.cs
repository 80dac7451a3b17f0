using System.Collections.Concurrent;

namespace Cpc.Transport.Nat;

/// <summary>The way to one STUN or TURN server: pairs answers with requests, and hands on what is neither.</summary>
public abstract class StunPath : IAsyncDisposable
{
    private readonly ConcurrentDictionary<UInt128, TaskCompletionSource<StunMessage>> _pending = new();

    /// <summary>Indications, and what is no STUN (channel data). Called on the reading thread: quick, and never throws.</summary>
    internal Action<StunMessage>? OnIndication { get; set; }

    /// <inheritdoc cref="OnIndication"/>
    internal Action<ReadOnlyMemory<byte>>? OnChannelData { get; set; }

    /// <summary>Sends once, expecting nothing.</summary>
    /// <exception cref="TransportException">Unreachable or Closed.</exception>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken);

    /// <summary>Sends a request, again as its transport demands, and waits for the answer.</summary>
    /// <returns>Null when none came in time.</returns>
    /// <exception cref="TransportException">Unreachable or Closed.</exception>
    public abstract Task<StunMessage?> RequestAsync(byte[] request, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    /// <summary>Awaits the answer to what <paramref name="send"/> sends, once for each wait.</summary>
    private protected async Task<StunMessage?> RequestAsync(byte[] request, IEnumerable<TimeSpan> waits, Func<ValueTask> send, TimeProvider time, CancellationToken cancellationToken)
    {
        var id = IdOf(request.AsSpan(8, StunMessage.TransactionIdSize));
        var answer = new TaskCompletionSource<StunMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_pending.TryAdd(id, answer)) throw new ArgumentException("The transaction is under way.", nameof(request));
        try
        {
            foreach (var wait in waits)
            {
                await send().ConfigureAwait(false);
                try
                {
                    return await answer.Task.WaitAsync(wait, time, cancellationToken).ConfigureAwait(false);
                }
                catch (TimeoutException)
                {
                    // Sent again, unless that was the last time.
                }
            }

            return null;
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    /// <summary>What has arrived from the server. Anything that fits nowhere is dropped: whoever sent it learns nothing.</summary>
    private protected void Take(ReadOnlyMemory<byte> packet)
    {
        if (packet.Length > 0 && (packet.Span[0] & 0xC0) != 0)
        {
            OnChannelData?.Invoke(packet);
            return;
        }

        if (StunMessage.TryParse(packet.Span) is not { } message) return;
        if (message.Class is StunClass.Success or StunClass.Error)
        {
            if (_pending.TryGetValue(IdOf(message.TransactionId), out var waiting)) waiting.TrySetResult(message);
        }
        else if (message.Class == StunClass.Indication)
        {
            OnIndication?.Invoke(message);
        }
    }

    /// <summary>The way is gone: whoever waits hears so.</summary>
    private protected void Fail(TransportRefusal refusal)
    {
        foreach (var waiting in _pending.Values) waiting.TrySetException(new TransportException(refusal));
    }

    private static UInt128 IdOf(ReadOnlySpan<byte> transactionId)
    {
        UInt128 id = 0;
        foreach (var b in transactionId) id = (id << 8) | b;
        return id;
    }
}
