using Cpc.Actors.Peers;
using Cpc.Sessions;

namespace Cpc.Actors.Journal;

internal static class PeerEvents
{
    public static readonly EventCodec[] Codecs =
    [
        EventCodec.For<PeerAdded>("peer-added.1", 5,
            (w, e) =>
            {
                w.Peer(e.Entry.PeerId);
                w.Text(e.Entry.Host);
                w.Int(e.Entry.Port);
                w.SealedText(e.Entry.Name);
                w.Time(e.At);
            },
            r => new PeerAdded(new PeerEntry(r.Peer(), r.Text(), (int)r.Int(), r.SealedText()), r.Time())),
        EventCodec.For<PeerMet>("peer-met.1", 3,
            (w, e) =>
            {
                w.Peer(e.PeerId);
                w.Bytes(e.Record.Encode());
                w.Int(e.HighestSuite);
            },
            r =>
            {
                var peer = r.Peer();
                return new PeerMet(peer, StaticRecord.DecodeTrusted(r.Bytes(), peer), (byte)r.Int());
            }),
        EventCodec.For<PeerVerified>("peer-verified.1", 4,
            (w, e) =>
            {
                w.Peer(e.PeerId);
                w.Int((int)e.Method);
                w.SealedText(e.By);
                w.Time(e.At);
            },
            r => new PeerVerified(r.Peer(), (VerificationMethod)r.Int(), r.SealedText(), r.Time())),
        EventCodec.For<PeerBlocked>("peer-blocked.1", 4,
            (w, e) =>
            {
                w.Peer(e.PeerId);
                w.OptionalPeer(e.ReplacedBy);
                w.SealedText(e.By);
                w.Time(e.At);
            },
            r => new PeerBlocked(r.Peer(), r.OptionalPeer(), r.SealedText(), r.Time())),
    ];
}
