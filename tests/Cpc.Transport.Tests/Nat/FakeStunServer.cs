using System.Net;
using System.Net.Sockets;
using Cpc.Transport.Nat;

namespace Cpc.Transport.Tests.Nat;

/// <summary>A UDP server that answers as a test says.</summary>
internal sealed class FakeStunServer : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Func<StunMessage, IPEndPoint, byte[]?> _answer;
    private readonly Task _running;
    private int _requests;

    public FakeStunServer(Func<StunMessage, IPEndPoint, byte[]?> answer)
    {
        _answer = answer;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _running = RunAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public string Name => EndPoint.ToString();

    public int Requests => Volatile.Read(ref _requests);

    public static byte[] Seen(StunMessage request, IPEndPoint as_) =>
        new StunWriter(StunClass.Success, StunMethod.Binding, request.TransactionId.ToArray()).Add(StunAttributeType.XorMappedAddress, as_).ToBytes();

    public void Dispose()
    {
        _socket.Dispose();
        _running.Wait(TimeSpan.FromSeconds(10));
    }

    private async Task RunAsync()
    {
        var buffer = new byte[2048];
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
                Interlocked.Increment(ref _requests);
                if (StunMessage.TryParse(buffer.AsSpan(0, received.ReceivedBytes)) is { } request && _answer(request, (IPEndPoint)received.RemoteEndPoint) is { } answer)
                    await _socket.SendToAsync(answer, received.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
