using Akka.Actor;
using Cpc.Actors.Transport;

namespace Cpc.Actors.Tests.Peers;

/// <summary>
/// Stands in for the transport actors of both sides of one stream: what one session sends, the other is given against
/// its credits. A test may look at each frame and change, drop or add to it.
/// </summary>
internal sealed class Wire : ReceiveActor
{
    public const long Stream = 1;

    private readonly Func<bool, byte[], IEnumerable<byte[]>> _pass;
    private readonly Side _initiator = new();
    private readonly Side _responder = new();
    private readonly IActorRef _seen;

    /// <param name="seen">Hears of Silent and End.</param>
    /// <param name="pass">From the initiator?, frame → frames that arrive.</param>
    public Wire(IActorRef seen, Func<bool, byte[], IEnumerable<byte[]>> pass)
    {
        _seen = seen;
        _pass = pass;
        Receive<Join>(join =>
        {
            var side = join.Initiator ? _initiator : _responder;
            side.Session = join.Session;
            side.Credits++;
            if (join.Initiator) join.Session.Tell(new StreamEvent.Opened(Stream));
            Deliver(side);
        });
        Receive<StreamCommand.Attach>(_ => { });
        Receive<StreamCommand.Send>(send =>
        {
            var fromInitiator = Sender.Equals(_initiator.Session);
            var to = fromInitiator ? _responder : _initiator;
            foreach (var body in send.Bodies.SelectMany(b => _pass(fromInitiator, b))) to.Waiting.Enqueue(body);
            Deliver(to);
        });
        Receive<StreamCommand.Credit>(_ =>
        {
            var side = Sender.Equals(_initiator.Session) ? _initiator : _responder;
            side.Credits++;
            Deliver(side);
        });
        Receive<StreamCommand.End>(end => _seen.Forward(end));
        Receive<StreamCommand.Silent>(silent => _seen.Forward(silent));
    }

    private static void Deliver(Side side)
    {
        while (side.Session is not null && side.Credits > 0 && side.Waiting.TryDequeue(out var body))
        {
            side.Credits--;
            side.Session.Tell(new StreamEvent.Frame(Stream, body));
        }
    }

    /// <summary>A session is there.</summary>
    public sealed record Join(IActorRef Session, bool Initiator);

    private sealed class Side
    {
        public Queue<byte[]> Waiting { get; } = new();

        public IActorRef? Session { get; set; }

        public int Credits { get; set; }
    }
}
