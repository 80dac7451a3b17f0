using Cpc.Cryptography;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Ubl;
using Cpc.Invoicing.Xml;

namespace Cpc.EndToEndTests;

/// <summary>One invoice all the way, between two nodes over real sockets and journals.</summary>
public class MainJobTests
{
    [Fact]
    public async Task An_invoice_is_delivered_accepted_and_the_status_returns()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var sent = TwoNodes.Succeeds(await nodes.Alice.Api.SendAsync(TwoNodes.Invoice, "bob", nodes.Alice.Caller));
        Assert.Equal("queued", sent.Status);

        var delivered = await TwoNodes.StatusAsync(nodes.Alice, sent.Id, "delivered");
        Assert.True(delivered.ReceiptVerified);

        var received = Assert.Single(await nodes.Bob.Api.ListDocumentsAsync());
        Assert.Equal((sent.Id, "received", "received"), (received.Id, received.Direction, received.Status));
        Assert.Equal((sent.Blake3, sent.Bytes, sent.Number, sent.Payable), (received.Blake3, received.Bytes, received.Number, received.Payable));

        // What Bob exports says what Alice's file said.
        var exported = TwoNodes.Succeeds(await nodes.Bob.Api.WriteUblAsync(sent.Id.ToString()));
        Assert.Equal(Accepted(TwoNodes.Invoice), Accepted(exported.Xml));
        Assert.Equal("unknown-document", (await nodes.Bob.Api.WriteUblAsync("ffffffff")).Problem!.Code);

        // Each side keeps what came to it, byte for byte.
        var file = TwoNodes.Succeeds(await nodes.Alice.Api.GetOriginalAsync(sent.Id.ToString()));
        Assert.Equal("application/xml", file.MediaType);
        Assert.Equal(TwoNodes.Invoice, file.Bytes.ToArray());
        var arrived = TwoNodes.Succeeds(await nodes.Bob.Api.GetOriginalAsync(sent.Id.ToString()));
        Assert.Equal(("application/cbor", sent.Blake3), (arrived.MediaType, Convert.ToHexStringLower(Blake3.Hash(arrived.Bytes.Span))));
        Assert.Equal("unknown-document", (await nodes.Bob.Api.GetOriginalAsync("ffffffff")).Problem!.Code);

        TwoNodes.Succeeds(await nodes.Bob.Api.AcceptAsync(sent.Id.ToString(), nodes.Bob.Caller));
        await TwoNodes.StatusAsync(nodes.Alice, sent.Id, "accepted");

        var audit = await nodes.Alice.Api.VerifyAuditAsync();
        Assert.True(audit.Holds);
        Assert.Equal(1, audit.Actions["documentShared"]);
    }

    private static InvoiceDocument Accepted(ReadOnlyMemory<byte> ubl) => Assert.IsType<ReadResult.Accepted>(UblReader.Read(ubl)).Document;
}
