using System.Diagnostics.CodeAnalysis;

namespace Cpc.Actors.Api;

/// <summary>A value, or the problem why there is none.</summary>
public sealed record Answer<T>
    where T : class
{
    public T? Value { get; init; }

    public Problem? Problem { get; init; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Problem is null;

    public static implicit operator Answer<T>(T value) => new() { Value = value };

    public static implicit operator Answer<T>(Problem problem) => new() { Problem = problem };
}
