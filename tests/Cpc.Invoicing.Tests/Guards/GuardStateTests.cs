using Cpc.Invoicing.Guards;
using Cpc.Invoicing.Model;
using CsCheck;

namespace Cpc.Invoicing.Tests.Guards;

/// <summary>What the guards say of the invoices that arrive, one after the other.</summary>
public class GuardStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ParticipantId Sender = Envelopes.Participant(7);
    private static readonly InvoiceDocument Sample = SampleInvoice.Document;

    [Fact]
    public void The_first_invoice_of_a_seller_is_not_suspicious_and_the_same_bytes_again_are_no_event()
    {
        var (state, concerns) = Claim(GuardState.Empty, Sample, 1);
        Assert.Empty(concerns);
        Assert.Null(state.Claim(Sender, Sample, Envelopes.Hash(1), Now));
        Assert.Empty(state.ConcernsOf(Envelopes.Hash(1)));
    }

    [Fact]
    public void Another_content_under_the_same_number_is_a_conflict_until_somebody_decides()
    {
        var state = Claim(GuardState.Empty, Sample, 1).State;
        (state, var concerns) = Claim(state, Sample with { PaymentTerms = "other" }, 2);
        Assert.Equal([Concern.NumberConflict], concerns);
        Assert.Null(state.Claim(Sender, Sample with { PaymentTerms = "other" }, Envelopes.Hash(2), Now));
        Assert.Equal([Concern.NumberConflict], state.ConcernsOf(Envelopes.Hash(2)));
        state = state.Apply(state.Decide(Envelopes.Hash(2), approved: true, Now)!);
        Assert.Empty(state.ConcernsOf(Envelopes.Hash(2)));
        // The first content keeps the number: a third one is as suspicious as the second.
        Assert.Equal([Concern.NumberConflict], Claim(state, Sample, 3).Concerns);
    }

    [Fact]
    public void A_changed_account_is_suspicious_again_and_again_until_it_is_approved()
    {
        var state = Claim(GuardState.Empty, Sample, 1).State;
        (state, var concerns) = Claim(state, PaidTo("DE89 3704 0044 0532 0130 00", "N-2"), 2);
        Assert.Equal([Concern.AccountChanged], concerns);
        (state, concerns) = Claim(state, PaidTo("DE89370400440532013000", "N-3"), 3);
        Assert.Equal([Concern.AccountChanged], concerns);
        state = state.Apply(state.Decide(Envelopes.Hash(3), approved: true, Now)!);
        Assert.Empty(Claim(state, PaidTo("DE89370400440532013000", "N-4"), 4).Concerns);
    }

    [Fact]
    public void A_rejected_invoice_teaches_nothing_and_gives_its_number_back()
    {
        var state = Claim(GuardState.Empty, Sample, 1).State;
        state = Claim(state, PaidTo("DE89 3704 0044 0532 0130 00", "N-2"), 2).State;
        state = state.Apply(state.Decide(Envelopes.Hash(2), approved: false, Now)!);
        Assert.Empty(Claim(state, Sample with { Number = "N-2" }, 3).Concerns);
        Assert.Equal([Concern.AccountChanged], Claim(state, PaidTo("DE89 3704 0044 0532 0130 00", "N-5"), 4).Concerns);
        Assert.Null(state.Decide(Envelopes.Hash(2), approved: true, Now));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_number_stays_guarded_when_the_forgery_is_rejected_and_the_genuine_invoice_approved(bool rejectedFirst)
    {
        var state = Claim(GuardState.Empty, Sample, 1).State;
        (state, var concerns) = Claim(state, PaidTo("DE89370400440532013000", "42"), 2);
        Assert.Equal([Concern.AccountChanged], concerns);
        (state, concerns) = Claim(state, Sample with { Number = "42" }, 3);
        Assert.Equal([Concern.NumberConflict], concerns);
        foreach (var isForgery in new[] { rejectedFirst, !rejectedFirst })
            state = state.Apply(state.Decide(Envelopes.Hash(isForgery ? (byte)2 : (byte)3), approved: !isForgery, Now)!);
        Assert.Equal([Concern.NumberConflict], Claim(state, Sample with { Number = "42", PaymentTerms = "other" }, 4).Concerns);
    }

    [Fact]
    public void A_seller_that_looks_like_a_known_one_is_flagged_until_it_is_approved()
    {
        var state = Claim(GuardState.Empty, Sample, 1).State;
        var twin = Sample with { Seller = Sample.Seller with { VatIdentifier = "DE999999999" } };
        (state, var concerns) = Claim(state, twin, 2);
        Assert.Equal([Concern.LookAlikeSeller], concerns);
        Assert.Equal([Concern.LookAlikeSeller], Claim(state, twin with { Number = "N-9" }, 3).Concerns);
        state = state.Apply(state.Decide(Envelopes.Hash(2), approved: true, Now)!);
        Assert.Empty(Claim(state, twin with { Number = "N-10" }, 4).Concerns);
    }

    [Fact]
    public void A_peer_takes_no_number_of_another_and_teaches_no_account_of_its_seller()
    {
        var other = Envelopes.Participant(8);
        var state = Claim(GuardState.Empty, Sample, 1).State;
        (state, var concerns) = Claim(state, PaidTo("DE89370400440532013000", "N-2"), 2, other);
        Assert.Equal([Concern.SellerFromAnotherPeer], concerns);
        // Neither while it waits nor when it is approved.
        foreach (var decided in new[] { false, true })
        {
            if (decided) state = state.Apply(state.Decide(Envelopes.Hash(2), approved: true, Now)!);
            Assert.Empty(Claim(state, Sample with { Number = "N-2" }, 3).Concerns);
            Assert.Equal([Concern.AccountChanged], Claim(state, PaidTo("DE89370400440532013000", "N-3"), 4).Concerns);
        }

        Assert.Empty(Claim(state, PaidTo("DE89370400440532013000", "N-4"), 5, other).Concerns);
        Assert.Equal([Concern.NumberConflict], Claim(state, PaidTo("DE89370400440532013000", "N-2"), 6, other).Concerns);
    }

    [Fact]
    public void What_is_rejected_teaches_nothing_of_a_seller_from_another_peer()
    {
        var other = Envelopes.Participant(8);
        var state = Claim(GuardState.Empty, Sample, 1).State;
        state = Claim(state, Sample, 2, other).State;
        state = state.Apply(state.Decide(Envelopes.Hash(2), approved: false, Now)!);
        Assert.Equal([Concern.SellerFromAnotherPeer], Claim(state, Sample with { Number = "N-2" }, 3, other).Concerns);
    }

    [Fact]
    public void Of_long_texts_little_is_kept_and_no_two_pass_for_one()
    {
        var (longText, other) = (new string('A', 5_000), new string('A', 4_999) + "B");
        var sender = Sample.Seller with { Name = longText, VatIdentifier = longText };
        var document = PaidTo(longText, longText) with { Seller = sender };
        var claimed = GuardState.Empty.Claim(Sender, document, Envelopes.Hash(1), Now)!;
        Assert.All([claimed.Facts.Key.Number, claimed.Facts.Key.Seller.Value], text => Assert.InRange(text.Length, 1, 80));
        Assert.Empty(claimed.Facts.Accounts);
        Assert.Equal(200, claimed.Facts.SellerName.Length);
        Assert.Equal(199, GuardFacts.Of(Sender, Sample with { Seller = sender with { Name = new string('A', 199) + "\U0001F600" } }).SellerName.Length);
        var state = GuardState.Empty.Apply(claimed);
        Assert.Equal([Concern.NumberConflict, Concern.AccountChanged], Claim(state, document with { Number = other }, 2).Concerns);
        Assert.Equal([Concern.AccountChanged], Claim(state, PaidTo(other, "N-2") with { Seller = sender }, 2).Concerns);
    }

    [Fact]
    public void Of_a_seller_some_accounts_are_kept_and_a_further_one_is_new_each_time()
    {
        var many = Sample with { Payment = Sample.Payment! with { CreditTransfers = [.. Enumerable.Range(0, 40).Select(i => new CreditTransfer { AccountIdentifier = $"A{i}" })] } };
        var state = Claim(GuardState.Empty, many, 1).State;
        Assert.Empty(Claim(state, PaidTo("A31", "N-2"), 2).Concerns);
        (state, var concerns) = Claim(state, PaidTo("A32", "N-3"), 3);
        Assert.Equal([Concern.AccountChanged], concerns);
        state = state.Apply(state.Decide(Envelopes.Hash(3), approved: true, Now)!);
        Assert.Equal([Concern.AccountChanged], Claim(state, PaidTo("A32", "N-4"), 4).Concerns);
    }

    [Fact]
    public void A_peer_makes_no_more_than_10000_sellers_known_unless_somebody_approves()
    {
        var state = GuardState.Empty;
        for (var i = 0; i < 10_000; i++)
        {
            var facts = GuardFacts.Of(Sender, Of(i));
            state = state.Apply(new GuardEvent.Claimed(facts, Hash(i), [], Now));
        }

        var next = state.Claim(Sender, Of(10_000), Hash(10_000), Now)!;
        Assert.Contains(Concern.TooManySellers, next.Concerns);
        Assert.DoesNotContain(Concern.TooManySellers, state.Claim(Envelopes.Participant(8), Of(10_000), Hash(10_000), Now)!.Concerns);
        Assert.Empty(state.Claim(Sender, Of(5) with { Number = "N-2" }, Hash(10_000), Now)!.Concerns);
        state = state.Apply(next);
        state = state.Apply(state.Decide(Hash(10_000), approved: true, Now)!);
        Assert.Empty(state.Claim(Sender, Of(10_000) with { Number = "N-2" }, Hash(10_001), Now)!.Concerns);

        static InvoiceDocument Of(int i) => Sample with { Seller = Sample.Seller with { VatIdentifier = $"XX{i:D9}" } };

        static ContentHash Hash(int i) => new([.. BitConverter.GetBytes(i), .. new byte[28]]);
    }

    [Fact]
    public void What_is_not_suspicious_needs_no_decision()
    {
        var state = Claim(GuardState.Empty, Sample, 1).State;
        Assert.Null(state.Decide(Envelopes.Hash(1), approved: true, Now));
        Assert.Null(state.Decide(Envelopes.Hash(9), approved: false, Now));
    }

    [Fact]
    public void Whatever_arrives_and_whoever_decides_no_number_passes_twice_and_no_account_unapproved() =>
        Gen.Byte.Array[5].Array[0, 40].Sample(steps =>
        {
            var state = GuardState.Empty;
            // The model: who has passed, by themselves or by hand, in order.
            var passed = new List<(string Number, string Account)>();
            var seen = new Dictionary<ContentHash, InvoiceDocument>();
            foreach (var step in steps)
            {
                if (step[0] % 4 == 0 && state.Waiting.Count > 0)
                {
                    var waiting = state.Waiting.Values.OrderBy(w => w.Hash.ToString(), StringComparer.Ordinal).ElementAt(step[1] % state.Waiting.Count);
                    var approved = step[2] % 2 == 0;
                    state = state.Apply(state.Decide(waiting.Hash, approved, Now)!);
                    if (approved) passed.Add((waiting.Facts.Key.Number, waiting.Facts.Accounts[0]));
                    continue;
                }

                var (number, account) = ($"N-{step[2] % 4}", $"ACCOUNT{step[3] % 3}");
                var hash = Envelopes.Hash(step[4]);
                var document = seen.TryGetValue(hash, out var before) ? before : seen[hash] = PaidTo(account, number);
                var claimed = state.Claim(Sender, document, hash, Now);
                if (claimed is null) continue;
                state = state.Apply(claimed);
                if (claimed.Concerns.Count > 0) continue;
                var facts = claimed.Facts;
                Assert.DoesNotContain(passed, p => p.Number == facts.Key.Number);
                Assert.True(passed.Count == 0 || passed.Exists(p => p.Account == facts.Accounts[0]));
                passed.Add((facts.Key.Number, facts.Accounts[0]));
            }
        }, iter: 5_000);

    private static (GuardState State, ValueList<Concern> Concerns) Claim(GuardState state, InvoiceDocument document, byte hash, ParticipantId? sender = null)
    {
        var claimed = state.Claim(sender ?? Sender, document, Envelopes.Hash(hash), Now);
        return (state.Apply(Assert.IsType<GuardEvent.Claimed>(claimed)), claimed.Concerns);
    }

    private static InvoiceDocument PaidTo(string account, string number) => Sample with
    {
        Number = number,
        Payment = Sample.Payment! with { CreditTransfers = [new CreditTransfer { AccountIdentifier = account }] },
    };
}
