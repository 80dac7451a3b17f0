using ArchUnitNET.Fluent.Syntax.Elements.Types;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Cpc.ArchitectureTests;

/// <summary>The compiled types keep out of what is not theirs.</summary>
public class TypeTests
{
    // Erasing, comparing and saying that a key is wrong are no ciphers.
    private static readonly string[] NoCiphers =
    [
        "System.Security.Cryptography.CryptographicOperations", "System.Security.Cryptography.CryptographicException",
    ];

    // Certificates are X.509; their key is a throw-away ECDSA one, bound to the identity by an extension.
    private static readonly string[] Certificates =
    [
        "System.Security.Cryptography.X509Certificates.", "System.Security.Cryptography.ECDsa", "System.Security.Cryptography.ECCurve",
        "System.Security.Cryptography.AsymmetricAlgorithm", "System.Security.Cryptography.HashAlgorithmName",
        "System.Security.Cryptography.Oid", "System.Security.Cryptography.AsnEncodedData",
    ];

    private static readonly string[] FileTypes =
    [
        "System.IO.File", "System.IO.FileStream", "System.IO.FileInfo", "System.IO.Directory", "System.IO.DirectoryInfo", "System.IO.Path",
        "System.IO.StreamReader", "System.IO.StreamWriter", "System.IO.RandomAccess",
    ];

    public static TheoryData<string> WithoutAkka => [.. House.Rooms.Where(r => r.Name != "Cpc.Actors").Select(r => r.Name)];

    public static TheoryData<string> WithoutCiphers => [.. House.Rooms.Where(r => r.Name != "Cpc.Cryptography").Select(r => r.Name)];

    public static TheoryData<string> WithoutConsole => [.. House.Rooms.Where(r => r.Name != "Cpc.Node").Select(r => r.Name)];

    private static Room Of(string name) => House.Rooms.Single(r => r.Name == name);

    private static void UsesNothing(string room, Func<string, bool> forbidden) =>
        Assert.Empty(House.Uses(Of(room)).Where(u => forbidden(u.Used)).Select(u => $"{u.User} uses {u.Used}"));

    private static bool Begins(string name, params string[] beginnings) => beginnings.Any(b => name.StartsWith(b, StringComparison.Ordinal));

    // Types(true) holds the types of assemblies that are not loaded too: without it such a rule can't fail.
    private static TypesShouldConjunction NoneUses(string namespaceOfUser, string used) =>
        Types().That().ResideInNamespaceMatching(namespaceOfUser).Should().NotDependOnAny(Types(true).That().ResideInNamespaceMatching(used));

    [Fact]
    public void The_rule_about_Akka_finds_the_dependency_that_is_there()
    {
        Assert.False(NoneUses(@"^Cpc\.Actors(\.|$)", @"^Akka(\.|$)").HasNoViolations(House.Architecture));
        Assert.Contains(House.Uses(Of("Cpc.Actors")), u => u.Used == "Akka.Actor.IActorRef");
    }

    [Theory]
    [MemberData(nameof(WithoutAkka))]
    public void Only_the_actors_know_Akka(string room)
    {
        Assert.True(NoneUses($@"^{room.Replace(".", @"\.", StringComparison.Ordinal)}(\.|$)", @"^Akka(\.|$)").HasNoViolations(House.Architecture));
        UsesNothing(room, used => Begins(used, "Akka."));
    }

    [Theory]
    [MemberData(nameof(ProjectTests.Names), MemberType = typeof(ProjectTests))]
    public void Every_room_has_types_that_were_loaded(string room) => Assert.NotEmpty(House.Uses(Of(room)));

    [Fact]
    public void The_transport_does_not_know_documents()
    {
        UsesNothing("Cpc.Transport", used => Begins(used, "Cpc.Invoicing.", "Cpc.Exchange.", "Cpc.Governance.", "Cpc.SecureMemory."));
        Assert.Contains(House.Uses(Of("Cpc.Exchange")), u => Begins(u.Used, "Cpc.Invoicing."));
    }

    [Fact]
    public void Invoicing_has_no_storage_no_keys_and_no_sockets()
    {
        UsesNothing("Cpc.Invoicing", used =>
            Begins(used, "System.Net.", "System.Security.", "Microsoft.", "Cpc.Cryptography.", "Cpc.SecureMemory.") || FileTypes.Contains(used));
        // What is forbidden here is found where it is allowed.
        Assert.Contains(House.Uses(Of("Cpc.SecureMemory")), u => FileTypes.Contains(u.Used));
        Assert.Contains(House.Uses(Of("Cpc.Transport")), u => Begins(u.Used, "System.Net.Sockets."));
    }

    [Theory]
    [InlineData("Cpc.Sessions")]
    [InlineData("Cpc.Kademlia")]
    [InlineData("Cpc.Governance")]
    [InlineData("Cpc.Exchange")]
    [InlineData("Cpc.Cryptography")]
    public void Pure_rooms_have_no_sockets_and_no_files(string room) =>
        UsesNothing(room, used => Begins(used, "System.Net.") || FileTypes.Contains(used));

    [Theory]
    [MemberData(nameof(WithoutCiphers))]
    public void Only_the_room_of_cryptography_has_ciphers(string room)
    {
        var allowed = room is "Cpc.Transport" ? NoCiphers.Concat(Certificates).ToArray() : NoCiphers;
        UsesNothing(room, used => Begins(used, "Geralt.", "Org.BouncyCastle.", "NSec.", "System.Security.Cryptography.") && !Begins(used, allowed));
        Assert.Contains(House.Uses(Of("Cpc.Cryptography")), u => Begins(u.Used, "Geralt."));
    }

    [Theory]
    [MemberData(nameof(WithoutConsole))]
    public void Only_the_node_writes_to_the_console(string room)
    {
        UsesNothing(room, used => used == "System.Console");
        Assert.Contains(House.Uses(Of("Cpc.Node")), u => u.Used == "System.Console");
    }
}
