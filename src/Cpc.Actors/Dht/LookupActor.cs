using Akka.Actor;
using Cpc.Kademlia;

namespace Cpc.Actors.Dht;

/// <summary>Drives one lookup: asks through its parent, tells it the end, and stops.</summary>
internal sealed class LookupActor : ReceiveActor, IWithTimers
{
    private const string WakeTimer = "wake";

    private readonly LookupPurpose _purpose;
    private readonly RegionLookup _lookup;
    private readonly RefusalCounts _refusals;
    private readonly TimeProvider _time;

    /// <param name="lookup">This actor's alone from now on, with its counts.</param>
    public LookupActor(LookupPurpose purpose, RegionLookup lookup, RefusalCounts refusals, TimeProvider time)
    {
        _purpose = purpose;
        _lookup = lookup;
        _refusals = refusals;
        _time = time;
        Receive<NodeAnswered>(a =>
        {
            _lookup.Answered(a.Query, a.Contacts, a.Record, _time.GetUtcNow());
            Go();
        });
        Receive<NodeFailed>(f =>
        {
            _lookup.Failed(f.Query);
            Go();
        });
        Receive<Wake>(_ => Go());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Go();

    private void Go()
    {
        if (_lookup.IsDone) return;
        var now = _time.GetUtcNow();
        foreach (var query in _lookup.Next(now)) Context.Parent.Tell(new AskNode(query));
        if (!_lookup.IsDone)
        {
            var wait = _lookup.NextTime - now;
            Timers.StartSingleTimer(WakeTimer, Wake.Instance, wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            return;
        }

        Context.Parent.Tell(new LookupEnded(_purpose, _lookup, _refusals));
        Context.Stop(Self);
    }

    private sealed record Wake
    {
        public static readonly Wake Instance = new();
    }
}
