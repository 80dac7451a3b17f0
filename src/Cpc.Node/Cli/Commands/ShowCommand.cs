using System.CommandLine;
using System.Text;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Shows one document and what happened to it, or writes it as UBL or as it came.</summary>
internal sealed class ShowCommand : CpcCommand
{
    private readonly Argument<string> _id = Required("ID", "A document's id or an unambiguous beginning of it ('cpc list')");

    private readonly Option<bool> _ubl = new("--ubl") { Description = "Print the document itself as UBL 2.1 (XML)", Arity = ArgumentArity.Zero };

    private readonly Option<bool> _original = new("--original")
    {
        Description = "Write it into the file of --out byte for byte as it came here: the file that was sent, or the CBOR that was received",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<string?> _out = new("--out") { Description = "With --ubl or --original: write it into a new file", HelpName = "FILE" };

    /// <param name="group">What it is called by, e.g. "cpc invoice".</param>
    public ShowCommand(string group = "cpc")
        : base(
            "show",
            "Show a document and what happened to it, or write it as UBL or as it came",
            $"{group} show 0198f3a2",
            $"{group} show 0198f3a2 --ubl --out invoice.xml",
            $"{group} show 0198f3a2 --original --out as-received.cbor",
            $"{group} show 0198f3a2 --json | jq .history")
    {
        Arguments.Add(_id);
        Options.Add(_ubl);
        Options.Add(_original);
        Options.Add(_out);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var file = call.Get(_out);
        var ubl = call.Get(_ubl);
        var original = call.Get(_original);
        if (original && (ubl || file is null)) throw CliException.Usage("--original is written byte for byte into a file of its own: write 'cpc show ID --original --out FILE'.");
        if (file is not null && !ubl && !original) throw CliException.Usage("--out names the file for --ubl or --original: write 'cpc show ID --ubl --out FILE'.");
        if (call.Output.Json && ubl && file is null) throw CliException.Usage("UBL is XML, not JSON: leave --json away, or name a file with --out.");
        using var client = call.Connect();
        if (original) return await WriteAsync(call, file!, await client.GetOriginalAsync(call.Get(_id), cancel), cancel);
        if (!ubl)
        {
            var document = await client.GetDocumentAsync(call.Get(_id), cancel);
            call.Output.Write(document, CliJson.Readable.DocumentView, page => DocumentTable.WriteOne(page, document));
            return ExitCode.Done;
        }

        var xml = await client.GetUblAsync(call.Get(_id), cancel);
        if (file is null)
        {
            // Redirected it is for programs, byte for byte; a terminal would obey control characters that a peer wrote.
            var text = Encoding.UTF8.GetString(xml).TrimEnd('\n');
            await call.Environment.Out.WriteLineAsync(call.Environment.OutIsTerminal ? Plain.Lines(text) : text);
            return ExitCode.Done;
        }

        return await WriteAsync(call, file, xml, cancel);
    }

    private static async Task<int> WriteAsync(Invocation call, string file, byte[] content, CancellationToken cancel)
    {
        var written = await NewFile.WriteAsync(file, content, cancel);
        call.Output.Write(written, CliJson.Readable.WrittenFile, page => page.Line($"{written.File}: {written.Bytes} bytes"));
        return ExitCode.Done;
    }
}
