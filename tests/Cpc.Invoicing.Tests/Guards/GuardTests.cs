using Cpc.Invoicing.Guards;
using Cpc.Invoicing.Model;
using CsCheck;

namespace Cpc.Invoicing.Tests.Guards;

public class GuardTests
{
    private static readonly InvoiceDocument Sample = SampleInvoice.Document;

    [Fact]
    public void One_invoice_has_one_key_however_its_seller_s_number_is_written()
    {
        Assert.Equal(InvoiceKey.Of(Envelopes.Issuer, Sample), InvoiceKey.Of(Envelopes.Issuer, Sample with { Seller = Sample.Seller with { VatIdentifier = "de 123-456.789", Name = "Other" }, Number = " MB-2026-0042 " }));
        Assert.Equal(InvoiceKey.Of(Envelopes.Issuer, Sample), InvoiceKey.Of(Envelopes.Issuer, Sample with { IssueDate = Sample.IssueDate.AddDays(1) }));
    }

    [Fact]
    public void Another_number_class_year_or_seller_is_another_key()
    {
        InvoiceDocument[] others =
        [
            Sample with { Number = "mb-2026-0042" },
            Sample with { Number = "MB-2026-042" },
            Sample with { IsCreditNote = true },
            Sample with { IssueDate = Sample.IssueDate.AddYears(1) },
            Sample with { Seller = Sample.Seller with { VatIdentifier = "DE123456788" } },
            Sample with { Seller = Sample.Seller with { VatIdentifier = null } },
        ];
        Assert.All(others, other => Assert.NotEqual(InvoiceKey.Of(Envelopes.Issuer, Sample), InvoiceKey.Of(Envelopes.Issuer, other)));
    }

    [Fact]
    public void The_same_content_is_the_same_and_another_under_its_key_a_conflict_for_ever()
    {
        var key = InvoiceKey.Of(Envelopes.Issuer, Sample);
        Assert.Equal(KeyVerdict.New, InvoiceKeys.Empty.Check(key, Envelopes.Hash(1)));
        var keys = InvoiceKeys.Empty.Add(key, Envelopes.Hash(1)).Add(key, Envelopes.Hash(2));
        Assert.Equal(KeyVerdict.Same, keys.Check(key, Envelopes.Hash(1)));
        Assert.Equal(KeyVerdict.Conflict, keys.Check(key, Envelopes.Hash(2)));
    }

    [Fact]
    public void A_seller_without_a_VAT_identifier_has_the_next_best_key()
    {
        var seller = Sample.Seller with { VatIdentifier = " ", LegalRegistration = new Identifier("HRB 1", "0204"), TaxRegistration = new Identifier("22/1", "FC"), Identifiers = [new Identifier("7", "0088")] };
        Assert.Equal("legal:0204:HRB1", SellerKey.Of(seller).Value);
        seller = seller with { LegalRegistration = null };
        Assert.Equal("tax:FC:221", SellerKey.Of(seller).Value);
        seller = seller with { TaxRegistration = null };
        Assert.Equal("id:0088:7", SellerKey.Of(seller).Value);
        Assert.Equal("name:beek muhle", SellerKey.Of(seller with { Identifiers = [], Name = "Mühle Beek GmbH" }).Value);
    }

    [Fact]
    public void A_new_account_of_a_known_seller_is_held_and_an_approved_one_is_known()
    {
        var known = KnownSeller.Of(Sample);
        Assert.Empty(known.NewAccounts(Sample));
        Assert.Empty(known.NewAccounts(PaidTo("DE02 1203 0000 0000 2020 51")));
        Assert.Empty(known.NewAccounts(Sample with { Payment = null }));
        var changed = PaidTo("DE02120300000000202052");
        Assert.Equal(["DE02120300000000202052"], known.NewAccounts(changed));
        Assert.Empty(known.With(changed).NewAccounts(changed));
        Assert.Empty(known.With(changed).NewAccounts(Sample));
        // One known account does not cover a new one beside it.
        Assert.Single(known.NewAccounts(Sample with { Payment = Sample.Payment! with { CreditTransfers = [Sample.Payment.CreditTransfers[0], changed.Payment!.CreditTransfers[0]] } }));
    }

