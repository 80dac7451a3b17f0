namespace Cpc.Actors.Transport;

/// <summary>A message that holds something of the network. Whoever receives it owns that; where nobody does, because
/// its actor has stopped, the dead letters' reader lets it go.</summary>
internal interface IHolding
{
    /// <summary>Never throws or blocks.</summary>
    void LetGo();
}
