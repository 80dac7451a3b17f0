using Cpc.Cryptography;
using Cpc.Sessions.Tests.Model;

namespace Cpc.Sessions.Tests.Fuzzing;

/// <summary>Static records: read and judged as by the model; what is accepted has one encoding only.</summary>
internal sealed class StaticRecordTarget : FuzzTarget
{
    private static readonly ModelPeer Alice = new("alice"), Bob = new("bob");

    public override string Name => "static-record";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        Alice.RecordBytes, (Alice.Record with { Suites = [1] }).Sign(Alice.IdentitySeed), Bob.RecordBytes,
        (Alice.Record with { NotBefore = 0, NotAfter = 10 }).Sign(Alice.IdentitySeed),
    ];

    public override Refusal Feed(byte[] input)
    {
        var refusal = StaticRecord.TryDecode(input, new PeerId(Alice.Id), TestPeer.Start.Utc, out var record);
        if (record is not null) Assert.Equal(input, record.Encode());
        Assert.Equal(refusal == Refusal.None, record is not null);
        // Times before 1970 and after 9999 are the one thing that the two don't share.
        var modelled = ModelRecord.TryRead(input, Alice.Id, ModelPeer.Now, out _);
        if (refusal != modelled) Assert.True((refusal, modelled) is (Refusal.Identity, Refusal.Malformed) or (Refusal.Malformed, Refusal.Identity), $"{refusal}, model {modelled}");
        return refusal;
    }

    public override void StillWorks() => Assert.Equal(Refusal.None, Feed(Seeds[0]));
}
