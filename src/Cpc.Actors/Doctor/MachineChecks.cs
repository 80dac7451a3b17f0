using System.Globalization;
using Cpc.Actors.Api;
using Cpc.Actors.Hosting;
using Cpc.Actors.Node;

namespace Cpc.Actors.Doctor;

/// <summary>The machine and the node's own folder: clock, memory, disk, journal, keys.</summary>
internal static class MachineChecks
{
    private const long MiB = 1 << 20;
    private const long LittleSpace = 1024 * MiB, NoSpace = 100 * MiB;

    public static CheckView Clock(bool? synchronized, TimeSpan error, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return synchronized switch
        {
            true => Check.Ok("clock", $"The clock says {now} UTC and is kept right by the system, to {Seconds(error)} s at most."),
            false => Check.Warning("clock", $"The clock says {now} UTC, and nothing is known to keep it right. Partners refuse keys when the clocks differ by more than 300 s.",
                "Compare it with another clock; switch time synchronization on ('timedatectl set-ntp true'). In a container the host may do it all the same."),
            null => Check.Skipped("clock", $"The clock says {now} UTC; the system does not say whether it is kept right."),
        };
    }

    public static CheckView LockedMemory(IReadOnlyList<string> warnings) => warnings.Count == 0
        ? Check.Ok("locked memory", "The memory of the keys is locked: it is never written to a swap disk.")
        : Check.Warning("locked memory", string.Join(' ', warnings), "Raise the limit: LimitMEMLOCK= in the systemd unit, --ulimit memlock= for a container.");

    public static CheckView Protection(IReadOnlyList<string> gaps) => gaps.Count == 0
        ? Check.Ok("process", "The process is closed to other programs of its user.")
        : Check.Warning("process", string.Join(' ', gaps), "See docs/cli.md, \"Protection of the process\".");

    /// <param name="free">Bytes.</param>
    public static CheckView Disk(string folder, long free)
    {
        var text = $"{free / MiB:N0} MiB are free for {folder}.".Replace(",", " ", StringComparison.Ordinal);
        return free switch
        {
            < NoSpace => Check.Problem("disk", text, "Make room at once: without space nothing is journaled, and nothing is sent or received."),
            < LittleSpace => Check.Warning("disk", text, "Make room: each document takes a few KiB, and its attachments their size."),
            _ => Check.Ok("disk", text),
        };
    }

    public static CheckView Disk(NodeFolder folder)
    {
        try
        {
            return Disk(folder.Path, new DriveInfo(folder.Path).AvailableFreeSpace);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Check.Warning("disk", $"The free space for {folder.Path} can't be found out: {e.Message}", "Look at the disk with 'df'.");
        }
    }

    /// <param name="documents">How many it holds; null when it did not answer in time.</param>
    public static CheckView Journal(NodeFolder folder, int? documents)
    {
        if (documents is null) return Check.Problem("journal", "The journal did not answer in time.", "Look at the node's log; a slow or full disk is the usual cause.");
        var size = File.Exists(folder.Journal) ? new FileInfo(folder.Journal).Length / MiB : 0;
        return Check.Ok("journal", $"It answers; {documents} documents, {size} MiB in {folder.Journal}.");
    }

    public static CheckView Keys(NodeServices services)
    {
        var (from, until) = services.SessionKeyTimes;
        var now = services.Time.GetUtcNow();
        var protection = services.KeyFileIsSealed ? "a passphrase" : "its file mode only";
        var text = $"The session key is {(now - from).TotalDays:F0} days old and serves until {until.UtcDateTime:yyyy-MM-dd}; it is renewed at 20 days. The key file is protected by {protection}.";
        return now <= until
            ? Check.Ok("keys", text)
            : Check.Problem("keys", text, "It is over its time: restart the node; if that does not help, look at its log and at the clock.");
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture);
}
