namespace Cpc.Transport.Tests;

/// <summary>Two nodes connected with each other.</summary>
internal sealed class TransportPair(TransportNode server, ITransportListener listener, IPeerConnection dialed, IPeerConnection accepted) : IAsyncDisposable
{
    public TransportNode Server => server;

    public ITransportListener Listener => listener;

    public IPeerConnection Dialed => dialed;

    public IPeerConnection Accepted => accepted;

    /// <summary>A stream opened by the dialer, with one byte sent and received.</summary>
    public async Task<(PeerStream Ours, PeerStream Theirs)> StreamAsync()
    {
        var ours = await dialed.OpenStreamAsync(default).Within();
        await ours.WriteAsync(new byte[] { 42 }).Within();
        var theirs = await accepted.AcceptStreamAsync(default).Within();
        Assert.Equal(1, await theirs.ReadAsync(new byte[1]).Within());
        return (ours, theirs);
    }

    public async ValueTask DisposeAsync()
    {
        await dialed.DisposeAsync().Within();
        await accepted.DisposeAsync().Within();
        await listener.DisposeAsync().Within();
    }
}
