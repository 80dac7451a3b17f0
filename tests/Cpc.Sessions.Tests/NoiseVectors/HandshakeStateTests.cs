using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions.Noise;
using static Cpc.Sessions.Noise.NoiseToken;

namespace Cpc.Sessions.Tests;

public class HandshakeStateTests
{
    private static readonly NoisePattern KK = NoisePatternTable.Find("KK")!;
    private static readonly NoisePattern KKpsk0 = NoisePatternTable.Find("KKpsk0")!;
    private readonly byte[] _buffer = new byte[1024];

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void A_psk_of_another_size_is_our_own_misuse(int size)
    {
        using var keys = Keys();
        Assert.Throws<ArgumentException>(() => New(KKpsk0, keys.Pair, new byte[32], new byte[size]));
    }

    [Fact]
    public void A_psk_for_a_pattern_without_one_is_our_own_misuse()
    {
        using var keys = Keys();
        Assert.Throws<ArgumentException>(() => New(KK, keys.Pair, new byte[32], new byte[32]));
        Assert.Throws<ArgumentException>(() => New(NoisePattern.XX, keys.Pair, null, new byte[32]));
    }

    [Fact]
    public void The_peers_static_is_given_exactly_where_the_pattern_has_it()
    {
        using var keys = Keys();
        Assert.Throws<ArgumentException>(() => New(KK, keys.Pair, null));
        Assert.Throws<ArgumentException>(() => New(KK, keys.Pair, new byte[31]));
        Assert.Throws<ArgumentException>(() => New(NoisePattern.XX, keys.Pair, new byte[32]));
    }

    [Fact]
    public void A_pattern_with_an_own_static_needs_it()
    {
        Assert.Throws<InvalidOperationException>(() => New(KK, null, new byte[32]));
        using var state = New(new NoisePattern("IN", [], [], [[e, s], [e, ee, se]]), null, null);
        Assert.Throws<InvalidOperationException>(() => state.TryWriteTokens(_buffer));
    }

    [Fact]
    public void Calls_out_of_turn_throw()
    {
        using var keys = Keys();
        using var initiator = New(NoisePattern.XX, keys.Pair, null);
        Assert.Throws<InvalidOperationException>(() => initiator.TryReadTokens(_buffer));
        Assert.Throws<InvalidOperationException>(() => initiator.TryReadPayload(_buffer, _buffer));
        Assert.Throws<InvalidOperationException>(() => initiator.WritePayload([], _buffer));
        Assert.Throws<InvalidOperationException>(() => initiator.Split(new byte[32], new byte[32]));
        Assert.Equal(32, initiator.TryWriteTokens(_buffer));
        Assert.Throws<InvalidOperationException>(() => initiator.TryWriteTokens(_buffer));
        Assert.Equal(0, initiator.WritePayload([], _buffer));
        Assert.Throws<InvalidOperationException>(() => initiator.TryWriteTokens(_buffer));
        Assert.Throws<InvalidOperationException>(() => initiator.WritePayload([], _buffer));
        Assert.False(initiator.IsComplete);
    }

