using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cpc.Actors.Api;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli;

/// <summary>Where results and errors go. With --json, exactly one JSON document on standard output.</summary>
internal sealed class Output(CliEnvironment environment, bool json)
{
    private bool _written;

    public bool Json { get; } = json;

    /// <summary>Prints a result as JSON, or in words.</summary>
    public void Write<T>(T value, JsonTypeInfo<T> type, Action<Page> words)
    {
        if (Json) WriteJson(value, type);
        else words(new Page(environment));
    }

    /// <summary>Words for the person at the keyboard, on standard error; nothing with --json.</summary>
    public void Note(string text)
    {
        if (!Json) environment.Error.WriteLine(Plain.Text(text));
    }

    public void Fail(Problem problem)
    {
        // A second document would break a parser: what fails after the result is only told in words.
        if (Json && !_written) WriteJson(new ErrorDocument(ErrorBody.Of(problem)), CliJson.Readable.ErrorDocument);
        else Explain(problem);
    }

    /// <summary>A problem in words on standard error, its findings below it.</summary>
    public void Explain(Problem problem, string? about = null)
    {
        var prefix = about is null ? "cpc: " : $"cpc: {Plain.Text(about)}: ";
        environment.Error.WriteLine(prefix + Plain.Lines(problem.Message));
        foreach (var detail in problem.Details ?? [])
        {
            var value = detail.Value is null ? "" : $" (found '{detail.Value}')";
            environment.Error.WriteLine(Plain.Text($"  {detail.Rule} {detail.Field}: {detail.Message}{value}"));
        }
    }

    private void WriteJson<T>(T value, JsonTypeInfo<T> type)
    {
        environment.Out.WriteLine(JsonSerializer.Serialize(value, type));
        _written = true;
    }
}
