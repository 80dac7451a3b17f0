namespace Cpc.Transport.Tests;

public class TlsStallTests
{
    [Fact]
    public async Task A_peer_that_sends_pings_and_reads_nothing_does_not_hold_the_connection()
    {
        var node = new TransportNode(change: o => o with { IdleTimeout = TimeSpan.FromSeconds(2) });
        await using var listener = await new TlsTransport(node.Options).ListenAsync(TransportNode.Loopback, default);
        using var certificate = TestCertificates.Make(new TestIdentity());
        await using var raw = await RawTls.ConnectAsync(listener.LocalEndPoint, certificate, node.Options.Network).Within();
        await using var accepted = await listener.AcceptAsync(default).Within();

        // A window of 1 GiB: only TCP makes the writer wait.
        var settings = new byte[FrameHeader.Size + FrameHeader.SettingsLength];
        new FrameHeader(FrameKind.Settings, FrameFlags.None, FrameHeader.SettingsLength, 0).Write(settings);
        settings[FrameHeader.Size] = 0x40;
        settings[^1] = 1;
        await raw.WriteAsync(settings).AsTask().Within();
        var stream = await accepted.OpenStreamAsync(default).Within();
        var writing = Task.Run(async () =>
        {
            while (true) await stream.WriteAsync(new byte[1024 * 1024]);
        });
        var ping = new byte[FrameHeader.Size + FrameHeader.PingLength];
        new FrameHeader(FrameKind.Ping, FrameFlags.None, FrameHeader.PingLength, 0).Write(ping);
        while (!accepted.Completion.IsCompleted)
        {
            try
            {
                await raw.WriteAsync(ping).AsTask().Within();
            }
            catch (IOException)
            {
                // Cut off.
            }

            await Task.Delay(100);
        }

        Assert.Equal(new ConnectionEnd(CloseReason.IdleTimeout, ByPeer: false), await accepted.Completion);
        await writing.Refused(TransportRefusal.Timeout);
    }
}