    [Theory]
    [InlineData("Mühlbach eG", "Muhlbach e.G.")]
    [InlineData("Mühlbach Genossenschaft", "Genossenschaft Mühlbach")]
    [InlineData("Modern Farming", "Modem Farrning")]
    [InlineData("Mühlbach", "MUEHLBACH GmbH")]
    [InlineData("Solar Nord", "S0lar N0rd")]
    [InlineData("Solar Nord", "Sоlar Nоrd")]
    [InlineData("Hofladen Lindenhof", "Hofladen Lindehnof")]
    public void A_name_that_a_hasty_reader_takes_for_another_is_flagged(string name, string lookAlike) =>
        Assert.Single(LookAlikes.Of(Seller(lookAlike, "FR111"), [Known(name, "DE123456789")]));

    [Theory]
    [InlineData("Solar Nord", "Solar Süd")]
    [InlineData("Abc", "Abd")]
    [InlineData("Mühlbach", "Bäckerei Korn")]
    public void Another_name_is_not(string name, string other) => Assert.Empty(LookAlikes.Of(Seller(other, "FR111"), [Known(name, "DE123456789")]));

    [Fact]
    public void A_VAT_identifier_with_one_sign_changed_or_two_exchanged_is_flagged_and_the_seller_itself_is_not()
    {
        Assert.Single(LookAlikes.Of(Seller("Elsewhere", "DE123456798"), [Known("Mill", "DE123456789")]));
        Assert.Single(LookAlikes.Of(Seller("Elsewhere", "DE123456780"), [Known("Mill", "DE123456789")]));
        Assert.Empty(LookAlikes.Of(Seller("Elsewhere", "DE123456700"), [Known("Mill", "DE123456789")]));
        Assert.Empty(LookAlikes.Of(Seller("Mill", "DE123456789"), [Known("Mill", "DE123456789"), Known("Mi11", "FR1")]));
    }

    [Fact]
    public void Gaps_and_duplicates_of_each_series_are_found()
    {
        var findings = NumberSeries.Check(["R-0998", "R-0999", "R-1002", "R-1002", "G1", "G2", "G12", "none", "2026/1", " 2026/2 "]);
        Assert.Equal(
            [
                new SeriesFinding { First = "G3", Last = "G11" },
                new SeriesFinding { First = "R-1000", Last = "R-1001" },
                new SeriesFinding { First = "R-1002", Last = "R-1002", IsDuplicate = true },
            ],
            findings);
    }

    [Fact]
    public void Whatever_is_missing_is_in_a_gap_and_nothing_else_is() =>
        Gen.Int[1, 60].HashSet[1, 40].Sample(present =>
        {
            var missing = NumberSeries.Check(present.Select(n => $"R-{n:0000}")).SelectMany(gap => Enumerable.Range(Value(gap.First), Value(gap.Last) - Value(gap.First) + 1));
            Assert.Equal(Enumerable.Range(present.Min(), present.Max() - present.Min() + 1).Except(present).Order(), missing);
        });

    [Fact]
    public void Hostile_numbers_cost_no_more_than_their_count()
    {
        Assert.Empty(NumberSeries.Check([new string('9', 5000), "", "   "]));
        Assert.InRange(NumberSeries.Check(Enumerable.Range(0, 5000).Select(i => $"{i * 2}")).Count, 1000, 1000);
    }

    private static int Value(string number) => int.Parse(number[2..], System.Globalization.CultureInfo.InvariantCulture);

    private static InvoiceDocument PaidTo(string account) => Sample with { Payment = Sample.Payment! with { CreditTransfers = [new CreditTransfer { AccountIdentifier = account }] } };

    private static Seller Seller(string name, string vat) => Sample.Seller with { Name = name, VatIdentifier = vat };

    private static KnownSeller Known(string name, string vat) => KnownSeller.Of(Sample with { Seller = Seller(name, vat) });
}
