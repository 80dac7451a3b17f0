using Cpc.Transport;
using Microsoft.Extensions.Logging;

namespace Cpc.EndToEndTests;

/// <summary>More exchanges than a connection may have streams at once go over one connection: each gives its place
/// back.</summary>
public class ManyInvoicesTests
{
    private const int Number = 70;

    [SkippableTheory]
    [InlineData("tls")]
    [InlineData("quic")]
    public async Task Seventy_invoices_arrive_over_one_connection(string transport)
    {
        if (transport == "quic") Skip.If(Transports.WhyNoQuic is not null, Transports.WhyNoQuic ?? "");
        using var log = new CapturedLog();
        await using var nodes = await TwoNodes.StartAsync(transport, logging: l => l.SetMinimumLevel(LogLevel.Information).AddProvider(log));
        for (var i = 0; i < Number; i++) TwoNodes.Succeeds(await nodes.Alice.Api.SendAsync(TwoNodes.Invoice, "bob", nodes.Alice.Caller));

        var sent = await TwoNodes.EventuallyAsync(() => nodes.Alice.Api.ListDocumentsAsync(), all => all.All(d => d.Status == "delivered"), seconds: 180);
        Assert.Equal(Number, sent.Count);
        Assert.All(sent, d => Assert.True(d.ReceiptVerified));
        Assert.Equal(sent.Select(d => d.Id).Order(), (await nodes.Bob.Api.ListDocumentsAsync()).Select(d => d.Id).Order());

        // Both nodes write this log: one line from the side that dialed, one from the side that accepted.
        Assert.Equal((1, 1), (Times($"(dialed, {transport})"), Times($"(accepted, {transport})")));

        int Times(string what) => log.Text.Split('\n').Count(l => l.Contains("Connected to peer", StringComparison.Ordinal) && l.Contains(what, StringComparison.Ordinal));
    }
}
