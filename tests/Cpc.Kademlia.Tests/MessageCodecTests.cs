using Cpc.Kademlia.Messages;

namespace Cpc.Kademlia.Tests;

public class MessageCodecTests
{
    private static readonly Random Random = new(1);
    private static readonly TestIdentity Peer = new(Random);

    public static TheoryData<KademliaRequest> Requests =>
    [
        new KademliaRequest.Ping { Serving = true },
        new KademliaRequest.FindNode(Peer.Id) { Serving = false },
        new KademliaRequest.FindRecord(Peer.Id, Peer.Id) { Serving = true },
        new KademliaRequest.Store(new byte[KademliaConstants.MaxRecordSize]) { Serving = true },
        new KademliaRequest.Leave { Serving = true },
    ];

    public static TheoryData<KademliaAnswer> Answers =>
    [
        new KademliaAnswer.Pong { Serving = false },
        new KademliaAnswer.Found([], null) { Serving = true },
        Fullest(),
        new KademliaAnswer.Stored(KademliaRefusal.NotResponsible) { Serving = true },
    ];

    private static KademliaAnswer.Found Fullest() => new(
        [.. Enumerable.Range(0, KademliaConstants.K).Select(i => new TestIdentity(Random).At(new NodeAddress((UInt128.One << 125) + (UInt128)i, true, 4747)))],
        new byte[KademliaConstants.MaxRecordSize])
    { Serving = true };

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_is_read_as_written(KademliaRequest request)
    {
        var encoded = MessageCodec.Encode(request);
        Assert.InRange(encoded.Length, 3, MessageCodec.MaxRequestSize);
        Assert.Equal(KademliaRefusal.None, MessageCodec.TryDecode(encoded, out KademliaRequest? read));
        Assert.Equal(encoded, MessageCodec.Encode(read!));
        Assert.Equal(request.GetType(), read!.GetType());
        Refuses(encoded, bytes => MessageCodec.TryDecode(bytes, out KademliaRequest? _));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_is_read_as_written(KademliaAnswer answer)
    {
        var encoded = MessageCodec.Encode(answer);
        Assert.InRange(encoded.Length, 3, MessageCodec.MaxAnswerSize);
        Assert.Equal(KademliaRefusal.None, MessageCodec.TryDecode(encoded, out KademliaAnswer? read));
        Assert.Equal(encoded, MessageCodec.Encode(read!));
        Assert.Equal(answer.GetType(), read!.GetType());
        Refuses(encoded, bytes => MessageCodec.TryDecode(bytes, out KademliaAnswer? _));
    }

    [Fact]
    public void More_than_the_largest_message_is_too_large()
    {
        Assert.Equal(KademliaRefusal.TooLarge, MessageCodec.TryDecode(new byte[MessageCodec.MaxRequestSize + 1], out KademliaRequest? _));
        Assert.Equal(KademliaRefusal.TooLarge, MessageCodec.TryDecode(new byte[MessageCodec.MaxAnswerSize + 1], out KademliaAnswer? _));
    }

    [Fact]
    public void More_than_k_contacts_are_refused()
    {
        var found = Fullest();
        var encoded = MessageCodec.Encode(new KademliaAnswer.Found([.. found.Contacts, found.Contacts[0]], null) { Serving = true });
        Assert.Equal(KademliaRefusal.Malformed, MessageCodec.TryDecode(encoded, out KademliaAnswer? _));
    }

    [Fact]
    public void A_contact_with_a_key_that_is_not_canonical_is_refused()
    {
        var noiseStatic = new byte[32];
        Array.Fill(noiseStatic, (byte)0xff);
        var encoded = MessageCodec.Encode(new KademliaAnswer.Found([new Contact(Peer.Peer, noiseStatic, TestIdentity.Address(1, 1))], null) { Serving = true });
        Assert.Equal(KademliaRefusal.Malformed, MessageCodec.TryDecode(encoded, out KademliaAnswer? _));
    }

    [Theory]
    [InlineData("8201f5", KademliaRefusal.None)]
    [InlineData("8200f5", KademliaRefusal.Malformed)] // no such type
    [InlineData("8206f5", KademliaRefusal.Malformed)]
    [InlineData("830118f5", KademliaRefusal.Malformed)]
    [InlineData("821801f5", KademliaRefusal.Malformed)] // 1 in two bytes
    [InlineData("820101", KademliaRefusal.Malformed)] // serving is no number
    [InlineData("9f01f5ff", KademliaRefusal.Malformed)] // indefinite length
    [InlineData("8301f5f5", KademliaRefusal.Malformed)] // one item too many
    [InlineData("8202f5", KademliaRefusal.Malformed)] // one too few
    [InlineData("8304f540", KademliaRefusal.Malformed)] // an empty record
    [InlineData("c18201f5", KademliaRefusal.Malformed)] // a tag
    [InlineData("", KademliaRefusal.Malformed)]
    public void Only_the_one_form_of_a_request_is_read(string hex, KademliaRefusal expected) =>
        Assert.Equal(expected, MessageCodec.TryDecode(Convert.FromHexString(hex), out KademliaRequest? _));

    [Fact]
    public void An_answer_keeps_within_the_room_it_is_given()
    {
        var now = TestIdentity.Start;
        var node = new KademliaNode(Peer.Peer, now, alwaysServing: true);
        for (var i = 0; i < 100; i++) node.Heard(new TestIdentity(Random).At(TestIdentity.Address(1 + i, 1)), true, now);
        var owner = new TestIdentity(Random);
        var from = owner.At(TestIdentity.Address(1, 1));
        Assert.Equal(KademliaRefusal.None, node.Store.Put(owner.Record(1, now).Encoded, from, new Region(owner.Id, 1), now));
        foreach (var room in new[] { 500, 900, 1_200, 2_000, MessageCodec.MaxAnswerSize })
        {
            var answer = Assert.IsType<KademliaAnswer.Found>(node.Answer(new KademliaRequest.FindRecord(owner.Id, owner.Id) { Serving = false }, from, false, now, room));
            Assert.NotNull(answer.Record);
            Assert.InRange(MessageCodec.Encode(answer).Length, 1, room);
        }
    }

    private static void Refuses(byte[] encoded, Func<byte[], KademliaRefusal> decode)
    {
        for (var length = 0; length < encoded.Length; length++) Assert.NotEqual(KademliaRefusal.None, decode(encoded[..length]));
        Assert.NotEqual(KademliaRefusal.None, decode([.. encoded, 0]));
    }
}
