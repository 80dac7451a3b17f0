using Akka.Configuration;
using Cpc.Transport.Nat;

namespace Cpc.Actors.Hosting;

/// <summary>Reads cpc.nat.</summary>
internal static class NatConfiguration
{
    /// <exception cref="NodeStartException">A server is no HOST:PORT, or the password can't be read.</exception>
    public static NatOptions Load(Config config)
    {
        var nat = config.GetConfig("cpc.nat");
        var turn = nat.GetString("turn.server");
        return new NatOptions
        {
            StunServers = Servers(nat.GetStringList("stun-servers")),
            FallbackStunServers = Servers(nat.GetStringList("fallback-stun-servers")),
            TurnServer = string.IsNullOrEmpty(turn) ? null : Servers([turn])[0],
            TurnUsername = nat.GetString("turn.username"),
            TurnPassword = string.IsNullOrEmpty(turn) ? "" : Password(nat.GetString("turn.password-file")),
        };
    }

    private static List<string> Servers(IEnumerable<string> servers) =>
        [.. servers.Select(s => NatProbe.TryParseServer(s, out _, out _) ? s : throw new NodeStartException($"'{s}' (cpc.nat) is no server; write HOST:PORT."))];

    private static string Password(string file)
    {
        using var password = PassphraseFile.Read(file);
        return System.Text.Encoding.UTF8.GetString(password.Span);
    }
}
