using Cpc.Cryptography;
using Cpc.Governance.Audit;

namespace Cpc.Governance.Tests;

/// <summary>References are equal for equal things under one pepper, and tell nothing else.</summary>
public class AuditReferencesTests
{
    private static readonly PeerId Peer = new(Enumerable.Repeat((byte)7, 32).ToArray());
    private static readonly Guid Id = new("0192d6a0-0000-7000-8000-000000000001");

    private readonly AuditReferences _references = With(1);

    private static AuditReferences With(byte pepper)
    {
        var bytes = Enumerable.Repeat(pepper, 32).ToArray();
        return new AuditReferences((input, digest) => Blake2b.KeyedHash(bytes, input, digest));
    }

    [Fact]
    public void The_same_thing_has_the_same_reference_of_32_bytes()
    {
        Assert.Equal(_references.Actor("uid:1000"), With(1).Actor("uid:1000"));
        Assert.Equal(_references.Counterparty(Peer), With(1).Counterparty(Peer));
        Assert.Equal(_references.Document(Peer, Id), With(1).Document(Peer, Id));
        Assert.Equal(32, _references.Actor("").Length);
    }

    [Fact]
    public void Another_thing_has_another_reference()
    {
        Assert.NotEqual(_references.Actor("uid:1000"), _references.Actor("uid:1001"));
        Assert.NotEqual(_references.Counterparty(Peer), _references.Counterparty(new PeerId(new byte[32])));
        Assert.NotEqual(_references.Document(Peer, Id), _references.Document(Peer, Guid.Empty));
        Assert.NotEqual(_references.Document(Peer, Id), _references.Document(new PeerId(new byte[32]), Id));
    }

    [Fact]
    public void Another_pepper_gives_another_reference()
    {
        Assert.NotEqual(_references.Actor("uid:1000"), With(2).Actor("uid:1000"));
        Assert.NotEqual(_references.Counterparty(Peer), With(2).Counterparty(Peer));
        Assert.NotEqual(_references.Document(Peer, Id), With(2).Document(Peer, Id));
    }

    [Fact]
    public void The_same_bytes_as_another_kind_of_thing_have_another_reference()
    {
        // 32 and 48 bytes that are UTF-8 too.
        var peer = new PeerId(Enumerable.Repeat((byte)'p', 32).ToArray());
        var id = new Guid(Enumerable.Repeat((byte)'d', 16).ToArray(), bigEndian: true);
        Assert.NotEqual(_references.Actor(new string('p', 32)), _references.Counterparty(peer));
        Assert.NotEqual(_references.Actor(new string('p', 32) + new string('d', 16)), _references.Document(peer, id));
    }

    [Fact]
    public void A_reference_has_these_bytes_for_ever()
    {
        Assert.Equal("D19B2D43FF6BB47C4BF0859E2B23C734CA18CD0B498E712F6D4ACCEB9A769D41", Convert.ToHexString(_references.Actor("uid:1000")));
        Assert.Equal("20019AFFA122584BCB635FD4E1EF8AE088E1E79C5ED05C9CC851FAEA877AE050", Convert.ToHexString(_references.Counterparty(Peer)));
        Assert.Equal("55518A682A8C82576F290F71B34DB832C8C1647C4D262F77CAEEC312CD850F1C", Convert.ToHexString(_references.Document(Peer, Id)));
    }
}
