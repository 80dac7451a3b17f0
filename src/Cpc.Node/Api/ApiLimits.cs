namespace Cpc.Node.Api;

/// <summary>Limits of the local API. Its callers are the node's own user and root, so they guard against mistakes
/// rather than attacks.</summary>
internal static class ApiLimits
{
    /// <summary>Largest request body: a UBL document with attachments, 16 MiB.</summary>
    public const int BodyBytes = 16 * 1024 * 1024;

    public const int Connections = 128;

    /// <summary>Time for the node's answer.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(60);

    /// <summary>Time for building the lists anew.</summary>
    public static readonly TimeSpan Rebuild = TimeSpan.FromHours(1);

    /// <summary>Time for a request's headers to arrive.</summary>
    public static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);
}
