using Akka.Configuration;

namespace Cpc.Actors.Outbox;

/// <summary>Tunables of the outbox (hocon/cpc.hocon, cpc.outbox).</summary>
/// <param name="MinBackoff">After the first failure.</param>
/// <param name="MaxBackoff">At most.</param>
/// <param name="ReceiptTimeout">An exchange without a receipt is begun anew after this time.</param>
/// <param name="Parallel">Exchanges with one peer at a time.</param>
internal sealed record OutboxSettings(TimeSpan MinBackoff, TimeSpan MaxBackoff, TimeSpan ReceiptTimeout, int Parallel)
{
    public static OutboxSettings From(Config config)
    {
        var outbox = config.GetConfig("cpc.outbox");
        return new OutboxSettings(
            outbox.GetTimeSpan("min-backoff"), outbox.GetTimeSpan("max-backoff"), outbox.GetTimeSpan("receipt-timeout"), outbox.GetInt("parallel"));
    }

    /// <summary>Exponential from the minimum to the maximum, with a fifth of chance, so that peers that failed
    /// together do not return together.</summary>
    public TimeSpan Backoff(int failures)
    {
        var seconds = Math.Min(MaxBackoff.TotalSeconds, MinBackoff.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 16)));
        return TimeSpan.FromSeconds(seconds * (0.9 + (Cryptography.SecureRandom.Below(201) / 1000.0)));
    }
}
