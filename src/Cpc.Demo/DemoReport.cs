namespace Cpc.Demo;

/// <summary>What the demo saw; the object that <c>cpc demo --json</c> prints.</summary>
/// <param name="Transport">quic or tls.</param>
/// <param name="Handshake">The Noise pattern.</param>
/// <param name="Ok">Every check held.</param>
public sealed record DemoReport(
    string Transport,
    string Handshake,
    string Suite,
    bool Ok,
    IReadOnlyList<ExchangeReport> Exchanges,
    IReadOnlyList<RefusalReport> Refusals);

/// <summary>One document's way.</summary>
/// <param name="Document">The file's name.</param>
/// <param name="Bytes">Size as it travelled.</param>
/// <param name="Blake3">Hex; null when the document was refused before it left.</param>
/// <param name="Verified">Bob's copy has the same BLAKE3 and size.</param>
/// <param name="ReceiptVerified">Bob's signed receipt is held.</param>
/// <param name="Status">At Alice in the end: accepted, or refused.</param>
/// <param name="Milliseconds">From sending until the accepted status is back.</param>
/// <param name="Findings">Why it was refused, where it was.</param>
public sealed record ExchangeReport(
    string Document,
    int Bytes,
    string? Blake3,
    bool Verified,
    bool ReceiptVerified,
    string Status,
    double Milliseconds,
    IReadOnlyList<string> Findings)
{
    /// <summary>All of it held.</summary>
    public bool Held => Verified && ReceiptVerified && Status == "accepted";
}

/// <summary>One attack.</summary>
/// <param name="Attempt">What was tried.</param>
/// <param name="RefusedWith">What it was refused with; null when it was not refused as it should be.</param>
public sealed record RefusalReport(string Attempt, string? RefusedWith);

/// <summary>A line of the timeline.</summary>
public sealed record DemoStep(TimeSpan At, string Who, string What);
