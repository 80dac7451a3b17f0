using System.Reflection;
using Cpc.Actors.Documents;
using Cpc.Cryptography;
using Cpc.Invoicing.Cbor;
using Cpc.Invoicing.Model;
using Cpc.SecureMemory;

namespace Cpc.Actors.Tests.Monitor;

/// <summary>Messages are printed in logs and exceptions: those that carry content print none of it.</summary>
public sealed class RedactionTests
{
    private static readonly PeerId Alice = new([.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly PeerId Bob = new([.. Enumerable.Repeat((byte)2, 32)]);

    [Theory]
    [MemberData(nameof(Messages.Names), MemberType = typeof(Messages))]
    public void A_message_prints_none_of_its_content(string name)
    {
        var message = Messages.Make(name, Alice, Bob);
        Assert.DoesNotContain(Messages.Canary, message.ToString(), StringComparison.OrdinalIgnoreCase);
        // Nor as part of what holds it.
        Assert.DoesNotContain(Messages.Canary, $"{new Holder(message)}", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Every_record_that_holds_content_has_a_ToString_of_its_own()
    {
        var content = new[] { typeof(BusinessDocument), typeof(DocumentEnvelope), typeof(SecureData), typeof(Cpc.Exchange.IncomingDocument) };
        var holders = typeof(IssueDocument).Assembly.GetTypes()
            .Where(t => t.GetMethod("<Clone>$") is not null || t.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null)
            .Where(t => t.GetProperties().Any(p => content.Any(c => c.IsAssignableFrom(p.PropertyType))))
            .ToList();
        Assert.Contains(typeof(IssueDocument), holders);
        Assert.All(holders, t => Assert.False(
            t.GetMethod("ToString", Type.EmptyTypes)!.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false),
            $"{t.Name} holds content and is printed member by member."));
    }

    private sealed record Holder(object Message);
}
