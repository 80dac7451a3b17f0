using Cpc.Invoicing.Consent;
using Cpc.Invoicing.Model;
using CsCheck;

namespace Cpc.Invoicing.Tests.Consent;

public class ConsentTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ParticipantId Partner = Envelopes.Recipient;

    [Fact]
    public void What_was_granted_is_allowed()
    {
        var state = Run(ConsentState.Empty, Granted(1));
        Assert.Equal(new ConsentCheck.Allowed(Id(1)), Check(state, Now));
        var record = state.Records[Id(1)];
        Assert.Equal((Now, ConsentStatus.Granted, "1000"), (record.GrantedAt, record.Status, record.GrantedBy));
    }

    [Fact]
    public void Nothing_granted_is_refused() => Refused(ConsentRefusal.NoConsent, ConsentState.Empty, Now);

    [Fact]
    public void Another_counterparty_or_kind_is_refused()
    {
        var state = Run(ConsentState.Empty, Granted(1) with { DocKinds = [DocumentKind.Invoice] });
        Assert.Equal(new ConsentCheck.Refused(ConsentRefusal.NoConsent), state.Check(Envelopes.Participant(9), ConsentPurpose.Exchange, DocumentKind.Invoice, Now));
        Assert.Equal(new ConsentCheck.Refused(ConsentRefusal.NoConsent), state.Check(Partner, ConsentPurpose.Exchange, DocumentKind.CreditNote, Now));
        Assert.Equal(new ConsentCheck.Refused(ConsentRefusal.NoConsent), state.Check(Partner, (ConsentPurpose)99, DocumentKind.Invoice, Now));
    }

    [Fact]
    public void A_consent_ends_at_its_date_to_the_tick()
    {
        var state = Run(ConsentState.Empty, Granted(1) with { ValidUntil = Now.AddDays(1) });
        Assert.IsType<ConsentCheck.Allowed>(Check(state, Now.AddDays(1).AddTicks(-1)));
        Refused(ConsentRefusal.Expired, state, Now.AddDays(1));
    }

    [Fact]
    public void A_revoked_consent_is_refused_at_once_and_says_why()
    {
        var state = Run(Run(ConsentState.Empty, Granted(1)), new ConsentCommand.Revoke(Id(1), "contract ended"));
        Refused(ConsentRefusal.Revoked, state, Now);
        Assert.Equal((Now, "contract ended"), (state.Records[Id(1)].RevokedAt, state.Records[Id(1)].RevocationReason));
    }

    [Fact]
    public void A_new_consent_after_a_revocation_allows_again()
    {
        var state = Run(Run(ConsentState.Empty, Granted(1)), new ConsentCommand.Revoke(Id(1), "x"));
        Assert.Equal(new ConsentCheck.Allowed(Id(2)), Check(Run(state, Granted(2)), Now));
    }

    [Fact]
    public void A_consent_from_the_future_is_none() => Refused(ConsentRefusal.NoConsent, Run(ConsentState.Empty, Granted(1)), Now.AddTicks(-1));

    [Fact]
    public void A_consent_is_granted_and_revoked_once()
    {
        var state = Run(ConsentState.Empty, Granted(1));
        Assert.Equal(ConsentRefusal.AlreadyGranted, Decided(state, Granted(1)));
        Assert.Equal(ConsentRefusal.UnknownConsent, Decided(state, new ConsentCommand.Revoke(Id(2), "x")));
        state = Run(state, new ConsentCommand.Revoke(Id(1), "x"));
        Assert.Equal(ConsentRefusal.Revoked, Decided(state, new ConsentCommand.Revoke(Id(1), "x")));
        Assert.Equal(ConsentRefusal.AlreadyGranted, Decided(state, Granted(1)));
    }

    [Fact]
    public void A_consent_that_allows_nothing_is_not_granted()
    {
        Assert.Equal(ConsentRefusal.Meaningless, Decided(ConsentState.Empty, Granted(1) with { DocKinds = [] }));
        Assert.Equal(ConsentRefusal.Meaningless, Decided(ConsentState.Empty, Granted(1) with { GrantedBy = " " }));
        Assert.Equal(ConsentRefusal.Meaningless, Decided(ConsentState.Empty, Granted(1) with { ValidUntil = Now }));
    }

    [Fact]
    public void Whatever_happened_a_check_allows_only_what_a_valid_record_covers() =>
        Gen.Byte.Array[4].Array[0, 30].Sample(steps =>
        {
            var state = ConsentState.Empty;
            var now = Now;
            foreach (var step in steps)
            {
                now = now.AddHours(step[0] % 5);
                ConsentCommand command = step[1] % 3 == 0
                    ? new ConsentCommand.Revoke(Id(step[2] % 6), "x")
                    : Granted(step[2] % 6) with
                    {
                        Counterparty = Envelopes.Participant((byte)(step[3] % 2)),
                        DocKinds = step[3] % 3 == 0 ? [DocumentKind.Invoice] : [DocumentKind.Invoice, DocumentKind.CreditNote],
                        ValidUntil = step[3] % 5 == 0 ? null : now.AddHours(step[3] % 7),
                    };
                if (state.Decide(command, now) is ConsentDecision.Accepted accepted) state = state.Apply(accepted.Event);
                foreach (var kind in (DocumentKind[])[DocumentKind.Invoice, DocumentKind.CreditNote, DocumentKind.Status])
                {
                    var counterparty = Envelopes.Participant(0);
                    var covering = state.Records.Values.Where(record => record.Counterparty == counterparty && record.DocKinds.Contains(kind)
                        && record.RevokedAt is null && (record.ValidUntil is null || now < record.ValidUntil)).Select(record => record.ConsentId).ToList();
                    var check = state.Check(counterparty, ConsentPurpose.Exchange, kind, now);
                    if (check is ConsentCheck.Allowed allowed) Assert.Contains(allowed.ConsentId, covering);
                    else Assert.Empty(covering);
                }
            }
        }, iter: 5000);

    private static Guid Id(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    private static ConsentCommand.Grant Granted(int number) => new(
        Id(number), Partner, ConsentPurpose.Exchange, [DocumentKind.Invoice, DocumentKind.CreditNote], LegalBasis.Contract, "1000", null);

    private static ConsentState Run(ConsentState state, ConsentCommand command) =>
        state.Apply(Assert.IsType<ConsentDecision.Accepted>(state.Decide(command, Now)).Event);

    private static ConsentRefusal Decided(ConsentState state, ConsentCommand command) =>
        Assert.IsType<ConsentDecision.Refused>(state.Decide(command, Now)).Reason;

    private static ConsentCheck Check(ConsentState state, DateTimeOffset now) => state.Check(Partner, ConsentPurpose.Exchange, DocumentKind.Invoice, now);

    private static void Refused(ConsentRefusal reason, ConsentState state, DateTimeOffset now) =>
        Assert.Equal(new ConsentCheck.Refused(reason), Check(state, now));
}
