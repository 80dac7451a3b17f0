using System.Net;
using Cpc.Cryptography;
using Cpc.Kademlia;
using Cpc.Kademlia.Messages;
using Cpc.SecureMemory;
using Cpc.Sessions;
using Cpc.Sessions.Noise;
using Cpc.Transport.Datagram;

namespace Cpc.EndToEndTests;

/// <summary>A node of the DHT with keys in order that hands out a forged record, whoever is looked for.</summary>
internal sealed class LyingNode : IAsyncDisposable
{
    private readonly SecureData _seed = SecureData.Random(32);
    private readonly SecureData _static = new(X25519.KeySize);
    private readonly Identity _identity;
    private readonly DatagramEndpoint _endpoint;
    private readonly Task _serving;

    public LyingNode(string network, PeerId victim)
    {
        _identity = new Identity(_seed);
        var publicKey = new byte[X25519.KeySize];
        X25519.GenerateKeyPair(publicKey, _static.Span);
        var now = TimeProvider.System.GetUtcNow();
        var record = StaticRecord.Sign(_identity, publicKey, now, now.AddDays(1), 1, Suite.Supported);
        OwnStatic[] statics = [new OwnStatic(new StaticKeyPair(_static, publicKey), 1, record.Encode(), record.NotAfter)];
        _endpoint = DatagramEndpoint.Bind(new IPEndPoint(IPAddress.Loopback, 0), new DatagramOptions
        {
            Network = network,
            Self = _identity.PeerId,
            Statics = () => statics,
            Send = (_, _) => { },
        }, TimeProvider.System);
        var seconds = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        // In form and time as the victim's own, signed by the liar.
        _serving = ServeAsync(PeerRecord.Sign(new PeerRecordContent
        {
            Peer = victim,
            StaticRecord = record.Encode(),
            Addresses = [new NodeAddress(0x7f000001, false, (ushort)_endpoint.LocalEndPoint.Port)],
            NotBefore = seconds,
            NotAfter = seconds.AddHours(1),
            Sequence = uint.MaxValue,
        }, _identity.Sign).Encoded);
    }

    public string IdAtAddress => $"{_identity.PeerId}@{_endpoint.LocalEndPoint}";

    public async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        await _serving;
        _identity.Dispose();
        _static.Dispose();
        _seed.Dispose();
    }

    private async Task ServeAsync(ReadOnlyMemory<byte> forged)
    {
        await foreach (var received in _endpoint.Events.ReadAllAsync())
        {
            if (received is not DatagramEvent.Question question || MessageCodec.TryDecode(question.Payload, out KademliaRequest? request) != KademliaRefusal.None) continue;
            KademliaAnswer answer = request is KademliaRequest.FindRecord
                ? new KademliaAnswer.Found([], forged) { Serving = true }
                : new KademliaAnswer.Pong { Serving = true };
            _endpoint.Reply(question, MessageCodec.Encode(answer));
        }
    }
}
