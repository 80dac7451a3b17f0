namespace Cpc.Node.Cli;

/// <summary>Has examples for --help.</summary>
internal interface IHasExamples
{
    IReadOnlyList<string> Examples { get; }
}
