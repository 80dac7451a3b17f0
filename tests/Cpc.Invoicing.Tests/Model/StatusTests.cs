using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Tests.Model;

public class StatusTests
{
    [Fact]
    public void A_complete_answer_has_no_fault() => Assert.Null(Envelopes.Status.Check());

    [Theory]
    [InlineData(StatusCode.UnderQuery)]
    [InlineData(StatusCode.ConditionallyAccepted)]
    [InlineData(StatusCode.Rejected)]
    public void An_answer_that_needs_a_reason_has_a_fault_without(StatusCode code) =>
        Assert.Equal(StatusFault.ReasonMissing, (Envelopes.Status with { Code = code, Reason = null }).Check());

    [Theory]
    [InlineData(StatusCode.Acknowledged)]
    [InlineData(StatusCode.InProcess)]
    [InlineData(StatusCode.Accepted)]
    [InlineData(StatusCode.Paid)]
    public void Other_answers_need_none(StatusCode code) => Assert.Null((Envelopes.Status with { Code = code, Reason = null }).Check());

    [Fact]
    public void The_text_has_a_bound()
    {
        Assert.Null((Envelopes.Status with { Text = new string('x', 500) }).Check());
        Assert.Equal(StatusFault.TextTooLong, (Envelopes.Status with { Text = new string('x', 501) }).Check());
    }

    [Fact]
    public void The_text_has_no_control_characters_and_no_half_characters()
    {
        Assert.Equal(StatusFault.BadText, (Envelopes.Status with { Text = "\u001b[2J" }).Check());
        Assert.Equal(StatusFault.BadText, (Envelopes.Status with { Text = "a\ud83d" }).Check());
        Assert.Equal(StatusFault.BadText, (Envelopes.Status with { Text = "\ude00\ud83d" }).Check());
        Assert.Null((Envelopes.Status with { Text = "\ud83d\ude00" }).Check());
    }

    [Fact]
    public void Every_code_and_reason_has_the_letters_of_Peppol()
    {
        Assert.Equal("AB IP UQ CA RE AP PD", string.Join(' ', Enum.GetValues<StatusCode>().Select(code => code.Code())));
        Assert.Equal("NON REF LEG REC QUA DEL PRI QTY ITM PAY UNR FIN PPD OTH", string.Join(' ', Enum.GetValues<StatusReason>().Select(reason => reason.Code())));
        Assert.All(Enum.GetValues<StatusCode>(), code => Assert.True(StatusCodes.TryParse(code.Code(), out var parsed) && parsed == code));
        Assert.All(Enum.GetValues<StatusReason>(), reason => Assert.True(StatusCodes.TryParseReason(reason.Code(), out var parsed) && parsed == reason));
    }

    [Theory]
    [InlineData("XX")]
    [InlineData("ap")]
    [InlineData("")]
    [InlineData(null)]
    public void Other_letters_are_no_code(string? letters)
    {
        Assert.False(StatusCodes.TryParse(letters, out _));
        Assert.False(StatusCodes.TryParseReason(letters, out _));
    }
}
