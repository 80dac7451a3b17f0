using System.Buffers.Binary;
using System.Net;
using Cpc.Transport.Nat;

namespace Cpc.Transport.Tests.Nat;

/// <summary>STUN messages: the standard's known answers, and whatever is none.</summary>
public class StunMessageTests
{
    private const string Katakana = "\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9";

    private static StunMessage Parse(byte[] bytes)
    {
        var message = StunMessage.TryParse(bytes);
        Assert.NotNull(message);
        return message;
    }

    [Fact]
    public void The_request_of_RFC_5769_is_read_and_authentic()
    {
        var message = Parse(StunVectors.Request);
        Assert.Equal((StunClass.Request, StunMethod.Binding), (message.Class, message.Method));
        Assert.Equal("b7e7a701bc34d686fa87dfae", Convert.ToHexStringLower(message.TransactionId));
        Assert.Equal("STUN test client", message.Text(StunAttributeType.Software));
        Assert.Equal("evtj:h6vY", message.Text(StunAttributeType.Username));
        Assert.True(StunKey.ShortTerm(StunVectors.Password).Authenticates(message));
        Assert.False(StunKey.ShortTerm("another").Authenticates(message));
    }

    [Fact]
    public void The_answers_of_RFC_5769_are_read_and_authentic()
    {
        var key = StunKey.ShortTerm(StunVectors.Password);
        var four = Parse(StunVectors.ResponseIPv4);
        var six = Parse(StunVectors.ResponseIPv6);
        Assert.Equal(IPEndPoint.Parse("192.0.2.1:32853"), four.Address(StunAttributeType.XorMappedAddress));
        Assert.Equal(IPEndPoint.Parse("[2001:db8:1234:5678:11:2233:4455:6677]:32853"), six.Address(StunAttributeType.XorMappedAddress));
        Assert.True(key.Authenticates(four) && key.Authenticates(six));
        Assert.Equal(StunClass.Success, four.Class);
    }

    [Fact]
    public void Long_term_credentials_of_the_standards_are_authentic_with_MD5_and_with_SHA_256()
    {
        var md5 = Parse(StunVectors.LongTerm);
        Assert.Equal(Katakana, md5.Text(StunAttributeType.Username));
        Assert.True(StunKey.LongTerm(Katakana, "example.org", "TheMatrIX").Authenticates(md5));
        Assert.False(StunKey.LongTerm(Katakana, "example.com", "TheMatrIX").Authenticates(md5));
        var sha256 = Parse(StunVectors.LongTermSha256);
        Assert.True(StunKey.LongTermSha256(Katakana, "example.org", "TheMatrIX").Authenticates(sha256));
        Assert.False(StunKey.LongTerm(Katakana, "example.org", "TheMatrIX").Authenticates(sha256));
    }

    [Fact]
    public void The_writer_makes_the_very_bytes_of_RFC_5769()
    {
        var given = Parse(StunVectors.LongTerm);
        var written = new StunWriter(StunClass.Request, StunMethod.Binding, given.TransactionId.ToArray())
            .Add(StunAttributeType.Username, Katakana)
            .Add(StunAttributeType.Nonce, "f//499k954d6OL34oL9FSTvy64sA")
            .Add(StunAttributeType.Realm, "example.org")
            .AddIntegrity(StunKey.LongTerm(Katakana, "example.org", "TheMatrIX"))
            .ToBytes();
        // Ours has a fingerprint besides, and its length says so.
        Assert.Equal(StunVectors.LongTerm[4..], written[4..^8]);
        Assert.True(StunKey.LongTerm(Katakana, "example.org", "TheMatrIX").Authenticates(Parse(written)));
    }

    [Theory]
    [InlineData(StunClass.Request, StunMethod.Binding, 0x0001)]
    [InlineData(StunClass.Success, StunMethod.Binding, 0x0101)]
    [InlineData(StunClass.Error, StunMethod.Allocate, 0x0113)]
    [InlineData(StunClass.Indication, StunMethod.Send, 0x0016)]
    [InlineData(StunClass.Indication, StunMethod.ConnectionAttempt, 0x001C)]
    public void Class_and_method_share_the_type(StunClass kind, StunMethod method, int type)
    {
        var bytes = new StunWriter(kind, method).ToBytes();
        Assert.Equal(type, BinaryPrimitives.ReadUInt16BigEndian(bytes));
        var message = Parse(bytes);
        Assert.Equal((kind, method), (message.Class, message.Method));
    }

    [Fact]
    public void Both_integrities_are_written_and_the_stronger_decides()
    {
        var key = StunKey.ShortTerm("secret");
        var both = Parse(new StunWriter(StunClass.Request, StunMethod.Binding).AddIntegrity(StunKey.ShortTerm("other")).AddIntegritySha256(key).ToBytes());
        Assert.True(key.Authenticates(both));
        Assert.False(StunKey.ShortTerm("other").Authenticates(both));
    }

    [Fact]
    public void Nothing_without_integrity_is_authentic() =>
        Assert.False(StunKey.ShortTerm("secret").Authenticates(Parse(new StunWriter(StunClass.Success, StunMethod.Binding).ToBytes())));

