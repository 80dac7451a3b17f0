using Cpc.Actors.Hosting;
using Cpc.Node.Api;
using Cpc.Node.Composition;

namespace Cpc.Node.Cli.Commands;

/// <summary>Makes the data folder and draws the node's keys.</summary>
internal sealed class InitCommand : CpcCommand
{
    private readonly PassphraseOption _passphrase = PassphraseOption.Create("Seal the key file under the passphrase in this file; 'cpc run' then needs it too");

    public InitCommand()
        : base(
            "init",
            "Create a node: its data folder and its keys",
            "cpc init",
            "cpc init --data /srv/cpc",
            "systemd-ask-password 'Passphrase:' | cpc init --passphrase-file -",
            "cpc init --json")
    {
        Options.Add(_passphrase);
    }

    public override Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var folder = call.Folder;
        if (folder.IsInitialized)
        {
            throw CliException.Refused(
                "already-initialized",
                $"There is a node in {folder.Path} already. 'cpc id' prints its id; to create another, name another folder with --data.");
        }

        var passphrase = _passphrase.Of(call);
        DataFolder.RequirePrivate(folder);
        RequireThatItCanRun(folder);
        var id = KeyAccess.Try(() => folder.Initialize(call.Environment.Time, passphrase));
        call.Output.Write(new IdDocument(id, folder.Path), CliJson.Readable.IdDocument, page =>
        {
            page.Line("The node is created.");
            page.Fields(("id", id), ("data", folder.Path), ("keys", folder.KeyFile));
            page.Line(passphrase is null
                ? "Keep a copy of the key file in a safe place: who has it is this node, and without it nobody is."
                : "Keep a copy of the key file and its passphrase in two safe places: who has both is this node, and without both nobody is.");
            page.Line(passphrase is null ? "Next: cpc run" : "Next: cpc run --passphrase-file FILE");
        });
        return Task.FromResult(ExitCode.Done);
    }

    private static void RequireThatItCanRun(NodeFolder folder)
    {
        try
        {
            ApiSocket.RequireShortPath(folder.Socket);
        }
        catch (StartException e)
        {
            throw CliException.Refused(e.Code, e.Message);
        }
    }
}
