namespace Cpc.Kademlia.Tests;

public class InviteTests
{
    private static readonly Random Random = new(1);
    private static readonly TestIdentity Alice = new(Random);
    private static readonly TestIdentity Carol = new(Random);

    private static Invite Full() => new()
    {
        Peer = Alice.Peer,
        Network = "cpc",
        Addresses = [TestIdentity.Address(1, 1), new NodeAddress(UInt128.One << 125, true, 4747)],
        Bootstrap = [new BootstrapNode(Carol.Peer, TestIdentity.Address(2, 2))],
    };

    [Fact]
    public void A_link_is_read_as_written_in_lower_and_in_upper_case()
    {
        var link = Full().ToLink();
        Assert.StartsWith("cpc:", link, StringComparison.Ordinal);
        foreach (var text in new[] { link, link.ToUpperInvariant() })
        {
            Assert.Equal(InviteRefusal.None, Invite.TryParse(text, out var read));
            Assert.Equal(link, read!.ToLink());
            Assert.Equal((Alice.Peer, "cpc"), (read.Peer, read.Network));
            Assert.Equal(Full().Addresses, read.Addresses);
            Assert.Equal(Full().Bootstrap, read.Bootstrap);
        }

        Assert.Equal(InviteRefusal.None, Invite.TryParse(new Invite { Peer = Alice.Peer, Network = "x" }.ToLink(), out var least));
        Assert.Empty(least!.Addresses);
    }

    [Fact]
    public void The_fullest_invite_is_no_longer_than_allowed_and_a_fuller_one_is_not_made()
    {
        var v6 = new NodeAddress(UInt128.One << 125, true, 4747);
        var fullest = new Invite
        {
            Peer = Alice.Peer,
            Network = new string('n', Invite.MaxNetwork),
            Addresses = [.. Enumerable.Repeat(v6, Invite.MaxAddresses)],
            Bootstrap = [.. Enumerable.Repeat(new BootstrapNode(Carol.Peer, v6), Invite.MaxBootstrap)],
        };
        Assert.InRange(fullest.ToLink().Length, 1, Invite.MaxLength);
        Assert.Equal(InviteRefusal.None, Invite.TryParse(fullest.ToLink(), out _));
        Assert.Throws<ArgumentException>(() => (fullest with { Addresses = [.. fullest.Addresses, v6] }).ToLink());
        Assert.Throws<ArgumentException>(() => (fullest with { Network = "" }).ToLink());
    }

    [Fact]
    public void A_wrong_character_anywhere_is_found()
    {
        var link = Full().ToLink();
        for (var i = 4; i < link.Length; i++)
        {
            var wrong = link[..i] + (link[i] == 'a' ? 'b' : 'a') + link[(i + 1)..];
            Assert.Equal(InviteRefusal.Checksum, Invite.TryParse(wrong, out var none));
            Assert.Null(none);
        }
    }

    [Theory]
    [InlineData("", InviteRefusal.NotAnInvite)]
    [InlineData("cpc:", InviteRefusal.NotAnInvite)]
    [InlineData("http:aaaaaaaa", InviteRefusal.NotAnInvite)]
    [InlineData("cpc:aaaaaaaa1aaaaaaa", InviteRefusal.NotAnInvite)]
    [InlineData("cpc:aaaaaaaaaaaaaaa", InviteRefusal.NotAnInvite)]
    public void Another_text_is_none(string text, InviteRefusal expected) => Assert.Equal(expected, Invite.TryParse(text, out _));

    [Fact]
    public void A_mixed_case_a_longer_text_and_a_cut_off_link_are_refused()
    {
        var link = Full().ToLink();
        Assert.Equal(InviteRefusal.NotAnInvite, Invite.TryParse("CPC" + link[3..], out _));
        Assert.Equal(InviteRefusal.TooLong, Invite.TryParse("cpc:" + new string('a', Invite.MaxLength), out _));
        for (var length = 0; length < link.Length; length++) Assert.NotEqual(InviteRefusal.None, Invite.TryParse(link[..length], out _));
        Assert.NotEqual(InviteRefusal.None, Invite.TryParse(link + "aaaaaaaa", out _));
    }

    [Fact]
    public void Another_version_and_content_of_another_form_are_refused()
    {
        Assert.Equal(InviteRefusal.Version, Invite.TryParse(With(bytes => bytes[0] = 2), out _));
        Assert.Equal(InviteRefusal.Malformed, Invite.TryParse(With(bytes => bytes[3] = 0xa3), out _));
        Assert.Equal(InviteRefusal.Malformed, Invite.TryParse(With(bytes => bytes[2]--), out _));
        Assert.Equal(InviteRefusal.Malformed, Invite.TryParse(With(bytes => bytes[1] = 0xff), out _));

        // The checksum is right.
        static string With(Action<byte[]> change)
        {
            var text = Full().ToLink()[4..];
            var bytes = new byte[text.Length / 8 * 5];
            Assert.True(Cpc.Cryptography.Base32.TryDecode(text, bytes));
            change(bytes);
            var hash = new byte[32];
            Cpc.Cryptography.Blake3.DeriveKey("cpc/v1 invite"u8, bytes.AsSpan(..^4), hash);
            hash.AsSpan(..4).CopyTo(bytes.AsSpan(^4..));
            return "cpc:" + Cpc.Cryptography.Base32.Encode(bytes);
        }
    }
}
