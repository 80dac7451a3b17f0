namespace Cpc.Transport;

/// <summary>
/// What the accepting side says first: <c>version u8 = 1, result u8</c>. A completed handshake tells the dialer
/// nothing about how it was judged; this does.
/// </summary>
internal static class Greeting
{
    /// <summary>Size in bytes.</summary>
    public const int Size = 2;

    private const byte Version = 1;
    private const byte Accepted = 0;

    /// <param name="refusal">Null: accepted.</param>
    public static byte[] Encode(TransportRefusal? refusal) => [Version, Code(refusal)];

    /// <returns>Null when accepted; else the exception to throw.</returns>
    public static TransportException? Read(ReadOnlySpan<byte> greeting)
    {
        if (greeting.Length != Size || greeting[0] != Version) return new TransportException(TransportRefusal.GreetingMissing);
        if (greeting[1] == Accepted) return null;
        return Refusal(greeting[1]) is { } refusal
            ? new TransportException(refusal, saidByPeer: true)
            : new TransportException(TransportRefusal.GreetingMissing);
    }

    /// <summary>Numbers on the wire: never reuse one.</summary>
    private static byte Code(TransportRefusal? refusal) => refusal switch
    {
        null => Accepted,
        TransportRefusal.NoCertificate => 1,
        TransportRefusal.CertificateNotBound => 2,
        TransportRefusal.CertificateExpired => 3,
        TransportRefusal.SelfConnection => 4,
        TransportRefusal.UnknownPeer => 5,
        TransportRefusal.WrongNetwork => 6,
        TransportRefusal.TooManyConnections => 7,
        TransportRefusal.TooManyOfPeer => 9,
        TransportRefusal.TooManyOfNetwork => 10,
        _ => 8,
    };

    private static TransportRefusal? Refusal(byte code) => code switch
    {
        1 => TransportRefusal.NoCertificate,
        2 => TransportRefusal.CertificateNotBound,
        3 => TransportRefusal.CertificateExpired,
        4 => TransportRefusal.SelfConnection,
        5 => TransportRefusal.UnknownPeer,
        6 => TransportRefusal.WrongNetwork,
        7 => TransportRefusal.TooManyConnections,
        8 => TransportRefusal.Malformed,
        9 => TransportRefusal.TooManyOfPeer,
        10 => TransportRefusal.TooManyOfNetwork,
        _ => null,
    };
}
