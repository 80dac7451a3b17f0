using System.Diagnostics.Metrics;
using Cpc.Actors.Monitor;
using Cpc.Actors.Transport;
using Cpc.Cryptography;

namespace Cpc.Actors.Tests.Monitor;

/// <summary>The circuit breakers' figures, as a meter's listener sees them.</summary>
public sealed class BreakerBoardTests
{
    private static PeerId Peer(byte number) => new([number, .. new byte[31]]);

    private static BreakerStatus Open => new(BreakerState.Open, 5, DateTimeOffset.UnixEpoch, BreakerFailure.Unreachable);

    [Fact]
    public void Peers_are_counted_by_state_and_failures_by_kind()
    {
        using var board = new BreakerBoard();
        var seen = new Dictionary<string, long>();
        using var listener = new MeterListener();
        // Other tests have boards too: only this one's instruments count.
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (board.Owns(instrument)) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => seen[$"{i.Name}/{tags[0].Value}"] = seen.GetValueOrDefault($"{i.Name}/{tags[0].Value}") + value);
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => seen[$"{i.Name}/{tags[0].Value}"] = value);
        listener.Start();

        board.Changed(Peer(1), Open);
        board.Changed(Peer(2), Open);
        board.Changed(Peer(2), BreakerStatus.Closed);
        board.Failed(BreakerFailure.DialTimeout);
        listener.RecordObservableInstruments();

        Assert.Equal((1, 1, 0), (seen["cpc.breaker.peers/Open"], seen["cpc.breaker.peers/Closed"], seen["cpc.breaker.peers/HalfOpen"]));
        Assert.Equal((2, 1), (seen["cpc.breaker.transitions/Open"], seen["cpc.breaker.transitions/Closed"]));
        Assert.Equal(1, seen["cpc.breaker.failures/DialTimeout"]);
        Assert.Equal([Peer(1)], board.NotClosed.Keys);
    }

    [Fact]
    public void A_forgotten_peer_counts_no_more()
    {
        using var board = new BreakerBoard();
        board.Changed(Peer(1), Open);
        board.Forget(Peer(1));
        Assert.Empty(board.NotClosed);
    }
}
