using Cpc.Actors.Peers;

namespace Cpc.Actors.Journal;

internal static class PeerEvents
{
    public static readonly EventCodec[] Codecs =
    [
        EventCodec.For<PeerAdded>("peer-added.1", 5,
            (w, e) =>
            {
                w.Peer(e.Entry.PeerId);
                w.WriteTextString(e.Entry.Host);
                w.WriteInt32(e.Entry.Port);
                w.OptionalText(e.Entry.Name);
                w.Time(e.At);
            },
            r => new PeerAdded(new PeerEntry(r.Peer(), r.ReadTextString(), r.ReadInt32(), r.OptionalText()), r.Time())),
    ];
}
