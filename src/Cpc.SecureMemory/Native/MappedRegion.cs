using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// A mapping of its own with a page at either end that nobody may touch; locked, and on Linux kept out of core dumps
/// and forked children. On macOS the same calls lock and guard; dumps and forks have no counterpart there.
/// </summary>
internal sealed unsafe class MappedRegion : SecretRegion
{
    private MappedRegion(void* start, int length, RegionProtection protection, int lockError)
        : base(start, length, protection, lockError)
    {
    }

    public static MappedRegion? Map(int length)
    {
        var page = Environment.SystemPageSize;
        var whole = (nuint)length + (2 * (nuint)page);
        // Mapped without access, then opened in the middle: the guard pages are what stays closed.
        var mapping = (byte*)Libc.Map(null, whole, Libc.PROT_NONE, Libc.MapPrivateAnonymous, -1, 0);
        if (mapping == Libc.MapFailed) return null;
        var start = mapping + page;
        if (Libc.Protect(start, (nuint)length, Libc.PROT_READ | Libc.PROT_WRITE) != 0)
        {
            _ = Libc.Unmap(mapping, whole);
            return null;
        }

        var protection = RegionProtection.Guarded;
        var lockError = 0;
        // The result counts: sodium_malloc ignores it, and then keys are swapped out without a word.
        if (Libc.Lock(start, (nuint)length) == 0) protection |= RegionProtection.Locked;
        else lockError = Marshal.GetLastPInvokeError();
        if (OperatingSystem.IsLinux())
        {
            if (Libc.Advise(start, (nuint)length, Libc.MADV_DONTDUMP) == 0) protection |= RegionProtection.NotDumped;
            if (Libc.Advise(start, (nuint)length, Libc.MADV_DONTFORK) == 0) protection |= RegionProtection.NotForked;
        }

        return new MappedRegion(start, length, protection, lockError);
    }

    public override void MakeReadOnly()
    {
        if (Libc.Protect(Start, (nuint)Length, Libc.PROT_READ) != 0)
            throw new InvalidOperationException($"mprotect refused to make memory read-only (errno {Marshal.GetLastPInvokeError()}).");
    }

    protected override bool ReleaseHandle()
    {
        // Unmapped pages keep their content until someone else gets them.
        if (Libc.Protect(Start, (nuint)Length, Libc.PROT_READ | Libc.PROT_WRITE) == 0)
            CryptographicOperations.ZeroMemory(new Span<byte>(Start, Length));
        var page = Environment.SystemPageSize;
        return Libc.Unmap(Start - page, (nuint)Length + (2 * (nuint)page)) == 0;
    }
}
