namespace Cpc.Cryptography.Tests;

public class PeerIdTests
{
    [Fact]
    public void The_text_form_reads_back()
    {
        var id = new PeerId(SecureRandom.Bytes(32));
        Assert.True(PeerId.TryParse(id.ToString(), out var parsed));
        Assert.Equal(id, parsed);
        Assert.Equal(PeerId.TextLength, id.ToString().Length);
        Assert.Equal(id.ToArray(), parsed.ToArray());
    }

    [Fact]
    public void Any_single_typing_error_is_refused()
    {
        var text = new PeerId(SecureRandom.Bytes(32)).ToString();
        var accepted = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var wrong = text.ToCharArray();
            wrong[i] = wrong[i] == 'a' ? 'b' : 'a';
            if (PeerId.TryParse(new string(wrong), out _)) accepted++;
        }

        // A 16-bit checksum: a false acceptance among 56 has a probability of 0.1 %, two of them 10^-6.
        Assert.InRange(accepted, 0, 1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not-an-id")]
    public void Other_text_is_refused(string? text) => Assert.False(PeerId.TryParse(text, out _));

    [Fact]
    public void Order_is_that_of_the_unsigned_bytes()
    {
        var small = new byte[32];
        var large = new byte[32];
        large[0] = 0x80;
        small[31] = 1;
        Assert.True(new PeerId(small) < new PeerId(large));
        Assert.True(new PeerId(new byte[32]) < new PeerId(small));
    }
}
