namespace Cpc.Actors.Journal;

/// <summary>How one version of one event is written. Manifests and layouts are for ever: a change is a new version
/// beside the old one.</summary>
/// <param name="Manifest">e.g. "peer-added.1".</param>
/// <param name="Type">The event's type; the newest version of a type is the one written.</param>
/// <param name="Fields">Items of the array that the event is.</param>
internal sealed record EventCodec(string Manifest, Type Type, int Fields, Action<JournalWriter, object> Write, Func<JournalReader, object> Read)
{
    public static EventCodec For<T>(string manifest, int fields, Action<JournalWriter, T> write, Func<JournalReader, T> read)
        where T : notnull =>
        new(manifest, typeof(T), fields, (writer, value) => write(writer, (T)value), reader => read(reader));
}
