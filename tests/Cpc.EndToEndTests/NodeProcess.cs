using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Cpc.EndToEndTests;

/// <summary>A node as a process of its own, which can be killed without warning and started again.</summary>
internal sealed class NodeProcess : IDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly string _folder;
    private readonly string _hocon;
    private readonly NetworkNamespace? _network;
    private readonly string _transport;
    private readonly int _port;
    private readonly string? _listen;
    private readonly HttpClient _http;
    private readonly ConcurrentQueue<string> _console = new();
    private Process? _process;

    /// <param name="network">The network it runs in; null for the machine's own.</param>
    /// <param name="transport">auto, quic or tls.</param>
    /// <param name="listen">ADDRESS:PORT; null for a free port on loopback.</param>
    /// <param name="isNew">Its keys are drawn; else its folder has them.</param>
    public NodeProcess(string folder, string hocon, NetworkNamespace? network = null, string transport = "auto", string? listen = null, bool isNew = true)
    {
        _listen = listen;
        _network = network;
        _transport = transport;
        _folder = folder;
        _hocon = hocon;
        _port = FreePort();
        _http = new HttpClient(new SocketsHttpHandler
        {
            // A node that was killed takes its connections with it.
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_folder, "cpc.sock")), cancel);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        })
        { BaseAddress = new Uri("http://cpc/"), Timeout = TimeSpan.FromSeconds(60) };
        if (isNew) Assert.Equal(0, Cpc("init"));
    }

    public string Id { get; private set; } = "";

    /// <summary>All it has printed.</summary>
    public string Console => string.Join('\n', _console);

    public string Folder => _folder;

    public int ProcessId => _process!.Id;

    public string Journal => Path.Combine(_folder, "journal.db");

    public string IdAtAddress => $"{Id}@127.0.0.1:{_port}";

    /// <summary>Starts the process and waits until it answers.</summary>
    public async Task StartAsync()
    {
        _process = Start("run", "--listen", _listen ?? $"127.0.0.1:{_port}", "--hocon", _hocon, "--transport", _transport);
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                Id = (await GetAsync("v1/node")).GetProperty("id").GetString()!;
                return;
            }
            catch (HttpRequestException) when (TimeProvider.System.GetElapsedTime(started) < StartPatience)
            {
                Assert.False(_process.HasExited, "The node's process ended while starting.");
                await Task.Delay(20);
            }
        }
    }

    /// <summary>The same node at another port, once this one has stopped.</summary>
    public NodeProcess Moved(string hocon) => new(_folder, hocon, _network, _transport, isNew: false);

    /// <summary>SIGTERM: it stops in order.</summary>
    public void Stop()
    {
        using var kill = Process.Start("kill", $"-TERM {_process!.Id}");
        kill.WaitForExit();
        Assert.True(_process.WaitForExit(TimeSpan.FromSeconds(60)), "The node did not stop.");
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    public async Task<JsonElement> GetAsync(string path) =>
        (await _http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative))).Clone();

    public async Task PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Builds the lists anew.</summary>
    /// <returns>How many rows were not what the journal says.</returns>
    public async Task<int> RebuildAsync()
    {
        using var answer = await _http.PostAsync(new Uri("v1/documents/rebuild", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("changed").GetInt32();
    }

    /// <summary>Sends an invoice.</summary>
    /// <returns>Its id; null when the node died before it answered.</returns>
    public async Task<string?> SendAsync(byte[] ubl, string to) => (await HandInAsync($"v1/documents?to={to}", ubl))?.GetProperty("id").GetString();

    /// <summary>Hands an invoice in to be sent once.</summary>
    /// <returns>Its id; null when the node died before it answered.</returns>
    public async Task<string?> ImportAsync(byte[] ubl, string to) =>
        (await HandInAsync($"v1/documents/import?to={to}", ubl))?.GetProperty("document").GetProperty("id").GetString();

    private async Task<JsonElement?> HandInAsync(string path, byte[] ubl)
    {
        try
        {
            using var content = new ByteArrayContent(ubl);
            using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (_process is { HasExited: false }) Kill();
        _process?.Dispose();
        _http.Dispose();
    }

    private int Cpc(params string[] args)
    {
        using var process = Start(args);
        process.WaitForExit();
        return process.ExitCode;
    }

    private Process Start(params string[] args)
    {
        var start = new ProcessStartInfo(_network is null ? "dotnet" : "ip") { RedirectStandardOutput = true, RedirectStandardError = true };
        // "ip netns exec" becomes the program it runs: the process is the node's.
        if (_network is not null) foreach (var argument in new[] { "netns", "exec", _network.Name, "dotnet" }) start.ArgumentList.Add(argument);
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "cpc.dll"));
        foreach (var argument in args) start.ArgumentList.Add(argument);
        start.ArgumentList.Add("--data");
        start.ArgumentList.Add(_folder);
        var process = Process.Start(start)!;
        // Read always, so that a full pipe never stops the node.
        process.OutputDataReceived += (_, line) => _console.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _console.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
