namespace Cpc.Transport.Tests;

public class GreetingTests
{
    [Fact]
    public void A_positive_greeting_is_read_as_accepted() => Assert.Null(Greeting.Read(Greeting.Encode(null)));

    [Theory]
    [InlineData(TransportRefusal.NoCertificate)]
    [InlineData(TransportRefusal.CertificateNotBound)]
    [InlineData(TransportRefusal.CertificateExpired)]
    [InlineData(TransportRefusal.SelfConnection)]
    [InlineData(TransportRefusal.UnknownPeer)]
    [InlineData(TransportRefusal.WrongNetwork)]
    [InlineData(TransportRefusal.TooManyConnections)]
    [InlineData(TransportRefusal.TooManyOfPeer)]
    [InlineData(TransportRefusal.TooManyOfNetwork)]
    public void A_refusal_is_told_as_it_is(TransportRefusal refusal)
    {
        var said = Greeting.Read(Greeting.Encode(refusal));
        Assert.Equal(refusal, said?.Refusal);
        Assert.True(said?.SaidByPeer);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 1, 0, 0 })]
    [InlineData(new byte[] { 2, 0 })]
    [InlineData(new byte[] { 1, 11 })]
    public void Anything_else_is_no_greeting(byte[] bytes) => Assert.Equal(TransportRefusal.GreetingMissing, Greeting.Read(bytes)?.Refusal);

    [Fact]
    public void Every_refusal_has_words_of_its_own()
    {
        var words = Enum.GetValues<TransportRefusal>().Select(r => new TransportException(r).Message).ToList();
        Assert.Equal(words.Count, words.Distinct().Count());
        Assert.DoesNotContain("refused.", words);
    }
}
