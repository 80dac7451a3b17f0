using System.Formats.Cbor;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Cbor;

/// <summary>
/// Reads the fields of maps in the order of their keys. Lengths and counts are checked before anything of that size is
/// made; a key that no field asked for is refused, so nothing can be smuggled in.
/// </summary>
internal sealed class DecodingShape(CborReader reader) : MapShape
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    private int _remaining;
    private int? _next;

    public T Root<T>(Describe<T> describe)
        where T : class
    {
        Require(reader.PeekState() == CborReaderState.StartMap, DecodeRefusal.WrongType);
        return ReadMap(describe);
    }

    public override string? OptionalText(int key, string? value, int maxLength)
    {
        if (!TryKey(key, CborReaderState.TextString)) return null;
        var text = reader.ReadTextString();
        Require(text.Length <= maxLength, DecodeRefusal.TooLong);
        Require(TextCharacters.Allow(text), DecodeRefusal.BadText);
        return text;
    }

    public override int? OptionalInteger(int key, int? value, int min, int max)
    {
        if (!TryKey(key, CborReaderState.UnsignedInteger, CborReaderState.NegativeInteger)) return null;
        var number = ReadInteger();
        Require(number >= min && number <= max, DecodeRefusal.OutOfRange);
        return (int)number;
    }

    public override decimal? OptionalNumber(int key, decimal? value)
    {
        if (!TryKey(key, CborReaderState.Tag)) return null;
        Require(reader.ReadTag() == CborTag.DecimalFraction, DecodeRefusal.WrongType);
        Require(reader.PeekState() == CborReaderState.StartArray, DecodeRefusal.WrongType);
        Require(reader.ReadStartArray() == 2, DecodeRefusal.WrongType);
        var exponent = ReadInteger();
        var mantissa = ReadInteger();
        reader.ReadEndArray();
        Require(Math.Abs(exponent) <= DocumentLimits.MaxIntegerDigits, DecodeRefusal.NumberNotMinimal);
        var form = new DecimalForm(mantissa, (int)exponent);
        Require(form.IsValid, DecodeRefusal.NumberNotMinimal);
        return form.ToDecimal();
    }

    public override DateOnly? OptionalDate(int key, DateOnly? value)
    {
        if (!TryKey(key, CborReaderState.UnsignedInteger, CborReaderState.NegativeInteger)) return null;
        var day = ReadInteger() + Epoch.DayNumber;
        Require(day >= DateOnly.MinValue.DayNumber && day <= DateOnly.MaxValue.DayNumber, DecodeRefusal.OutOfRange);
        return DateOnly.FromDayNumber((int)day);
    }

    public override ByteString? OptionalBytes(int key, ByteString? value, int minLength, int maxLength)
    {
        if (!TryKey(key, CborReaderState.ByteString)) return null;
        var bytes = reader.ReadDefiniteLengthByteString();
        Require(bytes.Length <= maxLength, DecodeRefusal.TooLong);
        Require(bytes.Length >= minLength, DecodeRefusal.OutOfRange);
        return new ByteString(bytes.Span);
    }

    public override T? OptionalMap<T>(int key, T? value, Describe<T> describe)
        where T : class => TryKey(key, CborReaderState.StartMap) ? ReadMap(describe) : null;

    public override ValueList<T> List<T>(int key, ValueList<T> values, Describe<T> describe, int maxCount)
    {
        if (!TryKey(key, CborReaderState.StartArray)) return [];
        var count = reader.ReadStartArray();
        // An empty list has its one form already: the absent key.
        Require(count is > 0 && count <= maxCount, DecodeRefusal.BadCount);
        var items = new List<T>();
        for (var i = 0; i < count; i++)
        {
            Require(reader.PeekState() == CborReaderState.StartMap, DecodeRefusal.WrongType);
            items.Add(ReadMap(describe));
        }

        reader.ReadEndArray();
        return items.ToValueList();
    }

    private T ReadMap<T>(Describe<T> describe)
        where T : class
    {
        var (outerRemaining, outerNext) = (_remaining, _next);
        // Canonical mode has refused indefinite lengths, so the count is there.
        (_remaining, _next) = (reader.ReadStartMap() ?? 0, null);
        var value = describe(this, null);
        Require(_next is null && _remaining == 0, DecodeRefusal.UnknownKey);
        reader.ReadEndMap();
        (_remaining, _next) = (outerRemaining, outerNext);
        return value;
    }

    // Fields are asked for in ascending order, and canonical CBOR has the keys so: a smaller key was asked for by nobody.
    private bool TryKey(int key, CborReaderState type, CborReaderState? otherType = null)
    {
        if (_next is null && _remaining > 0)
        {
            Require(reader.PeekState() == CborReaderState.UnsignedInteger, DecodeRefusal.UnknownKey);
            var read = reader.ReadUInt64();
            Require(read <= int.MaxValue, DecodeRefusal.UnknownKey);
            _next = (int)read;
            _remaining--;
        }

        if (_next is null || _next > key) return false;
        Require(_next == key, DecodeRefusal.UnknownKey);
        _next = null;
        var state = reader.PeekState();
        Require(state == type || state == otherType, DecodeRefusal.WrongType);
        return true;
    }

    private long ReadInteger()
    {
        var state = reader.PeekState();
        Require(state is CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger, DecodeRefusal.WrongType);
        try
        {
            var number = reader.ReadInt64();
            // Room for the additions of the callers.
            Require(number is > long.MinValue / 2 and < long.MaxValue / 2, DecodeRefusal.OutOfRange);
            return number;
        }
        catch (OverflowException)
        {
            throw new DecodeRefusedException(DecodeRefusal.OutOfRange);
        }
    }

    private static void Require(bool holds, DecodeRefusal otherwise)
    {
        if (!holds) throw new DecodeRefusedException(otherwise);
    }
}
