using Cpc.Cryptography;

namespace Cpc.Transport.Tests;

public class ReceiveBufferTests
{
    [Fact]
    public async Task What_goes_in_in_any_pieces_comes_out_in_order()
    {
        var buffer = new ReceiveBuffer(1 << 20);
        var sent = SecureRandom.Bytes(300_000);
        var received = new MemoryStream();
        var chunk = new byte[5000];
        for (var offset = 0; offset < sent.Length;)
        {
            var count = Math.Min(1 + SecureRandom.Below(20_000), sent.Length - offset);
            Assert.Null(buffer.Append(sent.AsSpan(offset, count), end: offset + count == sent.Length));
            offset += count;
            received.Write(chunk, 0, buffer.TryRead(chunk, out _, out _) ?? 0);
        }

        while (buffer.TryRead(chunk, out _, out _) is > 0 and var count) received.Write(chunk, 0, count);
        Assert.Equal(sent, received.ToArray());
        Assert.Equal(0, buffer.TryRead(chunk, out _, out _));
        await Task.CompletedTask;
    }

    [Fact]
    public void Filling_the_window_is_allowed_and_one_byte_more_is_refused()
    {
        var buffer = new ReceiveBuffer(16384);
        Assert.Null(buffer.Append(new byte[16384], end: false));
        Assert.Equal(TransportRefusal.TooMuchData, buffer.Append(new byte[1], end: false));
    }

    [Fact]
    public void Credit_is_given_for_what_was_read_and_for_no_more()
    {
        var buffer = new ReceiveBuffer(16384);
        buffer.Append(new byte[16384], end: false);
        Assert.Equal(8191, buffer.TryRead(new byte[8191], out var credit, out _));
        Assert.Equal(0, credit);
        Assert.Equal(1, buffer.TryRead(new byte[1], out credit, out _));
        Assert.Equal(8192, credit);
        Assert.Null(buffer.Append(new byte[8192], end: false));
        Assert.Equal(TransportRefusal.TooMuchData, buffer.Append(new byte[1], end: false));
    }

    [Fact]
    public void Bytes_after_the_end_are_refused()
    {
        var buffer = new ReceiveBuffer(16384);
        Assert.Null(buffer.Append([1], end: true));
        Assert.Equal(TransportRefusal.Malformed, buffer.Append([2], end: false));
    }

    [Fact]
    public async Task A_waiting_read_is_woken_by_bytes()
    {
        var buffer = new ReceiveBuffer(16384);
        Assert.Null(buffer.TryRead(new byte[1], out _, out var arrival));
        var waiting = buffer.WaitAsync(arrival, default).AsTask();
        Assert.False(waiting.IsCompleted);
        buffer.Append([7], end: false);
        await waiting.Within();
        Assert.Equal(1, buffer.TryRead(new byte[1], out _, out _));
    }

    [Fact]
    public async Task A_waiting_read_is_woken_by_failure_and_by_cancellation()
    {
        var buffer = new ReceiveBuffer(16384);
        using var cancel = new CancellationTokenSource();
        buffer.TryRead(new byte[1], out _, out var arrival);
        var waiting = buffer.WaitAsync(arrival, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Within());
        buffer.TryRead(new byte[1], out _, out arrival);
        waiting = buffer.WaitAsync(arrival, default).AsTask();
        buffer.Fail(TransportRefusal.StreamAborted);
        await waiting.Within();
        Assert.Equal(TransportRefusal.StreamAborted, Assert.Throws<TransportException>(() => buffer.TryRead(new byte[1], out _, out _)).Refusal);
    }
}
