using System.Numerics;
using SymDiff.Generator.Rules;
using SymDiff.Generator.Tests.Numerics;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>A partial derivative that is known: a point, one operand, the truth, and how contributions compare with it.</summary>
internal sealed record DerivativeSample<T>(Rule Rule, T[] Point, int Operand, BigFloat Truth)
    where T : struct, IFloatingPointIeee754<T>
{
    private static readonly int Digits = typeof(T) == typeof(double) ? 53 : 24;
    private static readonly int SmallestScale = typeof(T) == typeof(double) ? -1022 : -126;
    private static readonly int LargestScale = -SmallestScale + 1;

    /// <summary>The samples of a row at points with finite operands: everywhere the row has a derivative and a finite value.</summary>
    public static IEnumerable<DerivativeSample<T>> Of(Rule rule, IEnumerable<T[]> points) =>
        from point in points
        where T.IsFinite(Primitive<T>.Call(rule, point))
        from operand in Enumerable.Range(0, point.Length)
        where rule.Parameters[operand].Kind == ParameterKind.Floating
        let truth = ReferenceDerivative.At(rule, [.. point.Select(double.CreateChecked)], operand)
        where truth is not null
        select new DerivativeSample<T>(rule, point, operand, truth.Value);

    /// <summary>
    /// How far a contribution for an adjoint of 1 is from the truth, in units of the truth's last place, after what the
    /// row's accuracy grants for the result. Infinite for NaN, and for infinity where the truth is a number of the type.
    /// Below the smallest normal number digits fade: an error up to that number counts as none. Of a row with several
    /// operands an infinity of the right sign also counts as none where the reciprocal of an operand overflows: nobody
    /// divides by such a number, and avoiding it would cost every other quotient. For the operator / alone that goes for
    /// NaN, which 0 divided by such a number contributes.
    /// </summary>
    /// <param name="formula">A contribution of the row, or one put in its place.</param>
    public double Error(Formula? formula)
    {
        T result = Primitive<T>.Call(Rule, Point);
        T contribution = At(result);
        if (T.IsInfinity(contribution) && Truth.Sign == T.Sign(contribution))
        {
            return BigFloat.Abs(Truth) > Exact(Largest(1)) || HasNoReciprocal || DistanceInUlps(Largest(Truth.Sign)) <= Rule.Accuracy.Ulps
                ? 0
                : double.PositiveInfinity;
        }

        if (T.IsNaN(contribution) && Rule.Name == "div" && HasNoReciprocal && Truth.Sign == 0)
        {
            return 0;
        }

        if (!T.IsFinite(contribution))
        {
            return double.PositiveInfinity;
        }

        if (BigFloat.Abs(Truth) > Exact(Largest(1)) && T.Sign(contribution) == Truth.Sign)
        {
            return (Exact(Largest(1)) - BigFloat.Abs(Exact(contribution))).ToDouble() / Ulp(LargestScale - 1).ToDouble();
        }

        BigFloat error = BigFloat.Abs(Exact(contribution) - Truth);
        if (error <= Smallest)
        {
            return 0;
        }

        double ulps = DistanceInUlps(contribution);
        return Rule.Accuracy.ResultUlps == 0 || ulps <= Rule.Accuracy.Ulps ? ulps : Math.Max(0, ulps - Granted());

        T At(T r) => Interpreter<T>.Contribution(formula, Rule, Point, T.One, r);

        double Granted() => new[] { Moved(T.BitIncrement), Moved(T.BitDecrement) }
            .Select(At).Where(T.IsFinite).Select(moved => (BigFloat.Abs(Exact(moved) - Exact(contribution)) / Ulp(Truth.Scale)).ToDouble()).DefaultIfEmpty(0).Max();

        T Moved(Func<T, T> next) => Enumerable.Range(0, Rule.Accuracy.ResultUlps).Aggregate(result, (r, _) => next(r));
    }

    public override string ToString() => $"{Rule.Name}({string.Join(", ", Point)}) by operand {Operand}, {typeof(T).Name}, derivative {Truth}";

    private bool HasNoReciprocal => Point.Length > 1 && Point.Any(x => !T.IsZero(x) && T.IsInfinity(T.One / x));

    private static BigFloat Smallest => ((BigFloat)1).TimesPowerOfTwo(SmallestScale);

    private static T Largest(int sign) => sign < 0 ? T.BitIncrement(T.NegativeInfinity) : T.BitDecrement(T.PositiveInfinity);

    private static BigFloat Exact(T value) => BigFloat.Exactly(double.CreateChecked(value), 320);

    private double DistanceInUlps(T value) => (BigFloat.Abs(Exact(value) - Truth) / Ulp(Truth.Scale)).ToDouble();

    private static BigFloat Ulp(BigInteger scale) =>
        ((BigFloat)1).TimesPowerOfTwo(BigInteger.Max(scale, SmallestScale) - Digits + 1);
}
