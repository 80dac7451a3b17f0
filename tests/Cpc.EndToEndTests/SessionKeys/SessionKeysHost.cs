using System.Reflection;
using System.Security.Cryptography;
using System.Threading.Channels;
using Akka.Actor;
using Cpc.Actors.Node;
using Cpc.Actors.Peers;
using Cpc.Cryptography;
using Cpc.Demo;
using Cpc.SecureMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cpc.EndToEndTests.SessionKeys;

/// <summary>
/// Two nodes in a process of their own with a session between them that has carried messages and now idles. Prints the
/// keys of both sides' ratchets, masked, so that whoever finds one unmasked in this process has found a copy that the
/// nodes left behind.
/// </summary>
internal static class SessionKeysHost
{
    private const int Documents = 3;

    // Where RatchetState keeps what is secret; the rest of it is public keys and numbers.
    private static readonly (string Name, int At)[] Layout =
    [
        ("RK", 0), ("CKs", 32), ("CKr", 64), ("HKs", 96), ("HKr", 128), ("NHKs", 160), ("NHKr", 192), ("DHs", 224), ("rekey-psk", 256),
    ];

    public static async Task RunAsync()
    {
        await using var nodes = await TwoNodes.StartAsync(consent: false);
        using var control = SecureData.Random(MaskedKey.Size);
        var keys = new List<MaskedKey> { MaskedKey.Of("control", control.Span) };

        var (services, system) = Of(nodes.Alice);
        var bob = PeerId.TryParse(nodes.Bob.Id, out var id) ? id : throw new InvalidOperationException("Bob has no id.");
        var events = Channel.CreateUnbounded<ExchangeEvent>();
        var owner = system.ActorOf(Props.Create(() => new Owner(events.Writer)));
        services.Router.Peers.Tell(new OpenExchange(bob, SecureRandom.Bytes(16)), owner);
        var ready = await Next<ExchangeEvent.Ready>(events.Reader);

        for (var i = 0; i < Documents; i++)
        {
            keys.Add(MessageKey(SlotOf(ready.Session), $"message key {i} of Alice"));
            // Bob can't read it and says so in a receipt; the session stays.
            var payload = SecureData.Random(100);
            ready.Session.Tell(new SessionCommand.SendDocument(payload, Blake3.Hash(payload.Span)), owner);
            await Next<ExchangeEvent.ReceiptArrived>(events.Reader);
            keys.Add(MessageKey(SlotOf(ready.Session), $"next message key {i} of Alice"));
            // Each receipt turns the ratchet: what it has left behind counts as well as what it holds.
            keys.AddRange(RatchetKeys(SlotOf(ready.Session), $"of Alice after {i}"));
            keys.AddRange(RatchetKeys(SlotOf(await SessionOfBobAsync(nodes)), $"of Bob after {i}"));
        }

        foreach (var key in keys) Console.WriteLine(key);
        Console.WriteLine("ready");
        // Idle until the parent has looked.
        Console.In.ReadLine();
        GC.KeepAlive(control);
    }

    private static async Task<T> Next<T>(ChannelReader<ExchangeEvent> events)
        where T : ExchangeEvent
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await events.ReadAsync(deadline.Token) as T ?? throw new InvalidOperationException($"No {typeof(T).Name}.");
    }

    private static (NodeServices Services, ActorSystem System) Of(LocalNode node)
    {
        var host = (IHost)Field(node, "_host");
        return (host.Services.GetRequiredService<NodeServices>(), host.Services.GetRequiredService<ActorSystem>());
    }

    private static Task<IActorRef> SessionOfBobAsync(TwoNodes nodes) =>
        Of(nodes.Bob).System.ActorSelection($"/user/node/peers/{nodes.Alice.Id}/in-1").ResolveOne(TimeSpan.FromSeconds(10));

    // The production objects themselves, with their locks; no accessor for tests exists, nor should one.
    private static SecureSlot SlotOf(IActorRef session)
    {
        var cell = ((ActorRefWithCell)session).Underlying;
        var actor = cell.GetType().GetProperty("Actor", All)!.GetValue(cell)!;
        var epoch = Field(actor.GetType().BaseType!.GetProperty("Session", All)!.GetValue(actor)!, "_current");
        return (SecureSlot)Field(Field(epoch, "_ratchet"), "_slot");
    }

    private static List<MaskedKey> RatchetKeys(SecureSlot slot, string whose) =>
        slot.Read(whose, static (content, of) =>
        {
            var keys = new List<MaskedKey>();
            foreach (var (name, at) in Layout)
            {
                var key = content.Slice(at, MaskedKey.Size);
                if (!IsZero(key)) keys.Add(MaskedKey.Of($"{name} {of}", key));
            }

            return keys;
        });

    private static MaskedKey MessageKey(SecureSlot slot, string name) =>
        slot.Read(name, static (content, of) =>
        {
            // KDF_CK of the sending chain (protocol.md §5).
            Span<byte> mk = stackalloc byte[MaskedKey.Size];
            Blake2b.KeyedHash(content.Slice(32, MaskedKey.Size), [1], mk);
            var masked = MaskedKey.Of(of, mk);
            CryptographicOperations.ZeroMemory(mk);
            return masked;
        });

    // Byte by byte: a vector register would keep the key, and the runtime saves registers on the stack.
    private static bool IsZero(ReadOnlySpan<byte> key)
    {
        var bits = 0;
        foreach (var b in key) bits |= b;
        return bits == 0;
    }

    private static object Field(object owner, string name)
    {
        for (var type = owner.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetField(name, All) is { } field) return field.GetValue(owner)!;
        }

        throw new MissingFieldException(owner.GetType().Name, name);
    }

    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private sealed class Owner : ReceiveActor
    {
        public Owner(ChannelWriter<ExchangeEvent> events) => Receive<ExchangeEvent>(e => events.TryWrite(e));
    }
}
