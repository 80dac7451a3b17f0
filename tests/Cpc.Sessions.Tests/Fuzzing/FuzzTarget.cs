namespace Cpc.Sessions.Tests.Fuzzing;

/// <summary>A parser of peer bytes: it takes anything, answers with a refusal that exists, and is as it was.</summary>
internal abstract class FuzzTarget
{
    public abstract string Name { get; }

    /// <summary>Valid inputs to begin with.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Feeds it and asserts what holds for any input.</summary>
    public abstract Refusal Feed(byte[] input);

    /// <summary>Makes an input of another run name what this run has: ids that are drawn at random.</summary>
    public virtual byte[] Adopt(byte[] input) => input;

    /// <summary>After all that was refused: the untouched frames are still accepted.</summary>
    public abstract void StillWorks();

    public Refusal Run(byte[] input)
    {
        try
        {
            var refusal = Feed(input);
            Assert.True(Enum.IsDefined(refusal), $"{refusal} is no refusal.");
            return refusal;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{Name}: {Convert.ToHexString(input)}", e);
        }
    }
}
