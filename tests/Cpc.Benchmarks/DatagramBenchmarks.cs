using System.Net;
using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions;
using Cpc.Sessions.Noise;
using Cpc.Transport.Datagram;

namespace Cpc.Benchmarks;

/// <summary>Datagram sessions of the DHT, both sides together and without sockets (docs/adr/0015).</summary>
public sealed class DatagramBenchmarks : IBenchmarks
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Question = new byte[70];
    private static readonly byte[] Answer = new byte[900];

    public IEnumerable<Benchmark> List()
    {
        var pair = new Lazy<Pair>(() => new Pair());
        var known = new Lazy<Pair>(() =>
        {
            var pair = new Pair();
            pair.AskAndAnswer();
            return pair;
        });
        yield return new Benchmark("datagram/stranger/handshake with question and answer", () =>
        {
            pair.Value.Forget();
            pair.Value.AskAndAnswer();
        });
        yield return new Benchmark("datagram/known/question and answer", () => known.Value.AskAndAnswer());
    }

    private sealed class Pair
    {
        private readonly Node _alice = new(1);
        private readonly Node _bob = new(2);
        private DateTimeOffset _now = Start;
        private uint _last;

        // As after an answer that did not come: the next question brings a handshake.
        public void Forget()
        {
            _last = _alice.Sessions.Ask(_bob.Peer, Question, true, _now);
            _alice.Sent.Clear();
            _alice.Sessions.GiveUp(_last);
            _now += TimeSpan.FromSeconds(6);
            _alice.Sessions.Expire(_now);
            _bob.Sessions.Expire(_now);
        }

        public void AskAndAnswer()
        {
            _now += TimeSpan.FromMicroseconds(1);
            _alice.Sessions.Ask(_bob.Peer, Question, true, _now);
            var answered = false;
            while (_alice.Sent.Count + _bob.Sent.Count > 0)
            {
                answered |= Deliver(_alice, _bob);
                answered |= Deliver(_bob, _alice);
            }

            if (!answered) throw new InvalidOperationException("No answer.");
        }

        private bool Deliver(Node from, Node to)
        {
            var answered = false;
            while (from.Sent.TryDequeue(out var datagram))
            {
                var received = to.Sessions.Receive(datagram, from.Address, _now);
                if (received is DatagramEvent.Question question) to.Sessions.Reply(question, Answer, _now);
                answered |= received is DatagramEvent.Answer;
            }

            return answered;
        }
    }

    private sealed class Node
    {
        private readonly StaticKeyPair _static;

        public Node(byte host)
        {
            var identity = new Identity(SecureData.Random(32));
            var privateKey = new SecureData(32);
            var publicKey = new byte[32];
            X25519.GenerateKeyPair(publicKey, privateKey.Span);
            _static = new StaticKeyPair(privateKey, publicKey);
            var record = StaticRecord.Sign(identity, publicKey, Start, Start.AddDays(30), 1, Suite.Supported);
            OwnStatic[] statics = [new OwnStatic(_static, 1, record.Encode(), record.NotAfter)];
            Address = new IPEndPoint(new IPAddress([10, 0, 0, host]), 4747);
            Peer = new DatagramPeer(identity.PeerId, publicKey, Address);
            Sessions = new DatagramSessions(new DatagramOptions
            {
                Network = "benchmark",
                Self = identity.PeerId,
                Statics = () => statics,
                Send = (datagram, _) => Sent.Enqueue(datagram.ToArray()),
            });
        }

        public IPEndPoint Address { get; }

        public DatagramPeer Peer { get; }

        public DatagramSessions Sessions { get; }

        public Queue<byte[]> Sent { get; } = [];
    }
}
