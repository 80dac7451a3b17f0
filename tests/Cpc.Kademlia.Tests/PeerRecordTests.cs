using System.Formats.Cbor;

namespace Cpc.Kademlia.Tests;

public class PeerRecordTests
{
    private static readonly DateTimeOffset Now = TestIdentity.Start;
    private readonly TestIdentity _owner = new(new Random(1));

    private KademliaRefusal Judge(ReadOnlyMemory<byte> encoded, PeerRecord? known = null, DateTimeOffset? now = null) =>
        PeerRecord.TryDecode(encoded, _owner.Peer, now ?? Now, known, out _);

    private PeerRecordContent Content() => new()
    {
        Peer = _owner.Peer,
        StaticRecord = new byte[] { 1, 2, 3 },
        Addresses = [TestIdentity.Address(1, 1), new NodeAddress(UInt128.One << 125, true, 4747)],
        Relays = [new RelayAddress(new TestIdentity(new Random(2)).Peer, TestIdentity.Address(2, 2))],
        Capabilities = Capabilities.Server | Capabilities.Quic,
        NotBefore = Now,
        NotAfter = Now.AddHours(2),
        Sequence = 5,
    };

    [Fact]
    public void What_was_signed_is_read()
    {
        var signed = PeerRecord.Sign(Content(), _owner.Sign);
        Assert.Equal(KademliaRefusal.None, PeerRecord.TryDecode(signed.Encoded, _owner.Peer, Now, null, out var read));
        Assert.Equal(signed.Encoded.ToArray(), read!.Encoded.ToArray());
        Assert.Equal(Content().Addresses, read.Content.Addresses);
        Assert.Equal(Content().Relays, read.Content.Relays);
        Assert.Equal(new byte[] { 1, 2, 3 }, read.Content.StaticRecord.ToArray());
        Assert.Equal((5u, Capabilities.Server | Capabilities.Quic, Now, Now.AddHours(2)), (read.Sequence, read.Content.Capabilities, read.Content.NotBefore, read.Content.NotAfter));
    }

    [Fact]
    public void No_byte_of_a_record_can_be_changed()
    {
        var encoded = PeerRecord.Sign(Content(), _owner.Sign).Encoded.ToArray();
        for (var i = 0; i < encoded.Length; i++)
        {
            var changed = encoded.ToArray();
            changed[i] ^= 1;
            Assert.NotEqual(KademliaRefusal.None, Judge(changed));
        }
    }

    [Fact]
    public void A_record_cut_short_or_followed_by_something_is_malformed()
    {
        var encoded = PeerRecord.Sign(Content(), _owner.Sign).Encoded.ToArray();
        for (var length = 0; length < encoded.Length; length++) Assert.Equal(KademliaRefusal.Malformed, Judge(encoded.AsMemory(0, length)));
        Assert.Equal(KademliaRefusal.Malformed, Judge((byte[])[.. encoded, 0]));
    }

    [Fact]
    public void More_than_a_kibibyte_is_too_large() => Assert.Equal(KademliaRefusal.TooLarge, Judge(new byte[1025]));

    [Fact]
    public void The_fullest_record_fits()
    {
        var full = Content() with
        {
            StaticRecord = new byte[KademliaConstants.MaxStaticRecordSize],
            Addresses = [.. Enumerable.Repeat(new NodeAddress(UInt128.One << 125, true, 1), KademliaConstants.MaxAddresses)],
            Relays = [.. Enumerable.Repeat(new RelayAddress(_owner.Peer, new NodeAddress(UInt128.One << 125, true, 1)), KademliaConstants.MaxRelays)],
        };
        Assert.Equal(KademliaRefusal.None, Judge(PeerRecord.Sign(full, _owner.Sign).Encoded));
        Assert.Throws<ArgumentException>(() => PeerRecord.Sign(full with { Addresses = [.. full.Addresses, full.Addresses[0]] }, _owner.Sign));
    }

    [Fact]
    public void A_record_of_another_identity_is_refused() =>
        Assert.Equal(KademliaRefusal.RecordIdentity, PeerRecord.TryDecode(_owner.Record(1, Now).Encoded, new TestIdentity(new Random(3)).Peer, Now, null, out _));

