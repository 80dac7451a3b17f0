using System.CommandLine;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Judges files by the rules of EN 16931 and Peppol; needs no node and tells nobody.</summary>
internal sealed class ValidateCommand : CpcCommand
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "UBL 2.1 or CII invoices or credit notes, UBL quotations (XML); of a folder every .xml in it and below it",
        Arity = ArgumentArity.OneOrMore,
    };

    public ValidateCommand()
        : base(
            "validate",
            "Check documents against the rules of EN 16931; needs no node",
            "cpc validate invoice.xml",
            "cpc validate outgoing/ && cpc send outgoing/*.xml --to bakery",
            "cpc validate outgoing/ --json | jq '.files[] | select(.valid | not) | .file'")
    {
        Arguments.Add(_files);
    }

    public override Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var names = DocumentFiles.Find(call.Get(_files));
        var files = new List<ValidatedFile>();
        using (var progress = new ProgressLine(call.Environment, names.Count, call.Output.Json))
        {
            foreach (var name in names)
            {
                cancel.ThrowIfCancellationRequested();
                files.Add(ValidatedFile.Of(name));
                progress.Report(files.Count);
            }
        }

        var invalid = files.Count(f => !f.Valid);
        var error = invalid == 0 ? null : new ErrorBody("invalid-document", $"{invalid} of {files.Count} files are not valid.", []);
        call.Output.Write(new ValidateDocument(error is null, files, error), CliJson.Readable.ValidateDocument, page => ValidationTable.Write(page, files));
        if (files.Count > 1) call.Output.Note(error?.Message ?? $"All {files.Count} files are valid.");
        return Task.FromResult(error is null ? ExitCode.Done : ExitCode.Refused);
    }
}
