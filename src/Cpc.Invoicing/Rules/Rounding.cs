namespace Cpc.Invoicing.Rules;

/// <summary>
/// Rounding to the two decimals of EN 16931. Half is rounded away from zero; for a negative half the CEN artefacts
/// (XPath round, towards positive infinity) come one cent nearer to zero in some rules and use absolute values in
/// others, so both readings are taken as right there.
/// </summary>
public static class Rounding
{
    /// <summary>Two decimals, half away from zero: 24.405 is 24.41, -24.405 is -24.41.</summary>
    public static decimal ToCents(decimal exact) => Math.Round(exact, 2, MidpointRounding.AwayFromZero);

    /// <summary>Whether a stated amount is the rounded form of the exact one.</summary>
    public static bool Agrees(decimal stated, decimal exact) =>
        stated == ToCents(exact) || (exact < 0 && stated == Math.Floor((exact * 100) + 0.5m) / 100);
}
