using Cpc.Actors.Dht;
using Cpc.Kademlia;

namespace Cpc.Actors.Tests.Dht;

public sealed class SeedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cpc-seeds-").FullName;
    private readonly SeedFile _file;

    public SeedFileTests() => _file = new SeedFile(Path.Combine(_folder, "dht-seeds"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Seeds_survive_a_restart_in_a_file_that_only_its_owner_reads()
    {
        Assert.Empty(_file.Load(out var refusal));
        Assert.Equal(KademliaRefusal.None, refusal);
        using var one = new DhtIdentity(new NodeAddress(0x0a000001, false, 1), DateTimeOffset.UnixEpoch);
        using var other = new DhtIdentity(new NodeAddress(0x0b000001, false, 2), DateTimeOffset.UnixEpoch);
        Assert.True(await _file.SaveAsync(Seeds.Save([one.Contact])));
        Assert.True(await _file.SaveAsync(Seeds.Save([one.Contact, other.Contact])));
        Assert.Equal([one.Peer, other.Peer], _file.Load(out refusal).Select(c => c.Peer));
        Assert.Equal(KademliaRefusal.None, refusal);
        var file = Assert.Single(Directory.GetFiles(_folder));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1_000_000)]
    public void Another_file_is_refused_whole(int size)
    {
        File.WriteAllBytes(Path.Combine(_folder, "dht-seeds"), new byte[size]);
        Assert.Empty(_file.Load(out var refusal));
        Assert.Equal(KademliaRefusal.Malformed, refusal);
    }

    [Fact]
    public async Task A_folder_that_is_gone_is_told_and_nothing_more() =>
        Assert.False(await new SeedFile(Path.Combine(_folder, "gone", "dht-seeds")).SaveAsync([1]));
}
