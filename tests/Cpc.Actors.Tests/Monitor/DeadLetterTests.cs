using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Cpc.Actors.Documents;
using Cpc.Actors.Monitor;
using Cpc.Actors.Peers;
using Cpc.Exchange;
using Cpc.SecureMemory;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Monitor;

/// <summary>A message that reaches nobody leaves no plaintext, neither in memory nor in a log.</summary>
public sealed class DeadLetterTests : ActorSpec
{
    private readonly IActorRef _gone;

    public DeadLetterTests(ITestOutputHelper output)
        : base(output)
    {
        var services = Alice.Services;
        StartAndWait(Props.Create(() => new DeadLetterCounter(services)));
        _gone = Sys.ActorOf(Props.Empty);
        StopAndWait(_gone);
    }

    [Fact]
    public async Task The_plaintext_of_a_document_that_no_session_took_is_erased_and_counted()
    {
        var payload = SecureData.CopyOf([1, 2, 3]);
        _gone.Tell(new SessionCommand.SendDocument(payload, new byte[32]));
        await EventuallyAsync(() => Alice.Count("dead-letter", "SendDocument") == 1);
        await EventuallyAsync(() => IsErased(payload));
    }

    [Fact]
    public async Task The_plaintext_of_a_document_that_no_actor_received_is_erased_and_counted()
    {
        using var sent = OutgoingDocument.Issue(Samples.Invoice, Bob.Id, Alice.Id, Guid.CreateVersion7(Today));
        IncomingDocument.TryOpen(sent.Payload.Span, sent.Hash, Bob.Id, Alice.Id, out var document);
        _gone.Tell(new ReceiveDocument(document!, new byte[16]));
        await EventuallyAsync(() => IsErased(document!.Payload));
        Assert.Equal(1, Alice.Count("dead-letter", "ReceiveDocument"));
    }

    [Fact]
    public async Task A_dead_letter_that_Akka_prints_holds_no_content()
    {
        // The node switches this listener off; should somebody switch it on, it must not tell what it saw.
        using var system = ActorSystem.Create("printing", ConfigurationFactory.ParseString(
            "akka { loglevel = DEBUG, stdout-loglevel = OFF, loggers = [], log-dead-letters = on }"));
        var printed = new ConcurrentQueue<string>();
        var log = Sys.ActorOf(Props.Create(() => new Listener<LogEvent>(e => printed.Enqueue($"{e}"))));
        system.EventStream.Subscribe(log, typeof(LogEvent));
        await EventuallyAsync(() =>
        {
            system.DeadLetters.Tell("the listener is there", ActorRefs.NoSender);
            return printed.Any(p => p.Contains("the listener is there", StringComparison.Ordinal));
        });
        foreach (var name in Messages.AllNames)
        {
            printed.Clear();
            system.DeadLetters.Tell(Messages.Make(name, Alice.Id, Bob.Id), ActorRefs.NoSender);
            await EventuallyAsync(() => printed.Any(p => p.Contains("dead letter", StringComparison.OrdinalIgnoreCase) && !p.Contains("is there", StringComparison.Ordinal)));
            Assert.All(printed, p => Assert.DoesNotContain(Messages.Canary, p, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static bool IsErased(SecureData data)
    {
        try
        {
            return data.Span.IsEmpty;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
