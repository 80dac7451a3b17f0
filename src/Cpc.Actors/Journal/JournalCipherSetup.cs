using Akka.Actor.Setup;
using Cpc.SecureMemory;

namespace Cpc.Actors.Journal;

/// <summary>Gives the journal's serializer the node's cipher, one for each actor system.</summary>
public sealed class JournalCipherSetup(DataCipher cipher) : Setup
{
    public DataCipher Cipher { get; } = cipher;

    internal static InvalidOperationException Missing() => new("This actor system has no journal cipher; sealed fields can be neither written nor read.");
}
