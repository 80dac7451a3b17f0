using System.Numerics;
using Cpc.Cryptography;
using CsCheck;

namespace Cpc.Kademlia.Tests;

public class NodeIdTests
{
    private static readonly Gen<NodeId> Ids = Gen.Byte.Array[32].Select(b => new NodeId(b));

    private static BigInteger Number(NodeId id) => new(id.ToArray(), isUnsigned: true, isBigEndian: true);

    [Fact]
    public void An_id_is_a_hash_of_the_identity_apart_from_other_hashes()
    {
        var peer = new TestIdentity(new Random(1)).Peer;
        Span<byte> expected = stackalloc byte[32];
        Blake3.DeriveKey("cpc/v1 node id"u8, peer.ToArray(), expected);
        Assert.Equal(expected.ToArray(), NodeId.Of(peer).ToArray());
        Assert.NotEqual(Blake3.Hash(peer.ToArray()), NodeId.Of(peer).ToArray());
    }

    [Fact]
    public void Distances_compare_as_numbers() => Gen.Select(Ids, Ids, Ids).Sample((a, b, target) =>
        a.DistanceTo(target).CompareTo(b.DistanceTo(target)) == (Number(a) ^ Number(target)).CompareTo(Number(b) ^ Number(target)));

    [Fact]
    public void The_common_prefix_counts_equal_leading_bits() => Gen.Select(Ids, Gen.Int[0, 255]).Sample((id, bit) =>
        id.DistanceTo(id.WithFlipped(bit)).CommonPrefix == bit);

    [Fact]
    public void An_id_shares_all_bits_with_itself() => Ids.Sample(id => id.DistanceTo(id).CommonPrefix == 256);

    [Fact]
    public void A_prefix_is_kept_and_the_rest_taken_over() => Gen.Select(Ids, Ids, Gen.Int[0, 256]).Sample((id, rest, length) =>
    {
        var mixed = id.WithRest(length, rest);
        var mask = (BigInteger.One << (256 - length)) - 1;
        return Number(mixed) == ((Number(id) & ~mask) | (Number(rest) & mask));
    });

    [Fact]
    public void A_distance_is_about_its_part_of_the_key_space() => Gen.Select(Ids, Ids).Sample((a, b) =>
    {
        var exact = (double)(Number(a) ^ Number(b)) / Math.Pow(2, 256);
        return Math.Abs(a.DistanceTo(b).Fraction - exact) <= exact * 1e-12;
    });

    [Fact]
    public void Another_size_is_our_own_misuse() => Assert.Throws<ArgumentException>(() => new NodeId(new byte[31]));
}
