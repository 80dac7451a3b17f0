using System.Net;
using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions;
using Cpc.Sessions.Noise;
using Cpc.Transport.Datagram;

namespace Cpc.Transport.Tests;

/// <summary>Datagram sessions of one node, whose datagrams are delivered by hand.</summary>
internal sealed class DatagramNode : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static int _hosts;

    public DatagramNode(string network = "test")
    {
        Static = NewStatic();
        Statics = [OwnStatic(Static)];
        Address = new IPEndPoint(new IPAddress([10, 0, 0, (byte)(1 + (Interlocked.Increment(ref _hosts) % 250))]), 4747);
        Sessions = new DatagramSessions(new DatagramOptions
        {
            Network = network,
            Self = Identity.PeerId,
            Statics = () => Statics,
            Send = (datagram, to) => Sent.Add((datagram.ToArray(), to)),
        });
    }

    public TestIdentity Identity { get; } = new();

    public StaticKeyPair Static { get; }

    public OwnStatic[] Statics { get; set; }

    public IPEndPoint Address { get; set; }

    public DatagramSessions Sessions { get; }

    public List<(byte[] Datagram, IPEndPoint To)> Sent { get; } = [];

    public DatagramPeer Peer => new(Identity.PeerId, Static.PublicKey, Address);

    public DateTimeOffset Now { get; set; } = Start;

    public static StaticKeyPair NewStatic()
    {
        var privateKey = new SecureData(32);
        var publicKey = new byte[32];
        X25519.GenerateKeyPair(publicKey, privateKey.Span);
        return new StaticKeyPair(privateKey, publicKey);
    }

    public OwnStatic OwnStatic(StaticKeyPair pair, IIdentity? signer = null, DateTimeOffset? from = null)
    {
        var record = StaticRecord.Sign(signer ?? Identity, pair.PublicKey, from ?? Start, (from ?? Start).AddDays(30), 1, Suite.Supported);
        return new OwnStatic(pair, 1, record.Encode(), record.NotAfter);
    }

    public uint Ask(DatagramNode peer, string question, bool mayRide = true) => Sessions.Ask(peer.Peer, Bytes(question), mayRide, Now);

    /// <summary>The datagrams sent since the last call.</summary>
    public List<byte[]> Take()
    {
        var taken = Sent.ConvertAll(s => s.Datagram);
        Sent.Clear();
        return taken;
    }

    public DatagramEvent? Receive(byte[] datagram, DatagramNode from) => Sessions.Receive(datagram, from.Address, Now);

    /// <summary>Delivers all that is under way between two nodes; questions are answered with what they asked and "!".</summary>
    /// <returns>What each received.</returns>
    public List<DatagramEvent> Exchange(DatagramNode other)
    {
        var events = new List<DatagramEvent>();
        while (Sent.Count + other.Sent.Count > 0)
        {
            foreach (var (from, to) in new[] { (this, other), (other, this) })
            {
                foreach (var datagram in from.Take())
                {
                    if (to.Receive(datagram, from) is not { } received) continue;
                    events.Add(received);
                    if (received is DatagramEvent.Question question) to.Sessions.Reply(question, [.. question.Payload.Span, (byte)'!'], to.Now);
                }
            }
        }

        return events;
    }

    public static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span);

    public void Dispose() => Sessions.Dispose();
}