    [Fact]
    public void A_record_signed_by_another_is_refused() =>
        Assert.Equal(KademliaRefusal.RecordSignature, Judge(PeerRecord.Sign(Content(), new TestIdentity(new Random(3)).Sign).Encoded));

    [Fact]
    public void A_signature_for_another_purpose_is_none() => Assert.Equal(KademliaRefusal.RecordSignature, Judge(
        PeerRecord.Sign(Content(), (message, signature) => _owner.Sign([.. message, 0], signature)).Encoded));

    [Theory]
    [InlineData(0, KademliaRefusal.None)]
    [InlineData(-299, KademliaRefusal.None)]
    [InlineData(-301, KademliaRefusal.RecordNotYetValid)]
    [InlineData(7200 + 299, KademliaRefusal.None)]
    [InlineData(7200 + 301, KademliaRefusal.RecordExpired)]
    public void Time_and_clock_skew_are_bounded(int seconds, KademliaRefusal expected) =>
        Assert.Equal(expected, Judge(_owner.Record(1, Now).Encoded, now: Now.AddSeconds(seconds)));

    [Theory]
    [InlineData(7200, KademliaRefusal.None)]
    [InlineData(7201, KademliaRefusal.RecordLife)]
    [InlineData(0, KademliaRefusal.RecordLife)]
    [InlineData(-1, KademliaRefusal.RecordLife)]
    public void No_record_lives_longer_than_two_hours(int seconds, KademliaRefusal expected) =>
        Assert.Equal(expected, Judge(_owner.Record(1, Now, TimeSpan.FromSeconds(seconds)).Encoded));

    [Theory]
    [InlineData(4, KademliaRefusal.RecordRolledBack)]
    [InlineData(5, KademliaRefusal.RecordConflict)]
    [InlineData(6, KademliaRefusal.None)]
    public void A_sequence_only_rises(uint sequence, KademliaRefusal expected)
    {
        var known = _owner.Record(5, Now);
        Assert.Equal(expected, Judge(_owner.Record(sequence, Now.AddSeconds(1)).Encoded, known));
    }

    [Fact]
    public void The_same_record_again_passes_as_long_as_it_is_valid()
    {
        var known = _owner.Record(5, Now);
        Assert.Equal(KademliaRefusal.None, Judge(known.Encoded, known));
        Assert.Equal(KademliaRefusal.RecordExpired, Judge(known.Encoded, known, Now.AddHours(3)));
    }

    [Fact]
    public void An_unknown_capability_is_refused()
    {
        var record = PeerRecord.Sign(Content() with { Capabilities = Capabilities.None }, _owner.Sign).Encoded.ToArray();
        var at = record.AsSpan().IndexOf(new byte[] { 0x05, 0x00, 0x06 }) + 1;
        record[at] = 0x10;
        Assert.Equal(KademliaRefusal.Malformed, Judge(record));
    }

    [Fact]
    public void Another_form_of_the_same_content_is_refused()
    {
        // The first map entry twice, and an indefinite length: CBOR, but not the canonical form.
        var encoded = PeerRecord.Sign(Content(), _owner.Sign).Encoded.ToArray();
        Assert.Equal(KademliaRefusal.Malformed, Judge((byte[])[0xbf, .. encoded[1..], 0xff]));
        var writer = new CborWriter();
        writer.WriteStartMap(1);
        writer.WriteInt32(1);
        writer.WriteByteString(_owner.Peer.ToArray());
        writer.WriteEndMap();
        Assert.Equal(KademliaRefusal.Malformed, Judge(writer.Encode()));
    }

    [Fact]
    public void The_next_sequence_is_above_the_last_also_when_the_clock_was_set_back()
    {
        var seconds = (uint)Now.ToUnixTimeSeconds();
        Assert.Equal(seconds, PeerRecord.NextSequence(0, Now));
        Assert.Equal(seconds + 1, PeerRecord.NextSequence(seconds, Now));
        Assert.Equal(seconds + 1, PeerRecord.NextSequence(seconds, Now.AddDays(-1)));
    }

    [Fact]
    public void Random_bytes_are_malformed_and_never_an_exception()
    {
        var random = new Random(4);
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = new byte[random.Next(300)];
            random.NextBytes(bytes);
            Assert.Equal(KademliaRefusal.Malformed, Judge(bytes));
        }
    }
}
