using Cpc.Sessions.DoubleRatchet;

namespace Cpc.Sessions.Tests;

/// <summary>The known answers of protocol.md §5.</summary>
public class RatchetKdfTests
{
    private static byte[] Sequence(int from) => [.. Enumerable.Range(from, 32).Select(i => (byte)i)];

    [Fact]
    public void The_root_step_gives_the_known_answers()
    {
        var rk = Sequence(0);
        var ck = new byte[32];
        var nhk = new byte[32];
        RatchetKdf.RootStep(rk, Sequence(0x20), ck, nhk);
        Assert.StartsWith("5752CDF427592BAA", Convert.ToHexString(rk), StringComparison.Ordinal);
        Assert.StartsWith("2AA1017FF3DD3A28", Convert.ToHexString(ck), StringComparison.Ordinal);
        Assert.StartsWith("07B58EBF8454C241", Convert.ToHexString(nhk), StringComparison.Ordinal);
    }

    [Fact]
    public void The_chain_step_gives_the_known_answers()
    {
        var ck = Sequence(0);
        var mk = new byte[32];
        RatchetKdf.ChainStep(ck, mk);
        Assert.StartsWith("DACE1C2BBE1660F8", Convert.ToHexString(mk), StringComparison.Ordinal);
        Assert.StartsWith("7DC7BF77B86ED114", Convert.ToHexString(ck), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_input_gives_another_message_key()
    {
        var ck = Sequence(0);
        ck[0] ^= 1;
        var mk = new byte[32];
        RatchetKdf.ChainStep(ck, mk);
        Assert.False(Convert.ToHexString(mk).StartsWith("DACE1C2BBE1660F8", StringComparison.Ordinal));
    }
}
