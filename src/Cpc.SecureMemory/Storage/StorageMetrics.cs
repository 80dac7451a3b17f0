using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cpc.SecureMemory;

/// <summary>How long openers wait for a slot and a scratch area: the first sign of too few areas or of a hot slot.</summary>
internal static class StorageMetrics
{
    private static readonly Meter Meter = new("Cpc");

    private static readonly Histogram<double> Wait = Meter.CreateHistogram<double>("cpc.secure_storage.wait", "s",
        "Time from asking for a slot to holding it and a scratch area.");

    /// <returns>0 when nobody listens.</returns>
    public static long StartWait() => Wait.Enabled ? Stopwatch.GetTimestamp() : 0;

    public static void EndWait(long started)
    {
        if (started != 0) Wait.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
