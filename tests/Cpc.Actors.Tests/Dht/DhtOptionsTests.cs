using Cpc.Actors.Dht;
using Cpc.Actors.Hosting;
using Cpc.Cryptography;

namespace Cpc.Actors.Tests.Dht;

public sealed class DhtOptionsTests
{
    private static readonly string Id = new PeerId(new byte[PeerId.Size]).ToString();

    private static DhtOptions Load(string own = "") => DhtOptions.Load(NodeConfiguration.Load(own, "Data Source=x"));

    [Fact]
    public void What_is_shipped_is_on_and_knows_nobody()
    {
        var options = Load();
        Assert.Equal((true, ServeMode.Auto), (options.IsOn, options.Serve));
        Assert.Empty(options.Bootstrap);
        Assert.Empty(options.Advertise);
    }

    [Fact]
    public void An_operator_says_what_he_wants()
    {
        var options = Load($"cpc.dht {{ enabled = off, serve = on, bootstrap = [\"{Id}@carol.example:4747\"], advertise = [\"192.0.2.7:4747\", \"alice.example:4748\"] }}");
        Assert.Equal((false, ServeMode.Always), (options.IsOn, options.Serve));
        Assert.Equal("carol.example:4747", Assert.Single(options.Bootstrap).Address);
        Assert.Equal([("192.0.2.7", 4747), ("alice.example", 4748)], options.Advertise);
        Assert.Equal(ServeMode.Never, Load("cpc.dht.serve = off").Serve);
    }

    [Theory]
    [InlineData("cpc.dht.serve = often", "cpc.dht.serve")]
    [InlineData("cpc.dht.bootstrap = [\"carol.example:4747\"]", "cpc.dht.bootstrap")]
    [InlineData("cpc.dht.bootstrap = [\"ID\"]", "cpc.dht.bootstrap")]
    [InlineData("cpc.dht.advertise = [\"192.0.2.7\"]", "cpc.dht.advertise")]
    [InlineData("cpc.dht.advertise = [\"192.0.2.7:0\"]", "cpc.dht.advertise")]
    [InlineData("cpc.dht.advertise = [\"a:1\",\"a:2\",\"a:3\",\"a:4\",\"a:5\",\"a:6\",\"a:7\",\"a:8\",\"a:9\"]", "more than 8")]
    public void Another_value_is_refused_with_its_name(string own, string named)
    {
        var refused = Assert.Throws<NodeStartException>(() => Load(own.Replace("ID", Id, StringComparison.Ordinal)));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }
}
