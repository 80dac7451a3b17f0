namespace Cpc.EndToEndTests;

/// <summary>A document's whole life on both sides, each answer told to the issuer.</summary>
public class AnswerTests
{
    [Fact]
    public async Task Every_answer_in_its_order_reaches_the_issuer_and_an_illegal_one_says_what_would_be_legal()
    {
        await using var nodes = await TwoNodes.StartAsync("tls");
        var sent = TwoNodes.Succeeds(await nodes.Alice.Api.SendAsync(TwoNodes.Invoice, "bob", nodes.Alice.Caller));
        await TwoNodes.StatusAsync(nodes.Alice, sent.Id, "delivered");
        var id = sent.Id.ToString();

        // Not before it is accepted.
        var early = TwoNodes.Fails(await nodes.Bob.Api.AnswerAsync(id, "PD", null, null, nodes.Bob.Caller));
        Assert.Equal("illegal-transition", early.Code);
        Assert.Contains("AB, IP, UQ, CA, RE, AP", early.Message, StringComparison.Ordinal);
        Assert.Equal("reason-missing", TwoNodes.Fails(await nodes.Bob.Api.AnswerAsync(id, "UQ", null, null, nodes.Bob.Caller)).Code);
        Assert.Equal("unknown-status", TwoNodes.Fails(await nodes.Bob.Api.AnswerAsync(id, "XX", null, null, nodes.Bob.Caller)).Code);
        Assert.Equal("unknown-reason", TwoNodes.Fails(await nodes.Bob.Api.AnswerAsync(id, "UQ", "XX", null, nodes.Bob.Caller)).Code);

        (string Code, string? Reason, string Status)[] steps =
        [
            ("AB", null, "acknowledged"), ("ip", null, "inProcess"), ("UQ", "REF", "underQuery"), ("UQ", "DEL", "underQuery"),
            ("CA", "PAY", "conditionallyAccepted"), ("AP", null, "accepted"), ("PD", "PPD", "partiallyPaid"), ("PD", null, "paid"),
        ];
        foreach (var (code, reason, status) in steps)
        {
            Assert.Equal(status, TwoNodes.Succeeds(await nodes.Bob.Api.AnswerAsync(id, code, reason, null, nodes.Bob.Caller)).Status);
            await TwoNodes.StatusAsync(nodes.Alice, sent.Id, status);
        }

        Assert.Equal("illegal-transition", TwoNodes.Fails(await nodes.Bob.Api.RejectAsync(id, "OTH", null, nodes.Bob.Caller)).Code);
        // The issuer does not answer itself.
        Assert.Equal("not-yours-to-do", TwoNodes.Fails(await nodes.Alice.Api.AnswerAsync(id, "AB", null, null, nodes.Alice.Caller)).Code);
    }
}
