using System.Net;
using System.Net.Sockets;
using System.Text;
using Cpc.Node.Composition;

namespace Cpc.Node.Api;

/// <summary>The listening sockets of the local API: a file that only its owner can open, and where it was asked for one that
/// every local user can open, whose callers are told apart by the kernel.</summary>
internal static class ApiSocket
{
    /// <summary>sockaddr_un.sun_path holds 108 bytes with the terminating zero.</summary>
    private const int LongestPath = 107;

    private const UnixFileMode OwnerReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Everyone = OwnerReadWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Binds, and sets the mode before anyone can connect: until Listen is called, connecting is refused.</summary>
    public static Socket Bind(EndPoint endPoint, bool isShared = false)
    {
        var path = ((UnixDomainSocketEndPoint)endPoint).ToString()!;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(endPoint);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, isShared ? Everyone : OwnerReadWrite);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <exception cref="StartException">The kernel can't hold the path.</exception>
    public static void RequireShortPath(string path)
    {
        if (Encoding.UTF8.GetByteCount(path) <= LongestPath) return;
        throw new StartException("path-too-long", $"The socket's path {path} has more than {LongestPath} bytes. Use a data folder with a shorter path.");
    }

    /// <summary>Removes what a killed node left behind. Call it with the folder's lock held.</summary>
    /// <exception cref="StartException">The path is too long, someone listens there, or another kind of file is there.</exception>
    public static void Prepare(string path)
    {
        RequireShortPath(path);
        if (FileKind.IsAbsent(path)) return;
        // Connecting to any other file is refused, too, and it is somebody's.
        if (!FileKind.IsSocket(path)) throw InTheWay(path);

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }
        catch (SocketException)
        {
            throw InTheWay(path);
        }

        throw new StartException("socket-in-use", $"Another program listens on {path}. Stop it, or use another data folder.");
    }

    private static StartException InTheWay(string path) =>
        new("path-in-use", $"{path} is there and is not a socket that a stopped node left behind. Name another path, or move it away.");
}
