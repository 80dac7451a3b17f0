using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>Plain memory, for systems whose page protection is not bound here (Windows): neither locked nor guarded nor
/// kept out of dumps, and <see cref="SecretRegion.Protection"/> says so. Slots are sealed in it all the same.</summary>
internal sealed unsafe class UnprotectedRegion : SecretRegion
{
    private UnprotectedRegion(void* start, int length)
        : base(start, length, RegionProtection.None, 0)
    {
    }

    public static UnprotectedRegion Map(int length)
    {
        var start = NativeMemory.AlignedAlloc((nuint)length, (nuint)Environment.SystemPageSize);
        new Span<byte>(start, length).Clear();
        return new UnprotectedRegion(start, length);
    }

    public override void MakeReadOnly()
    {
        // Nothing to bind to.
    }

    protected override bool ReleaseHandle()
    {
        CryptographicOperations.ZeroMemory(new Span<byte>(Start, Length));
        NativeMemory.AlignedFree(Start);
        return true;
    }
}
