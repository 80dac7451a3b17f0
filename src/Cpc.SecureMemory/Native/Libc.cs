using System.Runtime.InteropServices;

namespace Cpc.SecureMemory;

/// <summary>The calls of the C library that lock memory, harden the process and sync a folder. All set errno.</summary>
internal static unsafe partial class Libc
{
    public const int EPERM = 1;
    public const int EAGAIN = 11;
    public const int ENOMEM = 12;
    public const int EINVAL = 22;

    public const int PROT_NONE = 0;
    public const int PROT_READ = 1;
    public const int PROT_WRITE = 2;

    public const int MADV_DONTFORK = 10; // Linux
    public const int MADV_DONTDUMP = 16; // Linux

    public const int RLIMIT_CORE = 4;

    public const int PR_GET_DUMPABLE = 3;
    public const int PR_SET_DUMPABLE = 4;

    public static readonly void* MapFailed = (void*)-1;

    private const string Library = "libc";

    /// <summary>MAP_PRIVATE | MAP_ANONYMOUS.</summary>
    public static int MapPrivateAnonymous => 2 | (OperatingSystem.IsMacOS() ? 0x1000 : 0x20);

    public static int RLIMIT_MEMLOCK => OperatingSystem.IsMacOS() ? 6 : 8;

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial void* Map(void* address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(void* address, nuint length);

    [LibraryImport(Library, EntryPoint = "mprotect", SetLastError = true)]
    public static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport(Library, EntryPoint = "mlock", SetLastError = true)]
    public static partial int Lock(void* address, nuint length);

    [LibraryImport(Library, EntryPoint = "madvise", SetLastError = true)]
    public static partial int Advise(void* address, nuint length, int advice);

    [LibraryImport(Library, EntryPoint = "getrlimit", SetLastError = true)]
    public static partial int GetLimit(int resource, out ResourceLimit limit);

    [LibraryImport(Library, EntryPoint = "setrlimit", SetLastError = true)]
    public static partial int SetLimit(int resource, in ResourceLimit limit);

    // Variadic in C; on Linux whole numbers travel as in any other call.
    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int file);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);
}
