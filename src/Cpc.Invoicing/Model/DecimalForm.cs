namespace Cpc.Invoicing.Model;

/// <summary>A number as mantissa × 10^exponent in its only form: the mantissa ends in no zero, and zero is 0 × 10^0.</summary>
internal readonly record struct DecimalForm(long Mantissa, int Exponent)
{
    private const decimal MantissaLimit = 1_000_000_000_000_000_000m;

    /// <returns>False when the number has more digits than <see cref="DocumentLimits"/> allows.</returns>
    public static bool TryFrom(decimal value, out DecimalForm form)
    {
        form = default;
        if (value == 0) return true;
        var exponent = -value.Scale;
        // The scale is taken away by building the same 96-bit integer anew.
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var mantissa = new decimal(bits[0], bits[1], bits[2], value < 0, 0);
        while (mantissa % 10 == 0)
        {
            mantissa /= 10;
            exponent++;
        }

        if (Math.Abs(mantissa) >= MantissaLimit) return false;
        form = new DecimalForm((long)mantissa, exponent);
        return form.IsWithinLimits;
    }

    /// <summary>Whether this is the one form of its number and within <see cref="DocumentLimits"/>.</summary>
    public bool IsValid => Mantissa == 0 ? Exponent == 0 : Mantissa % 10 != 0 && IsWithinLimits;

    private bool IsWithinLimits
    {
        get
        {
            if (Exponent is < -DocumentLimits.MaxFractionDigits or > DocumentLimits.MaxIntegerDigits) return false;
            var digits = 0;
            for (var rest = Mantissa; rest != 0; rest /= 10) digits++;
            return digits <= DocumentLimits.MaxSignificantDigits && digits + Exponent <= DocumentLimits.MaxIntegerDigits;
        }
    }

    public decimal ToDecimal()
    {
        decimal value = Mantissa;
        for (var i = 0; i < Exponent; i++) value *= 10;
        return Exponent >= 0 ? value : value / Power(-Exponent);
    }

    private static decimal Power(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++) power *= 10;
        return power;
    }
}
