using Cpc.Invoicing.Consent;
using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Ubl;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Tests;

/// <summary>Nothing that a document says leaves by way of ToString.</summary>
public class RedactionTests
{
    private const string Canary = "CANARY";

    [Fact]
    public void Every_record_of_the_model_is_redacted()
    {
        var records = typeof(InvoiceDocument).Assembly.GetTypes()
            .Where(type => type is { Namespace: "Cpc.Invoicing.Model", IsClass: true, IsAbstract: false } && type.GetMethod("<Clone>$") is not null)
            .ToList();
        Assert.InRange(records.Count, 25, 60);
        Assert.All(records, type => Assert.True(type.IsSubclassOf(typeof(DocumentPart)), $"{type.Name} is no DocumentPart."));
    }

    [Fact]
    public void Documents_results_findings_and_envelopes_do_not_print_content()
    {
        var document = SampleInvoice.Accepted(SampleInvoice.Xml.Replace("Mühlbach", Canary, StringComparison.Ordinal));
        var finding = SampleInvoice.RefusedFor(UblRules.Value, SampleInvoice.With(">4039.21<", $">{Canary}<"));
        object[] printed =
        [
            document, document.Seller, document.Seller.Address, document.Lines, document.Lines[0], document.Notes, document.Payment!.CreditTransfers,
            new ReadResult.Accepted(document, []), new ReadResult.Refused([finding]), finding, Envelopes.Of(document),
            Envelopes.Status with { Text = Canary }, new Identifier(Canary),
        ];
        Assert.Contains(Canary, document.Seller.Name, StringComparison.Ordinal);
        Assert.Equal(Canary, finding.Value);
        Assert.All(printed, item => Assert.DoesNotContain(Canary, item.ToString(), StringComparison.Ordinal));
        Assert.All(printed, item => Assert.DoesNotContain("4039", item.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Commands_events_and_states_do_not_print_sealed_bytes_or_reasons_in_words()
    {
        var bytes = new ByteString(System.Text.Encoding.UTF8.GetBytes(Canary));
        var metadata = new InvoiceMetadata(Envelopes.DocumentId, Envelopes.Issuer, Envelopes.Recipient, DocumentKind.Invoice, Envelopes.Hash(1), 1);
        var record = new ConsentRecord(Guid.Empty, Envelopes.Issuer, ConsentPurpose.Exchange, [DocumentKind.Invoice], LegalBasis.Contract, Canary, default, null) { RevocationReason = Canary };
        object[] printed =
        [
            new InvoiceCommand.Issue(Envelopes.Issuer, metadata, bytes), new InvoiceEvent.InvoiceIssued(metadata, bytes, default),
            new InvoiceEvent.StatusDecided(StatusCode.Rejected, StatusReason.Other, Guid.Empty, Envelopes.Hash(2), bytes, default),
            record, new ConsentEvent.Granted(record), new ConsentEvent.Revoked(Guid.Empty, Canary, default),
            new ConsentCommand.Revoke(Guid.Empty, Canary),
            new ConsentCommand.Grant(Guid.Empty, Envelopes.Issuer, ConsentPurpose.Exchange, [], LegalBasis.Contract, Canary, null),
        ];
        Assert.All(printed, item => Assert.DoesNotContain(Canary, item.ToString(), StringComparison.Ordinal));
        Assert.All(printed, item => Assert.DoesNotContain("43414E415259", item.ToString(), StringComparison.OrdinalIgnoreCase));
    }
}
