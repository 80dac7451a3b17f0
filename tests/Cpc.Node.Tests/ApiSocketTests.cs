using System.Net.Sockets;
using Cpc.Node.Api;
using Cpc.Node.Composition;

namespace Cpc.Node.Tests;

/// <summary>The socket file: who can open it, and what becomes of one that a killed node left behind.</summary>
public class ApiSocketTests
{
    [Fact]
    public async Task Only_the_owner_can_open_the_socket()
    {
        await using var api = await RunningApi.StartAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(api.Folder.Node.Socket));
    }

    [Fact]
    public async Task No_connection_is_taken_before_the_mode_is_set()
    {
        using var folder = new TempFolder();
        using var bound = ApiSocket.Bind(new UnixDomainSocketEndPoint(folder.Node.Socket));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Node.Socket));
        using var early = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var refused = await Assert.ThrowsAsync<SocketException>(() => early.ConnectAsync(new UnixDomainSocketEndPoint(folder.Node.Socket)));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Fact]
    public async Task A_stale_socket_is_replaced()
    {
        var folder = new TempFolder();

        // Bound elsewhere and renamed, so that closing it leaves the file: as after a kill.
        using (var killed = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            killed.Bind(new UnixDomainSocketEndPoint(folder.File("tmp.sock")));
            File.Move(folder.File("tmp.sock"), folder.Node.Socket);
        }

        Assert.True(File.Exists(folder.Node.Socket));
        await using var api = await RunningApi.StartAsync(folder: folder);
        Assert.True((await api.GetAsync("/v1/node")).IsSuccessStatusCode);
    }

    [Fact]
    public void A_socket_on_which_someone_listens_is_left_alone()
    {
        using var folder = new TempFolder();
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(folder.Node.Socket));
        other.Listen();
        var refused = Assert.Throws<StartException>(() => ApiSocket.Prepare(folder.Node.Socket));
        Assert.Equal("socket-in-use", refused.Code);
        Assert.True(File.Exists(folder.Node.Socket));
    }

    [Fact]
    public void A_file_that_is_no_socket_is_left_alone()
    {
        using var folder = new TempFolder();
        var (file, link) = (folder.File("ledger.txt"), folder.File("link"));
        File.WriteAllText(file, "precious");
        File.CreateSymbolicLink(link, file);
        foreach (var path in new[] { file, link, folder.Path })
        {
            var refused = Assert.Throws<StartException>(() => ApiSocket.Prepare(path));
            Assert.Equal("path-in-use", refused.Code);
        }

        Assert.Equal("precious", File.ReadAllText(link));
    }

    [Fact]
    public void A_socket_that_is_no_stream_is_left_alone()
    {
        using var folder = new TempFolder();
        using var other = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(folder.File("log")));
        Assert.Equal("path-in-use", Assert.Throws<StartException>(() => ApiSocket.Prepare(folder.File("log"))).Code);
        Assert.True(File.Exists(folder.File("log")));
    }

    [Fact]
    public async Task The_shared_socket_is_not_the_private_one()
    {
        using var folder = new TempFolder();
        var refused = await Assert.ThrowsAsync<StartException>(() => RunningApi.StartAsync(folder: folder, socket: folder.Node.Socket));
        Assert.Equal("path-in-use", refused.Code);
    }

    [Fact]
    public void A_path_that_the_kernel_would_cut_is_refused()
    {
        var refused = Assert.Throws<StartException>(() => ApiSocket.Prepare("/" + new string('a', 107)));
        Assert.Equal("path-too-long", refused.Code);
    }

    [Fact]
    public async Task The_socket_goes_with_the_node()
    {
        await using var api = await RunningApi.StartAsync();
        await api.StopAsync();
        Assert.False(File.Exists(api.Folder.Node.Socket));
    }

    [Fact]
    public async Task No_variable_of_ASP_NET_opens_a_port()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://127.0.0.1:0");
        try
        {
            await using var api = await RunningApi.StartAsync();
            Assert.Equal($"http://unix:{api.Folder.Node.Socket}", Assert.Single(api.Addresses));
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_URLS", null);
        }
    }

    [Fact]
    public async Task A_log_file_is_private()
    {
        await using var api = await RunningApi.StartAsync(new FakeNode { Fault = new InvalidOperationException("for the log") });
        await api.GetAsync("/v1/node");
        var log = Assert.Single(Directory.GetFiles(api.Folder.Node.Logs));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(log));
    }
}
