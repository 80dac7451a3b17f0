using Akka.Configuration;

namespace Cpc.Actors.Transport;

/// <summary>Tunables of the circuit breakers (hocon/cpc.hocon, cpc.transport.circuit-breaker).</summary>
/// <param name="Threshold">Failures within the window that open the circuit; at least 1.</param>
/// <param name="Window">A failure counts for less than this long.</param>
/// <param name="Reset">An open circuit lets one call through after this time.</param>
internal sealed record BreakerSettings(int Threshold, TimeSpan Window, TimeSpan Reset)
{
    /// <exception cref="ConfigurationException">A value makes no sense.</exception>
    public static BreakerSettings From(Config config)
    {
        var breaker = config.GetConfig("cpc.transport.circuit-breaker");
        var settings = new BreakerSettings(breaker.GetInt("threshold"), breaker.GetTimeSpan("window"), breaker.GetTimeSpan("reset"));
        if (settings.Threshold is < 1 or > 1000) throw new ConfigurationException("cpc.transport.circuit-breaker.threshold must be from 1 to 1000.");
        if (settings.Window <= TimeSpan.Zero || settings.Reset <= TimeSpan.Zero)
            throw new ConfigurationException("cpc.transport.circuit-breaker.window and reset must be positive.");
        return settings;
    }
}
