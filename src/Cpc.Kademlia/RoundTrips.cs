namespace Cpc.Kademlia;

/// <summary>Smoothed round-trip time and its variation (RFC 6298 §2): when an answer is later than usual.</summary>
public sealed class RoundTrips
{
    private double? _smoothed; // milliseconds
    private double _variation;

    /// <summary>Smoothed time and four times its variation, 25 ms to <see cref="KademliaConstants.SlowAfter"/>, which holds
    /// until there is a sample.</summary>
    public TimeSpan SlowAfter => _smoothed is { } smoothed
        ? TimeSpan.FromMilliseconds(Math.Clamp(smoothed + (4 * _variation), KademliaConstants.SlowAtLeast.TotalMilliseconds, KademliaConstants.SlowAfter.TotalMilliseconds))
        : KademliaConstants.SlowAfter;

    public void Sample(TimeSpan roundTrip)
    {
        var sample = roundTrip.TotalMilliseconds;
        if (_smoothed is { } smoothed)
        {
            _variation = (0.75 * _variation) + (0.25 * Math.Abs(smoothed - sample));
            _smoothed = (0.875 * smoothed) + (0.125 * sample);
        }
        else
        {
            (_smoothed, _variation) = (sample, sample / 2);
        }
    }
}
