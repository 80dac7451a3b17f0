using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Cbor;

/// <summary>
/// The fields of a CBOR map, in the order of their keys. One description of a record serves both directions: the
/// encoder writes the value it is given, the decoder ignores it and returns what it read. So the two can't drift apart.
/// </summary>
internal abstract class MapShape
{
    /// <summary>Describes a record: takes the record to write, or null when reading.</summary>
    public delegate T Describe<T>(MapShape shape, T? value)
        where T : class;

    public abstract string? OptionalText(int key, string? value, int maxLength = DocumentLimits.MaxTextLength);

    /// <summary>An integer within the bounds, both included.</summary>
    public abstract int? OptionalInteger(int key, int? value, int min, int max);

    /// <summary>A decimal fraction (RFC 8949 §3.4.4, tag 4) in its one form.</summary>
    public abstract decimal? OptionalNumber(int key, decimal? value);

    /// <summary>Days since 1970-01-01 (as in RFC 8943).</summary>
    public abstract DateOnly? OptionalDate(int key, DateOnly? value);

    /// <summary>A byte string whose length is within the bounds, both included.</summary>
    public abstract ByteString? OptionalBytes(int key, ByteString? value, int minLength, int maxLength);

    public abstract T? OptionalMap<T>(int key, T? value, Describe<T> describe)
        where T : class;

    /// <summary>An array of maps; an empty list is written as an absent key.</summary>
    public abstract ValueList<T> List<T>(int key, ValueList<T> values, Describe<T> describe, int maxCount = DocumentLimits.MaxRepetitions)
        where T : class;

    public string Text(int key, string? value) => Present(OptionalText(key, value));

    public int Integer(int key, int? value, int min, int max) => Present(OptionalInteger(key, value, min, max));

    public decimal Number(int key, decimal? value) => Present(OptionalNumber(key, value));

    public DateOnly Date(int key, DateOnly? value) => Present(OptionalDate(key, value));

    public ByteString Bytes(int key, ByteString? value, int minLength, int maxLength) => Present(OptionalBytes(key, value, minLength, maxLength));

    public T Map<T>(int key, T? value, Describe<T> describe)
        where T : class => Present(OptionalMap(key, value, describe));

    /// <summary>An enum whose defined values are given in <typeparamref name="T"/>.</summary>
    public T? OptionalEnum<T>(int key, T? value)
        where T : struct, Enum
    {
        var number = OptionalInteger(key, value is { } given ? Convert.ToInt32(given, System.Globalization.CultureInfo.InvariantCulture) : null, 0, int.MaxValue);
        if (number is null) return null;
        var read = (T)Enum.ToObject(typeof(T), number.Value);
        return Enum.IsDefined(read) ? read : throw new DecodeRefusedException(DecodeRefusal.OutOfRange);
    }

    public T Enumeration<T>(int key, T? value)
        where T : struct, Enum => Present(OptionalEnum(key, value));

    private static T Present<T>(T? value)
        where T : class => value ?? throw new DecodeRefusedException(DecodeRefusal.MissingKey);

    private static T Present<T>(T? value)
        where T : struct => value ?? throw new DecodeRefusedException(DecodeRefusal.MissingKey);
}
