using Cpc.Actors.Documents;
using Cpc.Actors.Outbox;

namespace Cpc.Actors.Journal;

internal static class OutboxEvents
{
    public static readonly EventCodec[] Codecs =
    [
        EventCodec.For<OutboxQueued>("outbox-queued.1", 4,
            (w, e) =>
            {
                Write(w, e.Item);
                w.Time(e.At);
            },
            r => new OutboxQueued(Read(r), r.Time())),
        EventCodec.For<OutboxDone>("outbox-done.1", 5,
            (w, e) =>
            {
                Write(w, e.Item);
                w.Int((int)e.Outcome);
                w.Time(e.At);
            },
            r => new OutboxDone(Read(r), (OutboxOutcome)r.Int(), r.Time())),
    ];

    private static void Write(JournalWriter w, OutboxItem item)
    {
        w.Peer(item.Key.Issuer);
        w.Id(item.Key.Id);
        w.OptionalId(item.ResponseId);
    }

    private static OutboxItem Read(JournalReader r) => new(new DocumentKey(r.Peer(), r.Id()), r.OptionalId());
}
