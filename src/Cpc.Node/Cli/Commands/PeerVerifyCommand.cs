using System.CommandLine;
using Cpc.Actors.Api;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Shows the safety number of a peer, or compares it with the partner's.</summary>
internal sealed class PeerVerifyCommand : CpcCommand
{
    private readonly Argument<string> _peer = Required("PEER", "An id, an unambiguous beginning of one, or a name");
    private readonly Option<string?> _digits = new("--digits") { Description = "Compare with the 60 digits that the partner reads aloud", HelpName = "\"12345 ...\"" };
    private readonly Option<string?> _words = new("--words") { Description = "Compare with the 20 words that the partner reads aloud", HelpName = "\"WORD ...\"" };
    private readonly Option<string?> _code = new("--qr") { Description = "Compare with the text of the QR code on the partner's screen", HelpName = "TEXT" };

    public PeerVerifyCommand()
        : base(
            "verify",
            "Show the safety number of this node and a peer, or compare it with the partner's",
            "cpc peer verify bakery",
            "cpc peer verify bakery --digits \"82651 76596 72312 22077 93250 05897 53733 28217 21457 39849 48763 72005\"",
            "cpc peer verify bakery --qr \"$(zbarimg --raw -q photo.png)\"",
            "cpc peer verify bakery --json | jq -r .digits")
    {
        Arguments.Add(_peer);
        Options.Add(_digits);
        Options.Add(_words);
        Options.Add(_code);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var proof = new SafetyNumberProof(call.Get(_digits), call.Get(_words), call.Get(_code));
        var given = new[] { proof.Digits, proof.Words, proof.Code }.Count(p => p is not null);
        if (given > 1) throw CliException.Usage("Give one of --digits, --words and --qr.");
        using var client = call.Connect();
        if (given == 0)
        {
            var number = await client.GetSafetyNumberAsync(call.Get(_peer), cancel);
            call.Output.Write(number, CliJson.Readable.SafetyNumberView, page => Show(page, number));
            return ExitCode.Done;
        }

        var verified = await client.VerifyPeerAsync(call.Get(_peer), proof, cancel);
        call.Output.Write(verified, CliJson.Readable.SafetyNumberView, page =>
        {
            page.Line("The safety number is the same: the peer is verified.");
            page.Fields(("id", verified.Peer), ("name", verified.PeerName), ("verified", PeerWords.Verified(verified.VerifiedSince, page.Time)));
        });
        return ExitCode.Done;
    }

    private static void Show(Page page, SafetyNumberView number)
    {
        page.Fields(("peer", number.PeerName is null ? number.Peer : $"{number.PeerName} ({number.Peer})"), ("verified", PeerWords.Verified(number.VerifiedSince, page.Time)));
        page.Line();
        foreach (var line in number.Digits.Split(' ').Chunk(6)) page.Line("  " + string.Join(' ', line));
        page.Line();
        foreach (var line in number.Words.Chunk(5)) page.Line("  " + string.Join(' ', line));
        page.Line();
        page.Code(QrMatrix.Of(number.Code));
        page.Line();
        page.Line("Your partner must see the same digits and the same words. Compare them over a known telephone number or in person, then:");
        page.Line($"  cpc peer verify {number.PeerName ?? number.Peer[..12]} --digits \"WHAT THE PARTNER READS ALOUD\"");
        page.Line("The picture is for the partner's camera: 'cpc peer verify ... --qr TEXT' there takes what it reads.");
    }
}
