using Cpc.Actors.Api;

namespace Cpc.Node.Cli.Rendering;

/// <summary>What there is to say about discovery in a line.</summary>
internal static class DhtWords
{
    public static string State(DhtView dht) => dht switch
    {
        { Enabled: false } => "off",
        { Contacts: 0, Serving: true } => "serving, nobody known yet",
        { Contacts: 0 } => "nobody known yet",
        { PublishedUntil: null } => "joined, not published: no address to tell",
        _ => "joined, published",
    };
}
