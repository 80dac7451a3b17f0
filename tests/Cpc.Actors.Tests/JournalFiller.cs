using Akka.Actor;
using Akka.Persistence;

namespace Cpc.Actors.Tests;

/// <summary>Writes events under another actor's persistence id, as whoever tampers with a journal would.</summary>
internal sealed class JournalFiller : ReceivePersistentActor
{
    public JournalFiller(string persistenceId, IEnumerable<object> events)
    {
        PersistenceId = persistenceId;
        Recover<object>(_ => { });
        Command<string>(_ =>
        {
            var sender = Sender;
            PersistAll(events, _ => { });
            DeferAsync("filled", filled => sender.Tell(filled));
        });
    }

    public override string PersistenceId { get; }
}
