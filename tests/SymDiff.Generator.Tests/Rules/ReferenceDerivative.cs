using SymDiff.Generator.Rules;
using SymDiff.Generator.Tests.Numerics;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>
/// A derivative by differences of the row's definition, at a precision and a step at which nothing is lost: one way for
/// every row, with no formula for a derivative anywhere.
/// </summary>
internal static class ReferenceDerivative
{
    /// <summary>
    /// The steps to both sides differ, and not by a power of two, so that neither a vertical tangent nor the digits of a
    /// remainder look the same from both.
    /// </summary>
    private const double Right = 0.7390851332151607;

    private const double Left = -0.5671432904097838;

    /// <summary>Two one-sided differences that agree to so many bits are a derivative.</summary>
    private const int Agreement = 64;

    /// <summary>Far below the smallest number of either type.</summary>
    private const int Nothing = -1200;

    /// <summary>
    /// Step and precision in bits: enough for most points; for values that hardly move (a saturated tanh, a cosine beside
    /// 0); for functions that turn within a tiny step.
    /// </summary>
    private static readonly (int Step, int Precision)[] Levels = [(128, 320), (128, 1500), (128, 2900), (1400, 2900)];

    /// <summary>The partial derivative, or null where there is none: at a kink, a jump, a boundary or outside the domain.</summary>
    /// <param name="rule">A row whose result is a number.</param>
    /// <param name="point">Finite operands.</param>
    /// <param name="operand">The one that moves.</param>
    public static BigFloat? At(Rule rule, IReadOnlyList<double> point, int operand)
    {
        // Beside 0 there is no smallest scale: only the tiniest step will do.
        BigFloat? derivative = null;
        foreach ((int step, int precision) in point[operand] == 0 ? Levels[^1..] : Levels)
        {
            derivative = Difference(rule, point, operand, step, precision);
            if (derivative is { Sign: not 0 })
            {
                break;
            }
        }

        return derivative;
    }

    /// <summary>The difference to the right: 0 where nothing is seen to move, null where the left does not agree with it.</summary>
    private static BigFloat? Difference(Rule rule, IReadOnlyList<double> point, int operand, int step, int precision)
    {
        BigFloat[] at = [.. point.Select(x => BigFloat.Exactly(x, precision))];
        double scale = point[operand] == 0 ? 1 : Math.Min(1, Math.Abs(point[operand]));
        Func<BigFloat[], BigFloat?> function = Reference.Of(rule);
        if (function(at) is not { } middle || Beside(Right) is not { } right || Beside(Left) is not { } left)
        {
            return null;
        }

        return IsNoise(right) && IsNoise(left) ? 0
            : Agree(right / Step(Right), left / Step(Left)) ? right / Step(Right)
            : null;

        BigFloat Step(double ratio) => BigFloat.Exactly(scale, precision).TimesPowerOfTwo(-step) * BigFloat.Exactly(ratio, precision);

        BigFloat? Beside(double ratio)
        {
            BigFloat[] moved = [.. at];
            moved[operand] = moved[operand].Moved(Step(ratio));
            return function(moved) - middle;
        }

        // A difference of a few units in the last place is a multiple of it, and may agree with another by chance.
        bool IsNoise(BigFloat difference) =>
            difference.Sign == 0 || (middle.Sign != 0 && difference.Scale < middle.Scale - precision + Agreement);
    }

    private static bool Agree(BigFloat x, BigFloat y)
    {
        BigFloat gap = BigFloat.Abs(x - y);
        return gap.Sign == 0 || gap <= BigFloat.Abs(x + y).TimesPowerOfTwo(-Agreement) || (gap.Scale < Nothing && (x + y).Scale < Nothing);
    }

    /// <summary>Whether the row has a value somewhere beside the point, along one operand.</summary>
    /// <param name="rule">A row whose result is a number.</param>
    /// <param name="point">Finite operands.</param>
    /// <param name="operand">The one that moves.</param>
    public static bool HasNeighbour(Rule rule, IReadOnlyList<double> point, int operand) => new[] { 1, -1 }.Any(side =>
    {
        (int step, int precision) = Levels[^1];
        BigFloat[] at = [.. point.Select(x => BigFloat.Exactly(x, precision))];
        at[operand] = at[operand].Moved(((BigFloat)side).TimesPowerOfTwo(-step));
        return Reference.Of(rule)(at) is not null;
    });
}
