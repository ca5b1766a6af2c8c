using System.Globalization;

namespace SymDiff.Generator.Ir;

/// <summary>Floating-point literals as text: shortest round trip, invariant, without a suffix.</summary>
internal static class Literal
{
    public static string Text(double value, IrType type)
    {
        double rounded = type.Name == "float" ? (float)value : value;
        if (double.IsNaN(rounded))
        {
            return "NaN";
        }

        if (double.IsInfinity(rounded))
        {
            return rounded > 0 ? "Infinity" : "-Infinity";
        }

        return IsNegativeZero(rounded)
            ? "-0"
            : type.Name == "float" ? ((float)value).ToString("R", CultureInfo.InvariantCulture) : rounded.ToString("R", CultureInfo.InvariantCulture);
    }

    public static double Value(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        "-0" => -0.0,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static bool IsNegativeZero(double value) => value == 0 && BitConverter.DoubleToInt64Bits(value) != 0;
}
