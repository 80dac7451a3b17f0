namespace Cpc.Invoicing.Rules.Peppol;

/// <summary>Check digits of identifiers. Each takes any text and says whether it is a number of its kind.</summary>
internal static class CheckDigits
{
    /// <summary>GS1 General Specifications §7.9: weights 3 and 1 from the right. Peppol does not ask the length.</summary>
    public static bool IsGln(string id)
    {
        if (!IsDigits(id) || id.Length < 2) return false;
        var sum = 0;
        for (var i = 0; i < id.Length - 1; i++) sum += Digit(id, id.Length - 2 - i) * (i % 2 == 0 ? 3 : 1);
        return (10 - (sum % 10)) % 10 == Digit(id, id.Length - 1);
    }

    /// <summary>Modulus 11 with weights 2 to 7 from the right; a check digit of 10 does not exist, one of 11 is 0.</summary>
    public static bool IsNorwegian(string id)
    {
        if (!IsDigits(id, 9)) return false;
        var sum = 0;
        for (var i = 0; i < 8; i++) sum += Digit(id, 7 - i) * ((i % 6) + 2);
        return (11 - (sum % 11)) % 11 == Digit(id, 8) && id != "000000000";
    }

    /// <summary>CVR numbers have no check digit here: Peppol asks their form alone.</summary>
    public static bool IsDanish(string id) => IsDigits(id.StartsWith("DK", StringComparison.Ordinal) ? id[2..] : id, 8);

    /// <summary>The last two digits are 97 − the first eight modulo 97.</summary>
    public static bool IsBelgian(string id) => IsDigits(id, 10) && 97 - (Number(id[..8]) % 97) == Number(id[8..]);

    /// <summary>Luhn's sum over ten digits.</summary>
    public static bool IsSwedish(string id)
    {
        if (!IsDigits(id, 10)) return false;
        var sum = 0;
        for (var i = 0; i < 10; i++)
        {
            var product = Digit(id, i) * (i % 2 == 0 ? 2 : 1);
            sum += (product / 10) + (product % 10);
        }

        return sum % 10 == 0;
    }

    /// <summary>Modulus 89 after one is taken from the first digit (Australian Business Register).</summary>
    public static bool IsAustralian(string id)
    {
        if (!IsDigits(id, 11)) return false;
        ReadOnlySpan<int> weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
        var sum = -weights[0];
        for (var i = 0; i < 11; i++) sum += Digit(id, i) * weights[i];
        return sum % 89 == 0;
    }

    private static bool IsDigits(string id, int length) => id.Length == length && IsDigits(id);

    private static bool IsDigits(string id) => id.Length > 0 && id.All(char.IsAsciiDigit);

    private static int Digit(string id, int index) => id[index] - '0';

    private static int Number(string digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
}
