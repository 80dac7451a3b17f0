using Cpc.Actors.Node;

namespace Cpc.Actors.Tests.Node;

/// <summary>A word for an entity of the tests.</summary>
internal sealed record Told(string EntityId, string Word) : IEntityMessage;
