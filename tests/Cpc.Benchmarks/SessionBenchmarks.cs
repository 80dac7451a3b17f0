using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions;
using Cpc.Sessions.DoubleRatchet;
using Cpc.Sessions.Frames;

namespace Cpc.Benchmarks;

/// <summary>
/// Sessions beside the sum of their primitives. A ratchet carries 50 messages, so an operation is a ratchet's set-up
/// and 49 messages of 1 KiB (24 each way in ping-pong), and so is the sum it is compared with; each message opens and
/// seals a slot on both sides.
/// </summary>
internal sealed class SessionBenchmarks : IBenchmarks
{
    private const int OneWay = 49;
    private const int PingPong = 24;

    private static readonly Lazy<SecureStorage> Storage = new(() => SecureStorage.Create(new SecureStorageOptions { WhenNotLocked = WhenNotLocked.Warn }).Storage!);
    private static readonly Moment Now = Moment.Now(TimeProvider.System);

    private readonly byte[] _payload = new byte[1 << 10];
    private readonly byte[] _hash = new byte[Blake3.HashSize];
    private readonly byte[] _body = new byte[(1 << 10) + DataHeader.Overhead];
    private readonly byte[] _received = new byte[1 << 10];

    public IEnumerable<Benchmark> List()
    {
        var primitives = new Lazy<SessionPrimitives>();
        yield return new("session/one-way-49/ratchet", () => Ratchets((a, b) =>
        {
            for (var i = 0; i < OneWay; i++) Pass(a, b);
        }));
        yield return new("session/one-way-49/primitives", () =>
        {
            primitives.Value.RatchetSetUp();
            for (var i = 0; i < OneWay; i++) primitives.Value.Message();
        });
        yield return new("session/one-way-49/slots", () => primitives.Value.OpenReseal(Storage.Value, (2 * OneWay) + 4));
        yield return new("session/ping-pong-48/ratchet", () => Ratchets((a, b) =>
        {
            for (var i = 0; i < PingPong; i++)
            {
                Pass(a, b);
                Pass(b, a);
            }
        }));
        yield return new("session/ping-pong-48/primitives", () =>
        {
            primitives.Value.RatchetSetUp();
            for (var i = 0; i < 2 * PingPong; i++)
            {
                primitives.Value.Message();
                primitives.Value.Turn();
            }
        });
        yield return new("session/ping-pong-48/slots", () => primitives.Value.OpenReseal(Storage.Value, (4 * PingPong) + 4));
        var alice = new Lazy<SessionPeer>(() => new SessionPeer(Storage.Value));
        var bob = new Lazy<SessionPeer>(() => new SessionPeer(Storage.Value));
        yield return new("session/set-up-kk-suite-2/session", () => SetUp(alice.Value, bob.Value));
        yield return new("session/set-up-kk-suite-2/primitives", () => primitives.Value.KkSetUp());
    }

    private static void SetUp(SessionPeer alice, SessionPeer bob)
    {
        using var initiator = InitiatorHandshake.Start(alice.Knowing(bob), SecureRandom.Bytes(16), Now);
        Check(ResponderHandshake.TryAccept(bob.Knowing(alice), initiator.Hs1, Now, out var responder));
        Check(initiator.TryReceiveHs2(responder!.Hs2, Now, out var frames, out var ours));
        using var theirs = responder.TakeSession();
        responder.Dispose();
        var confirmed = theirs.Receive(frames[0], Now);
        Check(confirmed.Refusal);
        Check(ours!.Receive(confirmed.Reply, Now).Refusal);
        ours.Dispose();
    }

    private static void Ratchets(Action<Ratchet, Ratchet> use)
    {
        using var seeds = SessionSeeds.Derive(SecureRandom.Bytes(64), SecureRandom.Bytes(64));
        Span<byte> b0 = stackalloc byte[32];
        Span<byte> b0Private = stackalloc byte[32];
        X25519.GenerateKeyPair(b0, b0Private);
        var id = new PeerId(new byte[32]);
        var context = new RatchetContext(Suite.PostQuantum, seeds.SessionId, 0, id, id);
        Check(Ratchet.TryInitiate(context, Storage.Value, seeds, b0, 50, out var initiator));
        Check(Ratchet.TryRespond(context, Storage.Value, seeds, b0Private, b0, 50, out var responder));
        use(initiator!, responder!);
        initiator!.Dispose();
        responder!.Dispose();
    }

    private void Pass(Ratchet from, Ratchet to)
    {
        Check(from.Encrypt(DataKind.Document, _payload, _hash, _body));
        Check(to.TryDecrypt(_body, _received, Now.Utc));
    }

    private static void Check(Refusal refusal)
    {
        if (refusal != Refusal.None) throw new InvalidOperationException($"{refusal}");
    }
}
