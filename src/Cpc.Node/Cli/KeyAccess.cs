using Cpc.Actors.Hosting;

namespace Cpc.Node.Cli;

/// <summary>Calls into the key file.</summary>
internal static class KeyAccess
{
    /// <summary>Turns a data folder's refusal, which is written for people and holds no secret, into the command's.</summary>
    /// <exception cref="CliException">The key file can't be used.</exception>
    public static string Try(Func<string> use)
    {
        try
        {
            return use();
        }
        catch (NodeStartException e)
        {
            throw CliException.Refused("key-file", e.Message);
        }
    }
}
