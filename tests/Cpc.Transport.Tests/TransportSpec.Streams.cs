using System.Security.Cryptography;
using Cpc.Cryptography;

namespace Cpc.Transport.Tests;

/// <summary>What streams do and what ends them.</summary>
public abstract partial class TransportSpec
{
    [SkippableFact]
    public async Task A_stream_carries_bytes_both_ways_and_ends_in_order()
    {
        await using var pair = await ConnectAsync();
        await using var ours = await pair.Dialed.OpenStreamAsync(default).Within();
        await ours.WriteAsync("invoice"u8.ToArray(), completeWrites: true, default).Within();
        await using var theirs = await pair.Accepted.AcceptStreamAsync(default).Within();
        Assert.Equal("invoice"u8.ToArray(), await ReadToEndAsync(theirs));
        await theirs.WriteAsync("receipt"u8.ToArray()).Within();
        await theirs.CompleteWritesAsync(default).Within();
        Assert.Equal("receipt"u8.ToArray(), await ReadToEndAsync(ours));
        Assert.Equal(0, await ours.ReadAsync(new byte[1]).Within());
    }

    [SkippableFact]
    public async Task The_accepting_side_opens_streams_too()
    {
        await using var pair = await ConnectAsync();
        await using var ours = await pair.Accepted.OpenStreamAsync(default).Within();
        await ours.WriteAsync("quote"u8.ToArray(), completeWrites: true, default).Within();
        await using var theirs = await pair.Dialed.AcceptStreamAsync(default).Within();
        Assert.Equal("quote"u8.ToArray(), await ReadToEndAsync(theirs));
    }

