using System.CommandLine;
using Cpc.Actors.Hosting;
using Cpc.Node.Api;
using Cpc.Node.Composition;

namespace Cpc.Node.Cli.Commands;

/// <summary>Runs the node in the foreground until a signal stops it.</summary>
internal sealed class RunCommand : CpcCommand
{
    private readonly Option<string?> _listen = new("--listen") { Description = "Where peers can dial [default: 127.0.0.1 and a free port]", HelpName = "HOST:PORT" };
    private readonly Option<string?> _transport = new("--transport") { Description = "auto takes QUIC where it is available, else TLS [default: auto]", HelpName = "auto|quic|tls" };
    private readonly Option<string?> _network = new("--network") { Description = "Nodes of different networks don't understand each other [default: cpc]", HelpName = "N" };
    private readonly Option<string?> _hocon = new("--hocon") { Description = "Settings of the actor system that override the shipped ones", HelpName = "FILE" };

    private readonly PassphraseOption _passphrase = PassphraseOption.Create("The passphrase of the key file, when it is sealed");

    public RunCommand()
        : base(
            "run",
            "Run the node in the foreground; Ctrl-C stops it",
            "cpc run",
            "cpc run --listen 0.0.0.0:7443",
            "cpc run --listen 0.0.0.0:7443 --transport tls --hocon /etc/cpc/overrides.hocon",
            "CPC_LISTEN=0.0.0.0:7443 cpc run --json",
            "DOTNET_EnableDiagnostics=0 cpc run --passphrase-file /run/credentials/cpc")
    {
        Options.Add(_listen);
        Options.Add(_transport);
        Options.Add(_network);
        Options.Add(_hocon);
        Options.Add(_passphrase);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        ProcessUser.KeepFilesPrivate();

        // Before the first secret is read.
        call.Environment.Harden();
        var folder = call.Folder;
        if (!folder.IsInitialized) throw CliException.NotInitialized(folder.Path);
        DataFolder.RequirePrivate(folder);
        try
        {
            var settings = NodeSettings.Load(folder, new Dictionary<string, string?>
            {
                ["Listen"] = call.Get(_listen),
                ["Transport"] = call.Get(_transport),
                ["Network"] = call.Get(_network),
                ["Hocon"] = call.Get(_hocon),
                ["Socket"] = call.Socket,
            });
            using var held = DataFolderLock.Take(folder);
            return await RunAsync(settings.With(_passphrase.Of(call)), folder, call, cancel);
        }
        catch (SettingException e)
        {
            throw CliException.Usage(e.Message);
        }
        catch (StartException e)
        {
            throw CliException.Refused(e.Code, e.Message);
        }
    }

    private static async Task<int> RunAsync(NodeSettings settings, NodeFolder folder, Invocation call, CancellationToken cancel)
    {
        using var signals = new StopSignals(cancel);
        await using var app = await StartAsync(settings, folder, call, signals.Token);
        var node = await app.Services.GetRequiredService<WholeNode>().Node.GetNodeAsync(signals.Token);
        var ready = new RunDocument(node.Id, node.Listening, node.Transport, folder.Socket, folder.Path);
        call.Output.Write(ready, CliJson.Readable.RunDocument, page =>
        {
            page.Line("The node is ready; Ctrl-C stops it.");
            page.Fields(
                ("id", node.Id),
                ("listening", string.Join(", ", node.Listening)),
                ("transport", node.TransportReason is null ? node.Transport : $"{node.Transport} ({node.TransportReason})"),
                ("data", folder.Path));
        });

        app.Logger.LogInformation("Ready: listening on {Listening} with {Transport}", string.Join(", ", node.Listening), node.Transport);
        foreach (var warning in node.Warnings) app.Logger.LogWarning("{Warning}", warning);
        if (node.KeyProtection == "file mode" && settings.Options.PassphraseFile is not null)
            app.Logger.LogWarning("A passphrase was given, but the key file is not sealed: its mode alone protects it");
        var stopping = signals.Token.Register(() => app.Logger.LogInformation("Stopping; a second Ctrl-C ends it at once"));
        await using (stopping) await app.WaitForShutdownAsync(signals.Token);
        app.Logger.LogInformation("Stopped");
        if (signals.Token.IsCancellationRequested) return ExitCode.Done;

        // Standard output has its JSON document already.
        call.Environment.Error.WriteLine($"cpc: The node stopped by itself. Its log in {folder.Logs} says why.");
        return ExitCode.Refused;
    }

    // What was written for people, else what lies deepest.
    private static Exception Cause(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is NodeStartException) return cause;
        }

        return e.GetBaseException();
    }

    /// <exception cref="StartException">It can't start.</exception>
    private static async Task<WebApplication> StartAsync(NodeSettings settings, NodeFolder folder, Invocation call, CancellationToken cancel)
    {
        WebApplication? app = null;
        try
        {
            app = NodeHost.Build(settings, call.Environment.AddNode, logToStandardError: call.Output.Json);
            await app.StartAsync(cancel);
            return app;
        }
        catch (Exception e)
        {
            if (app is not null)
            {
                app.Logger.LogError(e, "The node can't start");
                await app.DisposeAsync();
            }

            if (e is StartException || cancel.IsCancellationRequested) throw;
            throw new StartException("start-failed", $"The node can't start: {Cause(e).Message} The log in {folder.Logs} may say more.");
        }
    }
}
