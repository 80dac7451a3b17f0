using System.Formats.Cbor;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Cbor;

/// <summary>Writes the fields, with the same bounds as the decoder: what is written can be read.</summary>
internal sealed class EncodingShape(CborWriter writer) : MapShape
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    public override string? OptionalText(int key, string? value, int maxLength)
    {
        if (value is null) return null;
        Require(value.Length <= maxLength, DecodeRefusal.TooLong);
        Require(TextCharacters.Allow(value), DecodeRefusal.BadText);
        writer.WriteInt32(key);
        writer.WriteTextString(value);
        return value;
    }

    public override int? OptionalInteger(int key, int? value, int min, int max)
    {
        if (value is not { } number) return null;
        Require(number >= min && number <= max, DecodeRefusal.OutOfRange);
        writer.WriteInt32(key);
        writer.WriteInt32(number);
        return value;
    }

    public override decimal? OptionalNumber(int key, decimal? value)
    {
        if (value is not { } number) return null;
        Require(DecimalForm.TryFrom(number, out var form), DecodeRefusal.NumberNotMinimal);
        writer.WriteInt32(key);
        writer.WriteTag(CborTag.DecimalFraction);
        writer.WriteStartArray(2);
        writer.WriteInt32(form.Exponent);
        writer.WriteInt64(form.Mantissa);
        writer.WriteEndArray();
        return value;
    }

    public override DateOnly? OptionalDate(int key, DateOnly? value)
    {
        if (value is not { } date) return null;
        writer.WriteInt32(key);
        writer.WriteInt32(date.DayNumber - Epoch.DayNumber);
        return value;
    }

    public override ByteString? OptionalBytes(int key, ByteString? value, int minLength, int maxLength)
    {
        if (value is null) return null;
        Require(value.Length >= minLength && value.Length <= maxLength, DecodeRefusal.OutOfRange);
        writer.WriteInt32(key);
        writer.WriteByteString(value.Span);
        return value;
    }

    public override T? OptionalMap<T>(int key, T? value, Describe<T> describe)
        where T : class
    {
        if (value is null) return null;
        writer.WriteInt32(key);
        WriteMap(value, describe);
        return value;
    }

    public override ValueList<T> List<T>(int key, ValueList<T> values, Describe<T> describe, int maxCount)
    {
        if (values.Count == 0) return values;
        Require(values.Count <= maxCount, DecodeRefusal.BadCount);
        writer.WriteInt32(key);
        writer.WriteStartArray(values.Count);
        foreach (var value in values) WriteMap(value, describe);
        writer.WriteEndArray();
        return values;
    }

    private void WriteMap<T>(T value, Describe<T> describe)
        where T : class
    {
        writer.WriteStartMap(null);
        describe(this, value);
        writer.WriteEndMap();
    }

    private static void Require(bool holds, DecodeRefusal otherwise)
    {
        if (!holds) throw new DecodeRefusedException(otherwise);
    }
}
