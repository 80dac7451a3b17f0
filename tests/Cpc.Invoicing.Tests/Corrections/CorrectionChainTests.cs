using Cpc.Invoicing.Corrections;
using Cpc.Invoicing.Model;
using CsCheck;

namespace Cpc.Invoicing.Tests.Corrections;

public class CorrectionChainTests
{
    private static readonly InvoiceDocument Original = SampleInvoice.Document;

    private static readonly CorrectionChain Open = CorrectionChain.Of(Original);

    [Fact]
    public void A_credit_note_of_the_sample_credits_it_in_part()
    {
        var chain = Accepted(Open.Add(SampleInvoice.CreditNote));
        Assert.Equal((CorrectionStatus.PartlyCredited, Original.Totals.WithVat - 321m), (chain.Status, chain.Remaining));
        Assert.Same(CorrectionDecision.Duplicate.Instance, chain.Add(SampleInvoice.CreditNote));
        Refused(CorrectionRefusal.Conflict, chain, SampleInvoice.CreditNote with { BuyerReference = "other" });
    }

    [Fact]
    public void A_whole_credit_cancels_it_and_closes_it()
    {
        var chain = Accepted(Open.Add(Credit(Original, 1)));
        Assert.Equal((CorrectionStatus.Cancelled, 0m), (chain.Status, chain.Remaining));
        Refused(CorrectionRefusal.Closed, chain, Credit(Original, 2));
    }

    [Fact]
    public void An_invoice_with_a_negative_total_credits_as_a_credit_note_does()
    {
        var negative = Credit(Original, 1) with { IsCreditNote = false, TypeCode = "380" };
        negative = negative with
        {
            Totals = negative.Totals with { WithVat = -negative.Totals.WithVat },
            VatBreakdowns = negative.VatBreakdowns.Select(b => b with { TaxableAmount = -b.TaxableAmount }).ToValueList(),
        };
        Assert.Equal(CorrectionStatus.Cancelled, Accepted(Open.Add(negative)).Status);
    }

    [Fact]
    public void A_corrected_invoice_replaces_it()
    {
        var corrected = Original with { Number = "C-1", TypeCode = "384", PrecedingInvoices = [new PrecedingInvoice { Number = Original.Number }] };
        var chain = Accepted(Open.Add(corrected));
        Assert.Equal(CorrectionStatus.Replaced, chain.Status);
        Refused(CorrectionRefusal.Closed, chain, SampleInvoice.CreditNote);
        Refused(CorrectionRefusal.PartlyCredited, Accepted(Open.Add(SampleInvoice.CreditNote)), corrected);
    }

    [Fact]
    public void What_does_not_belong_to_it_is_refused()
    {
        var credit = SampleInvoice.CreditNote;
        Refused(CorrectionRefusal.NoCorrection, Open, Original with { Number = "2" });
        Refused(CorrectionRefusal.NotReferenced, Open, credit with { PrecedingInvoices = [] });
        Refused(CorrectionRefusal.NotReferenced, Open, credit with { PrecedingInvoices = [new PrecedingInvoice { Number = Original.Number, IssueDate = Original.IssueDate.AddDays(1) }] });
        Refused(CorrectionRefusal.OtherParties, Open, credit with { Seller = credit.Seller with { VatIdentifier = "DE999999999" } });
        Refused(CorrectionRefusal.OtherParties, Open, credit with { Buyer = credit.Buyer with { VatIdentifier = null, Name = "Somebody" } });
        Refused(CorrectionRefusal.OtherCurrency, Open, credit with { CurrencyCode = "SEK" });
    }

    [Fact]
    public void More_than_was_invoiced_is_not_credited()
    {
        Refused(CorrectionRefusal.ExceedsInvoice, Open, Credit(Original, 1) with { Totals = Original.Totals with { WithVat = Original.Totals.WithVat + 0.01m } });
        // The total fits, but nothing was invoiced at this rate.
        var other = SampleInvoice.CreditNote with { VatBreakdowns = [SampleInvoice.CreditNote.VatBreakdowns[0] with { Rate = 5 }] };
        Refused(CorrectionRefusal.ExceedsInvoice, Open, other);
    }

    [Fact]
    public void However_it_is_credited_it_is_never_credited_beyond_its_total() =>
        Gen.Int[-50, 450].Array[0, 20].Sample(shares =>
        {
            var chain = Open;
            foreach (var (share, i) in shares.Select((share, i) => (share, i)))
            {
                if (chain.Add(Credit(Original, i, share / 1000m)) is CorrectionDecision.Accepted accepted) chain = accepted.Chain;
                Assert.InRange(chain.Remaining, 0, Original.Totals.WithVat);
                Assert.All(Original.VatBreakdowns, b => Assert.True(chain.Corrections.SelectMany(c => c.VatBreakdowns).Where(c => c.Rate == b.Rate).Sum(c => c.TaxableAmount) <= b.TaxableAmount));
            }
        });

    [Fact]
    public void A_final_invoice_takes_off_the_prepayments_that_it_names()
    {
        var prepayment = Original with { Number = "P-1", TypeCode = "386" };
        var final = Original with { Number = "F-1", PrecedingInvoices = [new PrecedingInvoice { Number = "P-1" }], Totals = Original.Totals with { Paid = prepayment.Totals.WithVat } };
        Assert.Empty(Prepayments.Check(final, [prepayment]));
        Assert.Empty(Prepayments.Check(final with { PrecedingInvoices = [], Totals = Original.Totals }, [prepayment]));
        Assert.Equal([Prepayments.Deducted], Prepayments.Check(final with { Totals = Original.Totals }, [prepayment]).Select(finding => finding.RuleId));
        Assert.Equal([Prepayments.Mismatch], Prepayments.Check(final, [prepayment with { CurrencyCode = "SEK" }]).Select(finding => finding.RuleId));
        Assert.Empty(Prepayments.Check(final with { Totals = Original.Totals }, [prepayment with { TypeCode = "380" }]));
    }

    // A credit note over a share of an invoice, each amount rounded to cents.
    private static InvoiceDocument Credit(InvoiceDocument invoice, int number, decimal share = 1) => invoice with
    {
        IsCreditNote = true,
        TypeCode = "381",
        Number = $"G-{number}",
        PrecedingInvoices = [new PrecedingInvoice { Number = invoice.Number, IssueDate = invoice.IssueDate }],
        Totals = invoice.Totals with { WithVat = Math.Round(invoice.Totals.WithVat * share, 2) },
        VatBreakdowns = invoice.VatBreakdowns.Select(b => b with { TaxableAmount = Math.Round(b.TaxableAmount * share, 2) }).ToValueList(),
    };

    private static CorrectionChain Accepted(CorrectionDecision decision) => Assert.IsType<CorrectionDecision.Accepted>(decision).Chain;

    private static void Refused(CorrectionRefusal reason, CorrectionChain chain, InvoiceDocument correction) =>
        Assert.Equal(reason, Assert.IsType<CorrectionDecision.Refused>(chain.Add(correction)).Reason);
}
