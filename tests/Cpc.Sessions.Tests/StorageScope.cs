using Cpc.SecureMemory;

namespace Cpc.Sessions.Tests;

/// <summary>
/// A storage of its own for what a thread does meanwhile: runs of thousands of sessions, of which many crash or are left
/// half made on purpose, would use up the one that all tests share.
/// </summary>
internal sealed class StorageScope : IDisposable
{
    [ThreadStatic]
    private static SecureStorage? t_current;

    private readonly SecureStorage _storage;

    /// <param name="sessions">Slots for epochs.</param>
    /// <param name="skipped">Slots for keys of skipped messages.</param>
    public StorageScope(int sessions, int skipped) => t_current = _storage = Create(sessions, skipped);

    public static SecureStorage? Current => t_current;

    // An unlocked one is good enough for tests.
    public static SecureStorage Create(int sessions, int skipped) => SecureStorage.Create(new SecureStorageOptions
    {
        Pools = [new SlotPool(512, sessions), new SlotPool(8 << 10, skipped)],
        WhenNotLocked = WhenNotLocked.Warn,
    }).Storage!;

    public void Dispose()
    {
        t_current = null;
        _storage.Dispose();
    }
}
