namespace Cpc.SecureMemory;

/// <summary>
/// A long-lived secret of fixed size that is used in place: sealed in a <see cref="SecureStorage"/> in a node, or in
/// plain <see cref="SecureData"/> where it lives for a moment only. It is never handed out.
/// </summary>
public sealed class Secret : IDisposable
{
    private readonly SecureData? _data;
    private readonly SecureSlot? _slot;

    private Secret(SecureData? data, SecureSlot? slot)
    {
        _data = data;
        _slot = slot;
    }

    /// <summary>Size in bytes.</summary>
    public int Length => _data?.Length ?? _slot!.Size;

    /// <summary>Takes over plain data; disposing the one disposes the other.</summary>
    public static Secret FromSecureData(SecureData data) => new(data, null);

    public static implicit operator Secret(SecureData data) => FromSecureData(data);

    /// <summary>Copies the bytes into a sealed slot; the caller erases the source.</summary>
    /// <exception cref="InvalidOperationException">The storage is full: it is too small for its node.</exception>
    public static Secret Seal(SecureStorage storage, ReadOnlySpan<byte> secret)
    {
        var slot = storage.Allocate(secret.Length, 0)
            ?? throw new InvalidOperationException("The secure storage is full; give it more slots.");
        slot.Open(secret, static (content, bytes) => bytes.CopyTo(content));
        return new Secret(null, slot);
    }

    /// <summary>Uses the bytes within a callback that can't await and opens nothing else of a storage.</summary>
    /// <exception cref="ObjectDisposedException">They have been erased.</exception>
    public TResult Use<TState, TResult>(TState state, SlotReader<TState, TResult> reader)
        where TState : allows ref struct =>
        _slot is null ? reader(_data!.Span, state) : _slot.Read(state, reader);

    public void Dispose()
    {
        _data?.Dispose();
        _slot?.Dispose();
    }

    public override string ToString() => "Secret(redacted)";
}
