using System.Net;
using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions.Frames;
using Cpc.Transport;

namespace Cpc.Benchmarks;

/// <summary>Two peers on loopback over one transport; the other side answers each stream as its first byte asks.</summary>
internal sealed class TransportRig : IDisposable
{
    public const byte Echo = 1, Exchange = 2, Discard = 3;

    /// <summary>Bytes of a request, and of its answer.</summary>
    public const int Request = 1 << 10;

    private static readonly Lazy<SecureStorage> Storage = new(() => SecureStorage.Create(new SecureStorageOptions { WhenNotLocked = WhenNotLocked.Warn }).Storage!);

    private readonly SessionPeer _alice = new(Storage.Value);
    private readonly SessionPeer _bob = new(Storage.Value);
    private readonly ITransport _dialer;
    private readonly ITransportListener _listener;

    public TransportRig(Func<TransportOptions, ITransport> transport)
    {
        _dialer = transport(Options(_alice));
        _listener = transport(Options(_bob)).ListenAsync(new IPEndPoint(IPAddress.Loopback, 0), default).GetAwaiter().GetResult();
        _ = Task.Run(ServeAsync);
    }

    public Task<IPeerConnection> ConnectAsync() => _dialer.DialAsync(_listener.LocalEndPoint, _bob.Identity.PeerId, default);

    public void Dispose()
    {
        _listener.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _alice.Dispose();
        _bob.Dispose();
    }

    public static async Task<PeerStream> OpenAsync(IPeerConnection connection, byte what)
    {
        var stream = await connection.OpenStreamAsync(default);
        await stream.WriteAsync(new[] { what });
        return stream;
    }

    /// <summary>A fresh session on a stream of its own: KK with suite 2, a document of 1.5 KB, a receipt that is verified.</summary>
    public async Task ExchangeAsync(IPeerConnection connection)
    {
        using var line = await OpenSessionAsync(connection);
        await RequestAsync(line, new byte[1500]);
    }

    public async Task<SessionLine> OpenSessionAsync(IPeerConnection connection) =>
        await SessionLine.OpenAsync(await OpenAsync(connection, Exchange), _alice.Knowing(_bob));

    public async Task RequestAsync(SessionLine line, byte[] document)
    {
        await line.SendAsync(DataKind.Document, document);
        var receipt = await line.ReceiveAsync() ?? throw new InvalidOperationException("No receipt.");
        if (!Ed25519.Verify(_bob.Identity.PeerId.ToArray(), receipt.AsSpan(0, Blake3.HashSize), receipt.AsSpan(Blake3.HashSize))) throw new InvalidOperationException("Not signed.");
    }

    private static TransportOptions Options(SessionPeer peer) => new()
    {
        Identity = peer.Identity,
        Admit = _ => true,
        MaximumConnectionsPerPeer = 1024,
        // The streams of all benchmarks stand at once.
        MaximumInboundStreams = 256,
    };

    private async Task ServeAsync()
    {
        while (true)
        {
            var connection = await _listener.AcceptAsync(default);
            _ = Task.Run(() => ServeAsync(connection));
        }
    }

    private async Task ServeAsync(IPeerConnection connection)
    {
        try
        {
            while (true)
            {
                var stream = await connection.AcceptStreamAsync(default);
                _ = Task.Run(() => ServeAsync(stream));
            }
        }
        catch (TransportException)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task ServeAsync(PeerStream stream)
    {
        try
        {
            var buffer = new byte[64 << 10];
            await stream.ReadExactlyAsync(buffer.AsMemory(0, 1));
            switch (buffer[0])
            {
                case Echo:
                    while (await stream.ReadAtLeastAsync(buffer.AsMemory(0, Request), Request, throwOnEndOfStream: false) == Request)
                        await stream.WriteAsync(buffer.AsMemory(0, Request));
                    await stream.CompleteWritesAsync(default);
                    stream.Dispose();
                    break;
                case Discard:
                    while (await stream.ReadAsync(buffer) > 0)
                    {
                    }

                    await stream.WriteAsync(new byte[1], completeWrites: true, default);
                    stream.Dispose();
                    break;
                case Exchange:
                    await AnswerAsync(stream);
                    break;
            }
        }
        catch (IOException)
        {
            stream.Dispose();
        }
    }

    private async Task AnswerAsync(PeerStream stream)
    {
        using var line = await SessionLine.AcceptAsync(stream, _bob.Knowing(_alice));
        while (await line.ReceiveAsync() is { } document)
        {
            var receipt = new byte[Blake3.HashSize + Ed25519.SignatureSize];
            Blake3.Hash(document).CopyTo(receipt, 0);
            _bob.Identity.Sign(receipt.AsSpan(0, Blake3.HashSize), receipt.AsSpan(Blake3.HashSize));
            await line.SendAsync(DataKind.Receipt, receipt);
        }
    }
}
