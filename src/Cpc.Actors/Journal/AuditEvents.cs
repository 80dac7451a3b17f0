using Cpc.Actors.Audit;

namespace Cpc.Actors.Journal;

internal static class AuditEvents
{
    public static readonly EventCodec[] Codecs =
    [
        EventCodec.For<AuditRecorded>("audit-recorded.1", 1, (w, e) => w.Bytes(e.Entry), r => new AuditRecorded(r.Bytes())),
    ];
}
