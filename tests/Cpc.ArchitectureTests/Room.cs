namespace Cpc.ArchitectureTests;

/// <summary>One project of src/ and what it may use (docs: architecture, "Rooms").</summary>
/// <param name="Rooms">Projects it may reference.</param>
/// <param name="Packages">Packages it may reference.</param>
/// <param name="AssemblyName">Where it is not the project's name.</param>
/// <param name="TestedBy">Its test project where that is not named after it.</param>
internal sealed record Room(string Name, string[] Rooms, string[] Packages, string? AssemblyName = null, string? TestedBy = null)
{
    public string Assembly => AssemblyName ?? Name;
}
