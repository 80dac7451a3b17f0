namespace Cpc.Transport;

/// <summary>A refusal in plain words with its remedy. Carries nothing a peer has chosen but the refusal itself.</summary>
public sealed class TransportException : IOException
{
    public TransportException(TransportRefusal refusal, bool saidByPeer = false)
        : this(refusal, saidByPeer, inner: null)
    {
    }

    public TransportException(TransportRefusal refusal, Exception? inner)
        : this(refusal, saidByPeer: false, inner)
    {
    }

    public TransportException(TransportRefusal refusal, string message)
        : base(message) => Refusal = refusal;

    private TransportException(TransportRefusal refusal, bool saidByPeer, Exception? inner)
        : base((saidByPeer ? "The peer refused us: " : "") + Words(refusal), inner)
    {
        Refusal = refusal;
        SaidByPeer = saidByPeer;
    }

    public TransportRefusal Refusal { get; }

    /// <summary>True when the authenticated peer told us so, false when we found it ourselves.</summary>
    public bool SaidByPeer { get; }

    private static string Words(TransportRefusal refusal) => refusal switch
    {
        TransportRefusal.NoCertificate => "no certificate was shown. Is the other side a cpc node?",
        TransportRefusal.CertificateNotBound => "the certificate is not bound to a peer's identity. Is the other side a cpc node of this version?",
        TransportRefusal.CertificateExpired => "the certificate is not valid now. Check the clocks of both machines.",
        TransportRefusal.WrongPeer => "the address answers as another peer. Check the address and the peer id with the partner.",
        TransportRefusal.SelfConnection => "a node does not connect to itself. Check the peer id and the address.",
        TransportRefusal.UnknownPeer => "the peer is not known. Both sides must have added each other as partners.",
        TransportRefusal.WrongNetwork => "the other side belongs to another network or speaks another version. Compare the configured network names and update the older node.",
        TransportRefusal.Handshake => "the handshake failed. Is a cpc node listening there, with the same transport and network?",
        TransportRefusal.GreetingMissing => "the connection ended where the greeting was due. Try again; if it stays so, look at the log of the other side.",
        TransportRefusal.Timeout => "the other side did not answer in time. Check the network between the two, then try again.",
        TransportRefusal.Unreachable => "the address can't be reached or bound. Check address, port and firewall.",
        TransportRefusal.TooManyConnections => "the limit of connections is reached. Try again later, or raise max-connections.",
        TransportRefusal.TooManyOfPeer => "the limit of connections of one peer is reached. Try again later, or raise max-connections-per-peer.",
        TransportRefusal.TooManyOfNetwork => "the limit of connections from one network (/24 or /48) is reached. Try again later, or raise max-connections-per-network.",
        TransportRefusal.TooManyHandshakes => "the limit of handshakes at a time is reached. Try again in a moment.",
        TransportRefusal.TooManyStreams => "more streams were opened than allowed.",
        TransportRefusal.TooMuchData => "more data was sent than flow control allows.",
        TransportRefusal.StreamAborted => "the stream was aborted. Start the exchange again.",
        TransportRefusal.Closed => "the connection is closed. Dial again.",
        TransportRefusal.NotSupported => "the transport is not available on this machine. Use TLS instead.",
        TransportRefusal.NotFound => "no address of the peer is known, and discovery found no record of it. Is the partner's node running? Ask for its address, or for an invite ('cpc peer invite').",
        TransportRefusal.Malformed => "what was received follows no rule of the protocol. Is the other side a cpc node of this version?",
        _ => "refused.",
    };
}