    [SkippableFact]
    public async Task Many_streams_at_once_keep_their_bytes_apart()
    {
        await using var pair = await ConnectAsync();
        var serving = Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            await using var stream = await pair.Accepted.AcceptStreamAsync(default);
            var buffer = new byte[3000];
            while (await stream.ReadAsync(buffer) is > 0 and var count) await stream.WriteAsync(buffer.AsMemory(0, count));
            await stream.CompleteWritesAsync(default);
        }));
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            await using var stream = await pair.Dialed.OpenStreamAsync(default);
            var sent = SecureRandom.Bytes(1 + (i * 331));
            var reading = ReadToEndAsync(stream);
            for (var offset = 0; offset < sent.Length; offset += 2000) await stream.WriteAsync(sent.AsMemory(offset, Math.Min(2000, sent.Length - offset)));
            await stream.CompleteWritesAsync(default);
            Assert.Equal(sent, await reading);
        })).Within();
        await serving.Within();
    }

    [SkippableFact]
    public async Task Thirty_two_mebibytes_arrive_intact()
    {
        await using var pair = await ConnectAsync();
        var (ours, theirs) = await pair.StreamAsync();
        await using (ours)
        await using (theirs)
        {
            var sent = SecureRandom.Bytes(32 * 1024 * 1024);
            var hashing = SHA256.HashDataAsync(theirs).AsTask();
            await ours.WriteAsync(sent, completeWrites: true, default).Within();
            Assert.Equal(SHA256.HashData(sent), await hashing.Within());
        }
    }

    [SkippableFact]
    public async Task An_unread_stream_makes_its_own_sender_wait_and_no_other()
    {
        await using var pair = await ConnectAsync();
        var (stuck, unread) = await pair.StreamAsync();
        using var cancel = new CancellationTokenSource();
        long written = 0;
        var writing = Task.Run(async () =>
        {
            var block = new byte[64 * 1024];
            while (true)
            {
                await stuck.WriteAsync(block, cancel.Token);
                Interlocked.Add(ref written, block.Length);
            }
        });
        long before;
        do
        {
            before = Interlocked.Read(ref written);
            await Task.Delay(500);
        }
        while (Interlocked.Read(ref written) != before);

        Assert.False(writing.IsCompleted);
        Assert.InRange(written, 1, 16 * 1024 * 1024);
        for (var i = 0; i < 5; i++)
        {
            var (ours, theirs) = await pair.StreamAsync();
            var sent = SecureRandom.Bytes(1024 * 1024);
            var reading = ReadToEndAsync(theirs);
            await ours.WriteAsync(sent, completeWrites: true, default).Within();
            Assert.Equal(sent, await reading);
            await ours.DisposeAsync().Within();
            await theirs.DisposeAsync().Within();
        }

        // Reading sets it free again.
        var read = 0;
        var buffer = new byte[256 * 1024];
        while (read < 4 * 1024 * 1024) read += await unread.ReadAsync(buffer).Within();
        await Waiting.Until(() => Interlocked.Read(ref written) > before);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing.Within());
    }

    [SkippableFact]
    public async Task One_direction_ends_and_the_other_goes_on()
    {
        await using var pair = await ConnectAsync();
        var (ours, theirs) = await pair.StreamAsync();
        await using (ours)
        await using (theirs)
        {
            await ours.CompleteWritesAsync(default).Within();
            Assert.Equal(0, await theirs.ReadAsync(new byte[1]).Within());
            for (var i = 0; i < 10; i++)
            {
                await theirs.WriteAsync(new byte[] { (byte)i }).Within();
                var answer = new byte[1];
                Assert.Equal(1, await ours.ReadAsync(answer).Within());
                Assert.Equal(i, answer[0]);
            }

            await Assert.ThrowsAnyAsync<Exception>(() => ours.WriteAsync(new byte[1]).Within());
        }
    }

    [SkippableFact]
    public async Task An_abort_is_seen_by_the_other_side_and_leaves_other_streams_alone()
    {
        await using var pair = await ConnectAsync();
        var (other, otherEnd) = await pair.StreamAsync();
        var (ours, theirs) = await pair.StreamAsync();
        var reading = theirs.ReadAsync(new byte[1]).AsTask();
        ours.Abort();
        await reading.Refused(TransportRefusal.StreamAborted);
        await WriteUntilRefusedAsync(theirs);
        await ours.ReadAsync(new byte[1]).AsTask().Refused(TransportRefusal.StreamAborted);

        await other.WriteAsync(new byte[] { 1 }).Within();
        Assert.Equal(1, await otherEnd.ReadAsync(new byte[1]).Within());
    }

    [SkippableFact]
    public async Task A_stream_disposed_before_its_end_does_not_look_complete()
    {
        await using var pair = await ConnectAsync();
        var (ours, theirs) = await pair.StreamAsync();
        var reading = theirs.ReadAsync(new byte[1]).AsTask();
        await ours.DisposeAsync().Within();
        await reading.Refused(TransportRefusal.StreamAborted);
    }

    [SkippableFact]
    public async Task A_complete_message_survives_the_disposal_of_its_sender()
    {
        await using var pair = await ConnectAsync();
        var (ours, theirs) = await pair.StreamAsync();
        var sent = SecureRandom.Bytes(100_000);
        await ours.WriteAsync(sent, completeWrites: true, default).Within();
        var disposing = ours.DisposeAsync();
        Assert.Equal(sent, await ReadToEndAsync(theirs));
        await theirs.DisposeAsync().Within();
        await disposing.Within();
    }

    [SkippableFact]
    public async Task A_read_that_is_given_up_aborts_its_direction_and_not_the_other()
    {
        await using var pair = await ConnectAsync();
        var (ours, theirs) = await pair.StreamAsync();
        await using (ours)
        await using (theirs)
        {
            using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ours.ReadAsync(new byte[1], cancel.Token).Within());
            await ours.ReadAsync(new byte[1]).AsTask().Refused(TransportRefusal.StreamAborted);
            await WriteUntilRefusedAsync(theirs);
            await ours.WriteAsync(new byte[] { 5 }).Within();
            Assert.Equal(1, await theirs.ReadAsync(new byte[1]).Within());
        }
    }

    [SkippableFact]
    public async Task A_write_that_is_given_up_aborts_its_stream()
    {
        await using var pair = await ConnectAsync();
        var (ours, theirs) = await pair.StreamAsync();
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (true) await ours.WriteAsync(new byte[100_000], cancel.Token).AsTask().Within();
        });
        await Assert.ThrowsAsync<TransportException>(() => ReadToEndAsync(theirs));
        await Assert.ThrowsAsync<TransportException>(() => ours.WriteAsync(new byte[1]).Within());
    }

    [SkippableFact]
    public async Task A_stream_beyond_the_limit_waits_until_another_has_ended()
    {
        await using var pair = await ConnectAsync(server: o => o with { MaximumInboundStreams = 4 });
        var open = new List<(PeerStream Ours, PeerStream Theirs)>();
        for (var i = 0; i < 4; i++) open.Add(await pair.StreamAsync());
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pair.Dialed.OpenStreamAsync(cancel.Token).Within());

        var fifth = pair.Dialed.OpenStreamAsync(default).AsTask();
        Assert.False(fifth.IsCompleted);
        open[2].Ours.Abort();
        await open[2].Theirs.DisposeAsync().Within();
        await open[2].Ours.DisposeAsync().Within();
        await using var stream = await fifth.Within();
        await stream.WriteAsync(new byte[] { 1 }).Within();
        await using var arrived = await pair.Accepted.AcceptStreamAsync(default).Within();
        Assert.Equal(1, await arrived.ReadAsync(new byte[1]).Within());
    }

    [SkippableFact]
    public async Task Places_for_streams_come_back_again_and_again()
    {
        await using var pair = await ConnectAsync(server: o => o with { MaximumInboundStreams = 4 });
        for (var i = 0; i < 200; i++)
        {
            var (ours, theirs) = await pair.StreamAsync();
            if (i % 2 == 0) await ours.CompleteWritesAsync(default).Within();
            var disposing = ours.DisposeAsync();
            await theirs.DisposeAsync().Within();
            await disposing.Within();
        }
    }

    [SkippableFact]
    public async Task What_is_sent_right_after_connecting_arrives()
    {
        var (node, listener) = await ListenAsync();
        await using (listener)
        {
            await using var dialed = await Create(new TransportNode().Options).DialAsync(listener.LocalEndPoint, node.Id, default).Within();
            await using var ours = await dialed.OpenStreamAsync(default).Within();
            await ours.WriteAsync("at once"u8.ToArray(), completeWrites: true, default).Within();
            await using var accepted = await listener.AcceptAsync(default).Within();
            await using var theirs = await accepted.AcceptStreamAsync(default).Within();
            Assert.Equal("at once"u8.ToArray(), await ReadToEndAsync(theirs));
        }
    }

    /// <summary>Writes until the news that nobody reads has come.</summary>
    private protected static async Task WriteUntilRefusedAsync(PeerStream stream)
    {
        var refused = await Assert.ThrowsAsync<TransportException>(async () =>
        {
            for (var i = 0; i < 6000; i++)
            {
                await stream.WriteAsync(new byte[1]).Within();
                await Task.Delay(10);
            }
        });
        Assert.Equal(TransportRefusal.StreamAborted, refused.Refusal);
    }
}
