using Cpc.Node.Composition;

namespace Cpc.Node.Tests;

/// <summary>Where settings come from.</summary>
public class NodeSettingsTests
{
    [Fact]
    public void The_command_line_goes_before_the_environment_before_the_defaults()
    {
        using var folder = new TempFolder();
        var none = new Dictionary<string, string?> { ["Network"] = null };
        Assert.Equal("cpc", NodeSettings.Load(folder.Node, none).Options.Network);
        Environment.SetEnvironmentVariable("CPC_NETWORK", "from-environment");
        try
        {
            Assert.Equal("from-environment", NodeSettings.Load(folder.Node, none).Options.Network);
            var given = new Dictionary<string, string?> { ["Network"] = "given" };
            Assert.Equal("given", NodeSettings.Load(folder.Node, given).Options.Network);
        }
        finally
        {
            Environment.SetEnvironmentVariable("CPC_NETWORK", null);
        }
    }

    [Fact]
    public void The_operators_hocon_is_read_from_its_file()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("own.hocon"), "akka.loglevel = WARNING");
        var options = NodeSettings.Load(folder.Node, new Dictionary<string, string?> { ["Hocon"] = folder.File("own.hocon") }).Options;
        Assert.Equal("akka.loglevel = WARNING", options.Hocon);
        Assert.Equal(folder.Path, options.DataFolder);
    }

    [Fact]
    public void A_lock_is_free_again_after_its_holder()
    {
        using var folder = new TempFolder();
        using (DataFolderLock.Take(folder.Node))
            Assert.Equal("already-running", Assert.Throws<StartException>(() => DataFolderLock.Take(folder.Node)).Code);
        DataFolderLock.Take(folder.Node).Dispose();
    }
}
