using System.Net.Sockets;
using Cpc.Actors.Hosting;
using Cpc.Node.Cli;

namespace Cpc.Node.Client;

/// <summary>HTTP over the node's Unix domain socket.</summary>
internal static class NodeConnection
{
    public static HttpClient Open(string path, TimeSpan limit)
    {
        var handler = new SocketsHttpHandler
        {
            // A proxy of the environment must not come between: it would see the documents.
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };

        // Longer than the node's own, so that its answer wins.
        return new HttpClient(handler) { BaseAddress = new Uri("http://cpc"), Timeout = limit + TimeSpan.FromSeconds(30) };
    }

    /// <summary>Why there is no answer, in words that name the remedy.</summary>
    /// <param name="shared">The socket that was asked for by name; null for the one in the folder.</param>
    public static CliException Explain(HttpRequestException failure, NodeFolder folder, string? shared)
    {
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
            if (e is SocketException { SocketErrorCode: SocketError.AccessDenied })
                return CliException.Refused("not-allowed", $"You may not use the node in {folder.Path}. Become the user who runs it.");
            if (e is SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.AddressNotAvailable or SocketError.NotSocket } or FileNotFoundException)
                return NotThere(folder, shared);
        }

        return File.Exists(shared ?? folder.Socket)
            ? CliException.Refused("connection-lost", "The node closed the connection. Look into its log, and ask again.")
            : NotThere(folder, shared);
    }

    private static CliException NotThere(NodeFolder folder, string? shared) => shared is not null
        ? CliException.NotListening(shared)
        : folder.IsInitialized ? CliException.NotRunning(folder.Path) : CliException.NotInitialized(folder.Path);
}
