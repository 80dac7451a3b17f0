namespace Cpc.SecureMemory;

/// <summary>What a storage's memory lacks, in words for the operator, each with its remedy.</summary>
internal static class StorageWarnings
{
    /// <param name="regions">Null for one that could not be mapped.</param>
    /// <param name="needed">Bytes the storage locks in all.</param>
    public static IReadOnlyList<string> Of(IReadOnlyCollection<SecretRegion?> regions, long needed)
    {
        if (regions.Contains(null))
            return [$"The system has no {ResourceLimit.Text((ulong)needed)} of memory for secrets. Give the node more memory, or fewer slots."];
        var granted = regions.Aggregate(RegionProtection.All, (all, region) => all & region!.Protection);
        var warnings = new List<string>();
        if (!granted.HasFlag(RegionProtection.Locked))
            warnings.Add(NotLocked(regions.Max(r => r!.LockError), (ulong)needed));
        if (!granted.HasFlag(RegionProtection.NotDumped))
            warnings.Add("The memory for secrets can't be left out of core dumps on this system. Switch core dumps off: 'ulimit -c 0'.");
        if (!granted.HasFlag(RegionProtection.NotForked))
            warnings.Add("The memory for secrets can't be kept from child processes on this system. Let the node start none.");
        if (!granted.HasFlag(RegionProtection.Guarded))
            warnings.Add("The memory for secrets has no guard pages on this system. Run the node on Linux where that matters.");
        return warnings;
    }

    private static string NotLocked(int error, ulong needed)
    {
        const string Meaning = "Secrets may be written to the swap area.";
        if (OperatingSystem.IsWindows())
            return $"The memory for secrets is not locked: this program does not lock memory on Windows yet. {Meaning} Switch the page file off, or encrypt it.";
        var limit = ResourceLimit.LockedMemory();
        if (error is Libc.ENOMEM or Libc.EPERM or Libc.EAGAIN && limit is { } l && !ResourceLimit.IsUnlimited(l.Soft))
        {
            return $"The memory for secrets is not locked: the process may lock {ResourceLimit.Text(l.Soft)} (RLIMIT_MEMLOCK) and the secrets need {ResourceLimit.Text(needed)} beside what else is locked. {Meaning} "
                + "Raise the limit: 'ulimit -l', LimitMEMLOCK= in the systemd unit, --ulimit memlock= for a container; or set fewer slots.";
        }

        return $"The memory for secrets is not locked: the system refused (errno {error}). {Meaning} Allow the node to lock memory, or switch swap off: 'swapoff -a'.";
    }
}