    /// <summary>Zero and the other low-order points in canonical form (RFC 7748 §6.1).</summary>
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")]
    [InlineData("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    public void A_low_order_ephemeral_is_refused_by_the_first_agreement_and_poisons_the_state(string ephemeral)
    {
        using var keys = Keys();
        using var responder = new HandshakeState(NoisePattern.XX, Blake2bHash.Instance, initiator: false, [], keys.Pair);
        Assert.Equal(32, responder.TryReadTokens(Convert.FromHexString(ephemeral)));
        Assert.Equal(0, responder.TryReadPayload([], []));
        Assert.Equal(-1, responder.TryWriteTokens(_buffer));
        Assert.Throws<InvalidOperationException>(() => responder.TryWriteTokens(_buffer));
        Assert.Throws<InvalidOperationException>(() => responder.WritePayload([], _buffer));
        Assert.Throws<InvalidOperationException>(() => responder.TryReadTokens(_buffer));
    }

    [Fact]
    public void A_disposed_state_refuses_everything()
    {
        using var keys = Keys();
        var state = New(NoisePattern.XX, keys.Pair, null);
        state.Dispose();
        Assert.Throws<InvalidOperationException>(() => state.TryWriteTokens(_buffer));
        Assert.Throws<InvalidOperationException>(() => state.Split(new byte[32], new byte[32]));
    }

    [Fact]
    public void Sides_with_different_psks_do_not_meet()
    {
        using Owned a = Keys(), b = Keys();
        byte[] psk = SecureRandom.Bytes(32), other = (byte[])psk.Clone();
        foreach (var same in new[] { true, false })
        {
            if (!same) other[31] ^= 1;
            using var initiator = New(KKpsk0, a.Pair, b.Pair.PublicKey, psk);
            using var responder = new HandshakeState(KKpsk0, Blake2bHash.Instance, initiator: false, [], b.Pair, a.Pair.PublicKey, other);
            Assert.Equal(same, NoisePair.Read(responder, NoisePair.Write(initiator, [1])) is not null);
        }
    }

    [Fact]
    public void Several_psks_are_taken_in_their_order()
    {
        var pattern = NoisePatternTable.Find("NNpsk0+psk2")!;
        byte[] first = SecureRandom.Bytes(32), second = SecureRandom.Bytes(32);
        using var initiator = new HandshakeState(pattern, Blake2bHash.Instance, initiator: true, [], psk: [.. first, .. second]);
        using var responder = new HandshakeState(pattern, Blake2bHash.Instance, initiator: false, [], psk: [.. first, .. second]);
        var message = NoisePair.Write(initiator, []);
        Assert.NotNull(NoisePair.Read(responder, message));
        Assert.NotNull(NoisePair.Read(initiator, NoisePair.Write(responder, [])));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void A_psk_that_differs_is_noticed_in_the_message_of_its_token(int differing, int refusedMessage)
    {
        var pattern = NoisePatternTable.Find("NNpsk0+psk2")!;
        byte[] psks = SecureRandom.Bytes(64), others = (byte[])psks.Clone();
        others[32 * differing] ^= 1;
        using var initiator = new HandshakeState(pattern, Blake2bHash.Instance, initiator: true, [], psk: psks);
        using var responder = new HandshakeState(pattern, Blake2bHash.Instance, initiator: false, [], psk: others);
        Assert.Equal(refusedMessage > 1, NoisePair.Read(responder, NoisePair.Write(initiator, [])) is not null);
        if (refusedMessage > 1) Assert.Null(NoisePair.Read(initiator, NoisePair.Write(responder, [])));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_static_that_is_not_canonical_is_refused_though_it_is_authentic(bool twisted)
    {
        using Owned a = Keys(), b = Keys();
        if (twisted) a.Pair.PublicKey[31] |= 0x80; // The same point: every agreement still succeeds.
        using var initiator = New(NoisePattern.XX, a.Pair, null);
        using var responder = new HandshakeState(NoisePattern.XX, Blake2bHash.Instance, initiator: false, [], b.Pair);
        Assert.NotNull(NoisePair.Read(responder, NoisePair.Write(initiator, [])));
        Assert.NotNull(NoisePair.Read(initiator, NoisePair.Write(responder, [])));
        Assert.Equal(twisted ? -1 : 48, responder.TryReadTokens(NoisePair.Write(initiator, [])));
    }

    private static HandshakeState New(NoisePattern pattern, StaticKeyPair? s, byte[]? rs, byte[]? psk = null) =>
        new(pattern, Blake2bHash.Instance, initiator: true, [], s, rs, psk);

    private static Owned Keys()
    {
        byte[] publicKey = new byte[32], privateKey = new byte[32];
        X25519.GenerateKeyPair(publicKey, privateKey);
        return new Owned(new StaticKeyPair(SecureData.Take(privateKey), publicKey));
    }

    private sealed record Owned(StaticKeyPair Pair) : IDisposable
    {
        public void Dispose() => Pair.PrivateKey.Dispose();
    }
}
