using System.CommandLine;
using Cpc.Node.Api;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Hands UBL files to the node for delivery. A refused file doesn't hold up the others.</summary>
internal sealed class SendCommand : CpcCommand
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "UBL 2.1 invoices or credit notes (XML)",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _to = new("--to") { Description = "The receiver: a peer's id, the beginning of one, or its name", HelpName = "PEER", Required = true };

    public SendCommand()
        : base(
            "send",
            "Check documents and send them to a peer",
            "cpc send invoice.xml --to bakery",
            "cpc send outgoing/*.xml --to bakery --json")
    {
        Arguments.Add(_files);
        Options.Add(_to);
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var sent = new List<SentFile>();
        var failed = new List<FailedFile>();
        foreach (var file in call.Get(_files))
        {
            try
            {
                sent.Add(new SentFile(file, await client.SendAsync(Read(file), call.Get(_to)!, cancel)));
            }
            catch (CliException e) when (e.ExitCode == ExitCode.Refused)
            {
                failed.Add(new FailedFile(file, ErrorBody.Of(e.Problem)));
                if (!call.Output.Json) call.Output.Explain(e.Problem, about: file);
            }
        }

        call.Output.Write(new SendDocument(sent, failed, failed.FirstOrDefault()?.Error), CliJson.Readable.SendDocument, page =>
        {
            if (sent.Count > 0) DocumentTable.Write(page, [.. sent.Select(s => s.Document)]);
        });
        if (sent.Count + failed.Count > 1 && failed.Count > 0) call.Output.Note($"{failed.Count} of {sent.Count + failed.Count} files were not sent.");
        return failed.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    /// <exception cref="CliException">It can't be read or is too large.</exception>
    private static byte[] Read(string file)
    {
        try
        {
            // Bounded as it is read: a pipe or a device doesn't tell its length.
            using var stream = File.OpenRead(file);
            var buffer = new byte[Math.Clamp(stream.CanSeek ? stream.Length + 1 : 0, 4096, ApiLimits.BodyBytes + 1)];
            using var content = new MemoryStream();
            while (content.Length <= ApiLimits.BodyBytes && stream.Read(buffer) is var read and > 0) content.Write(buffer, 0, read);
            if (content.Length > ApiLimits.BodyBytes)
                throw CliException.Refused("too-large", $"The file has more than {ApiLimits.BodyBytes} bytes; a document has fewer.");
            return content.ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw CliException.Refused("unreadable-file", "There is no such file. Check the name.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Refused("unreadable-file", "The file can't be read. Check that it is a file and that you may read it.");
        }
    }
}
