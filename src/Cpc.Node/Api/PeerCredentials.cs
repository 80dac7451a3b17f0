using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Cpc.Node.Api;

/// <summary>Who is at the other end of a Unix domain socket, as the kernel recorded it when they connected.</summary>
internal sealed record PeerCredentials(uint UserId)
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <summary>struct ucred: pid, uid, gid, 4 bytes each.</summary>
    private const int UcredSize = 12;

    /// <returns>Null when the kernel doesn't say.</returns>
    public static PeerCredentials? TryRead(Socket socket)
    {
        if (!OperatingSystem.IsLinux()) return null;
        Span<byte> ucred = stackalloc byte[UcredSize];
        try
        {
            return socket.GetRawSocketOption(SolSocket, SoPeerCred, ucred) == UcredSize
                ? new PeerCredentials(MemoryMarshal.Read<uint>(ucred[4..]))
                : null;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
