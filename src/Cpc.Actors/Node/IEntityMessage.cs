namespace Cpc.Actors.Node;

/// <summary>A message for one entity of a kind.</summary>
public interface IEntityMessage
{
    /// <summary>The entity's key, also its actor's name: letters, digits and hyphens.</summary>
    string EntityId { get; }
}