    [Fact]
    public void What_follows_the_integrity_does_not_count()
    {
        var message = Parse(new StunWriter(StunClass.Success, StunMethod.Binding)
            .AddIntegrity(StunKey.ShortTerm("secret"))
            .Add(StunAttributeType.XorMappedAddress, IPEndPoint.Parse("192.0.2.1:1"))
            .ToBytes());
        Assert.Null(message.Address(StunAttributeType.XorMappedAddress));
        Assert.True(StunKey.ShortTerm("secret").Authenticates(message));
    }

    [Fact]
    public void Of_two_attributes_of_a_type_the_first_counts()
    {
        var message = Parse(new StunWriter(StunClass.Success, StunMethod.Binding).Add(StunAttributeType.Lifetime, 1).Add(StunAttributeType.Lifetime, 2).ToBytes());
        Assert.Equal(1u, message.Number(StunAttributeType.Lifetime));
    }

    [Theory]
    [InlineData("127.0.0.1:1")]
    [InlineData("255.255.255.255:65535")]
    [InlineData("[::1]:4747")]
    [InlineData("[fe80::1:2:3:4]:65535")]
    public void An_address_written_is_the_address_read(string text)
    {
        var endPoint = IPEndPoint.Parse(text);
        Assert.Equal(endPoint, Parse(new StunWriter(StunClass.Request, StunMethod.Send).Add(StunAttributeType.XorPeerAddress, endPoint).ToBytes()).Address(StunAttributeType.XorPeerAddress));
    }

    [Fact]
    public void No_flipped_bit_changes_what_is_believed()
    {
        var key = StunKey.ShortTerm(StunVectors.Password);
        var read = 0;
        for (var bit = 0; bit < StunVectors.ResponseIPv4.Length * 8; bit++)
        {
            var bad = StunVectors.ResponseIPv4;
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            if (StunMessage.TryParse(bad) is not { } message) continue;
            // It is another attribute now, or in another: there is no fingerprint, and the integrity decides.
            read++;
            Assert.DoesNotContain(message.Attributes, a => a.Type == StunAttributeType.Fingerprint);
            if (key.Authenticates(message)) Assert.Equal(IPEndPoint.Parse("192.0.2.1:32853"), message.Address(StunAttributeType.XorMappedAddress));
        }

        Assert.InRange(read, 1, 40);
    }

    [Fact]
    public void Any_truncation_is_refused()
    {
        var whole = StunVectors.Request;
        for (var length = 0; length < whole.Length; length++) Assert.Null(StunMessage.TryParse(whole.AsSpan(0, length)));
    }

    [Fact]
    public void Trailing_bytes_are_refused() => Assert.Null(StunMessage.TryParse([.. StunVectors.Request, 0, 0, 0, 0]));

    [Fact]
    public void An_attribute_longer_than_the_message_is_refused()
    {
        var bytes = StunVectors.LongTerm;
        bytes[23] = 0xFF;
        Assert.Null(StunMessage.TryParse(bytes));
    }

    [Theory]
    [InlineData(0, 0x80)]
    [InlineData(4, 0x20)]
    public void Neither_other_first_bits_nor_another_cookie_make_a_message(int at, byte value)
    {
        var bytes = StunVectors.LongTerm;
        bytes[at] = value;
        Assert.Null(StunMessage.TryParse(bytes));
    }

    [Fact]
    public void A_fingerprint_that_is_not_last_is_refused()
    {
        var bytes = new StunWriter(StunClass.Request, StunMethod.Binding).Add(StunAttributeType.Fingerprint, 1).ToBytes();
        Assert.Null(StunMessage.TryParse(bytes));
    }

    [Fact]
    public void More_attributes_than_any_server_sends_are_refused()
    {
        StunWriter With(int count)
        {
            var writer = new StunWriter(StunClass.Request, StunMethod.Binding);
            for (var i = 0; i < count; i++) writer.Add(StunAttributeType.Software, "");
            return writer;
        }

        Assert.NotNull(StunMessage.TryParse(With(31).ToBytes()));
        Assert.Null(StunMessage.TryParse(With(32).ToBytes()));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 4, 38 }, 438)]
    [InlineData(new byte[] { 0, 0, 3, 0 }, 300)]
    [InlineData(new byte[] { 0, 0, 2, 0 }, null)]
    [InlineData(new byte[] { 0, 0, 7, 0 }, null)]
    [InlineData(new byte[] { 0, 0, 4, 100 }, null)]
    [InlineData(new byte[] { 0, 0, 4 }, null)]
    public void An_error_code_makes_sense_or_is_none(byte[] value, int? code) =>
        Assert.Equal(code, Parse(new StunWriter(StunClass.Error, StunMethod.Binding).Add(StunAttributeType.ErrorCode, value).ToBytes()).ErrorCode);

    [Theory]
    [InlineData(new byte[] { 0, 1, 0, 1, 1, 1, 1 })]
    [InlineData(new byte[] { 0, 2, 0, 1, 1, 1, 1, 1 })]
    [InlineData(new byte[] { 1, 1, 0, 1, 1, 1, 1, 1 })]
    [InlineData(new byte[] { 0, 3, 0, 1, 1, 1, 1, 1 })]
    public void An_address_of_another_form_is_none(byte[] value) =>
        Assert.Null(Parse(new StunWriter(StunClass.Success, StunMethod.Binding).Add(StunAttributeType.XorMappedAddress, value).ToBytes()).Address(StunAttributeType.XorMappedAddress));
}
