using System.Net;
using Cpc.Cryptography;
using Cpc.Sessions;

namespace Cpc.Transport.Datagram;

/// <summary>Sends one datagram; it may get lost.</summary>
public delegate void DatagramSender(ReadOnlySpan<byte> datagram, IPEndPoint to);

/// <summary>What datagram sessions need of their node.</summary>
public sealed record DatagramOptions
{
    /// <summary>The network's name: nodes of another don't understand each other.</summary>
    public required string Network { get; init; }

    public required PeerId Self { get; init; }

    /// <summary>Own Noise statics in use, the newest first: the former is still good for what is under way.</summary>
    public required Func<IReadOnlyList<OwnStatic>> Statics { get; init; }

    public required DatagramSender Send { get; init; }
}
