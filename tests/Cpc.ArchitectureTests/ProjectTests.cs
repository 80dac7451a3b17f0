using System.Reflection;

namespace Cpc.ArchitectureTests;

/// <summary>The project files and the compiled assemblies follow the room table.</summary>
public class ProjectTests
{
    public static TheoryData<string> Names => [.. House.Rooms.Select(r => r.Name)];

    private static Room Of(string name) => House.Rooms.Single(r => r.Name == name);

    [Fact]
    public void Every_project_is_in_the_table_and_every_room_is_there() => Assert.Equal(
        House.Rooms.Select(r => r.Name).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(House.Source, "*.csproj", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_project_references_only_the_projects_it_may(string name) => Assert.Empty(
        House.Items(Of(name), "ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p)!).Except(Of(name).Rooms));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_project_references_only_the_packages_it_may(string name) =>
        Assert.Empty(House.Items(Of(name), "PackageReference").Except(Of(name).Packages));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_assembly_uses_only_the_rooms_it_may(string name)
    {
        var used = Assembly.Load(Of(name).Assembly).GetReferencedAssemblies().Select(a => a.Name!)
            .Where(a => a.StartsWith("Cpc.", StringComparison.Ordinal) || a == "cpc");
        Assert.Empty(used.Except(Of(name).Rooms));
    }

    [Fact]
    public void Only_the_actors_reference_Akka() => Assert.Equal(["Cpc.Actors"], House.Rooms
        .Where(r => Assembly.Load(r.Assembly).GetReferencedAssemblies().Any(a => a.Name!.StartsWith("Akka", StringComparison.Ordinal)))
        .Select(r => r.Name));

    [Fact]
    public void References_are_not_inherited() =>
        Assert.Contains("<DisableTransitiveProjectReferences>true<", File.ReadAllText(Path.Combine(House.Root, "Directory.Build.props")), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_room_has_tests(string name)
    {
        var tests = Of(name).TestedBy ?? name + ".Tests";
        Assert.True(File.Exists(Path.Combine(House.Root, "tests", tests, tests + ".csproj")), $"{name} has no test project {tests}.");
    }
}
