namespace Cpc.Node.Cli.Commands;

/// <summary>Prints the node's id; the node need not run.</summary>
internal sealed class IdCommand : CpcCommand
{
    private readonly PassphraseOption _passphrase = PassphraseOption.Create("The passphrase of the key file, when it is sealed");

    public IdCommand()
        : base("id", "Print this node's id", "cpc id", "cpc id --json")
    {
        Options.Add(_passphrase);
    }

    public override Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var folder = call.Folder;
        if (!folder.IsInitialized) throw CliException.NotInitialized(folder.Path);
        var passphrase = _passphrase.Of(call);
        var id = KeyAccess.Try(() => folder.ReadId(call.Environment.Time, passphrase));

        // The id alone, so that $(cpc id) is one.
        call.Output.Write(new IdDocument(id, folder.Path), CliJson.Readable.IdDocument, page => page.Line(id));
        return Task.FromResult(ExitCode.Done);
    }
}
