namespace Cpc.Node.Cli;

/// <summary>Calls into the key file.</summary>
internal static class KeyAccess
{
    /// <summary>The key file's exceptions are written for people and hold no secret, but their type belongs to a room
    /// that this one doesn't see; hence all of them.</summary>
    /// <exception cref="CliException">The key file can't be used.</exception>
    public static string Try(Func<string> use)
    {
        try
        {
            return use();
        }
        catch (Exception e) when (e is not CliException)
        {
            throw CliException.Refused("key-file", e.Message);
        }
    }
}
