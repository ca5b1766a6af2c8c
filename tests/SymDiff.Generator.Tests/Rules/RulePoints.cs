using System.Numerics;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>
/// Operands for a row: inside its declared interval, of every magnitude its type has, and the extremes one by one. The
/// same for the same row, count and type.
/// </summary>
internal static class RulePoints<T>
    where T : struct, IFloatingPointIeee754<T>
{
    private static readonly bool IsDouble = typeof(T) == typeof(double);

    // Largest and smallest powers of ten that are safe to name for both types.
    private static readonly T Huge = T.CreateChecked(IsDouble ? 1e300 : 1e30f);
    private static readonly T Tiny = T.CreateChecked(IsDouble ? 1e-300 : 1e-30f);
    private static readonly T Largest = T.BitDecrement(T.PositiveInfinity);
    private static readonly T SmallestNormal = T.CreateChecked(IsDouble ? double.ScaleB(1, -1022) : float.ScaleB(1, -126));

    private static readonly T[] Magnitudes =
    [
        T.Zero, T.Epsilon, T.CreateChecked(3) * T.Epsilon, T.BitDecrement(SmallestNormal), SmallestNormal, Tiny,
        T.CreateChecked(1e-20), T.CreateChecked(1e-9), T.CreateChecked(0.5), T.BitDecrement(T.One), T.One, T.BitIncrement(T.One),
        T.CreateChecked(2), T.CreateChecked(3), T.CreateChecked(20), T.CreateChecked(80), T.CreateChecked(700), T.CreateChecked(1e9), Huge, Largest,
    ];

    private static readonly T[] Extremes = [.. Magnitudes, .. Magnitudes.Select(x => -x)];

    private static readonly T[] NotFinite = [T.PositiveInfinity, T.NegativeInfinity, T.NaN];

    /// <summary>Points with finite operands: the extremes of a row with one operand, and random ones.</summary>
    /// <param name="rule">The row.</param>
    /// <param name="count">How many pairs of random points.</param>
    public static IEnumerable<T[]> Finite(Rule rule, int count) =>
        [.. (rule.Parameters.Count == 1 ? Extremes : []).Select(extreme => new[] { extreme }), .. Random(rule, count)];

    /// <summary>Pairs of random points with finite operands: one inside the declared intervals, one anywhere.</summary>
    public static IEnumerable<T[]> Random(Rule rule, int count)
    {
        Random random = new(20_26);
        for (int n = 0; n < count; n++)
        {
            yield return Inside(rule, random);
            yield return Valid(rule, [.. rule.Parameters.Select(parameter => Anything(rule, parameter, random))]);
        }
    }

    /// <summary>A point inside the declared intervals.</summary>
    public static T[] Inside(Rule rule, Random random) => [.. rule.Parameters.Select(parameter => Inside(parameter, random))];

    /// <summary>Points where some operands are extremes, infinite or NaN.</summary>
    public static IEnumerable<T[]> Extreme(Rule rule, int count)
    {
        Random random = new(11);
        T[] values = [.. Extremes, .. NotFinite];
        for (int n = 0; n < count; n++)
        {
            T[] point = Inside(rule, random);
            for (int i = 0; i < point.Length; i++)
            {
                if (rule.Parameters[i].Kind == ParameterKind.Floating && random.Next(4) != 0)
                {
                    point[i] = rule.Parameters.Count == 1 ? values[n % values.Length] : values[random.Next(values.Length)];
                }
            }

            yield return Valid(rule, point);
        }
    }

    /// <summary>The bounds of a clamp in order: .NET throws otherwise.</summary>
    private static T[] Valid(Rule rule, T[] point)
    {
        if (rule.Parameters.Any(parameter => parameter.Name == "min") && point[1] > point[2])
        {
            (point[1], point[2]) = (point[2], point[1]);
        }

        return point;
    }

    private static T Inside(RuleParameter parameter, Random random) => parameter.Kind == ParameterKind.Floating
        ? T.CreateChecked(parameter.Low + ((parameter.High - parameter.Low) * random.NextDouble()))
        : T.CreateChecked(random.Next((int)parameter.Low, (int)parameter.High + 1));

    private static T Anything(Rule rule, RuleParameter parameter, Random random)
    {
        if (parameter.Kind != ParameterKind.Floating)
        {
            return rule.CanThrow ? Inside(parameter, random) : T.CreateChecked(random.Next(-9, 10));
        }

        T sign = random.Next(2) == 0 ? T.One : -T.One;
        return random.Next(5) switch
        {
            0 => Inside(parameter, random),
            1 => T.CreateChecked(random.Next(-9, 10)),
            2 => Extremes[random.Next(Extremes.Length)],
            3 => T.ScaleB(sign * T.CreateChecked(1 + random.NextDouble()), random.Next(-12, 11)),
            _ => T.ScaleB(sign * T.CreateChecked(1 + random.NextDouble()), IsDouble ? random.Next(-1074, 1024) : random.Next(-149, 128)),
        };
    }
}
