using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Cpc.Transport.Nat;

namespace Cpc.Transport.Tests.Nat;

/// <summary>A TURN server over TCP that answers as a test says. The first connection is the control connection.</summary>
internal sealed class FakeTurnTcpServer : IDisposable
{
    private readonly TcpListener _listener = new(TransportNode.Loopback);
    private readonly Func<StunMessage, byte[]?> _answer;
    private readonly List<TcpClient> _clients = [];
    private readonly Task _running;

    public FakeTurnTcpServer(Func<StunMessage, byte[]?> answer)
    {
        _answer = answer;
        _listener.Start();
        _running = RunAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public int Connections
    {
        get
        {
            lock (_clients) return _clients.Count;
        }
    }

    private TcpClient Control
    {
        get
        {
            lock (_clients) return _clients[0];
        }
    }

    /// <summary>Sends an indication over the control connection.</summary>
    public Task IndicateAsync(StunWriter indication) => Control.GetStream().WriteAsync(indication.ToBytes()).AsTask();

    public void DropControl() => Control.Close();

    public void Dispose()
    {
        _listener.Stop();
        lock (_clients)
        {
            foreach (var client in _clients) client.Dispose();
        }

        _running.Wait(TimeSpan.FromSeconds(10));
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                lock (_clients) _clients.Add(client);
                _ = ServeAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        try
        {
            while (true)
            {
                var header = new byte[StunMessage.HeaderSize];
                await stream.ReadExactlyAsync(header);
                var body = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2))];
                await stream.ReadExactlyAsync(body);
                if (StunMessage.TryParse([.. header, .. body]) is { } request && _answer(request) is { } answer) await stream.WriteAsync(answer);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Closed by either side.
        }
    }
}
