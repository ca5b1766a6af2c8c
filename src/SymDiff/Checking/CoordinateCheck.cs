using System.Globalization;

namespace SymDiff;

/// <summary>One partial derivative compared with differences.</summary>
/// <param name="Index">The coordinate.</param>
/// <param name="Name">Its name.</param>
/// <param name="Derivative">The partial derivative under test.</param>
/// <param name="Difference">The extrapolated central difference.</param>
/// <param name="Uncertainty">An estimate of the error of <paramref name="Difference"/>.</param>
/// <param name="Left">The slope from below; NaN where it does not settle.</param>
/// <param name="Right">The slope from above; NaN where it does not settle.</param>
/// <param name="Verdict">What follows from these.</param>
public sealed record CoordinateCheck(
    int Index, string Name, double Derivative, double Difference, double Uncertainty, double Left, double Right, CoordinateVerdict Verdict)
{
    /// <summary>
    /// By how much the derivative is off, relative to the larger of it and the difference; infinite where either is not
    /// finite. At a kink, how far it lies outside the two slopes.
    /// </summary>
    public double RelativeError { get; init; }

    /// <summary>One line for a person to read.</summary>
    public override string ToString() => Verdict switch
    {
        CoordinateVerdict.Kink => Invariant($"{Name}: a kink with slopes {Left:G10} and {Right:G10}; the gradient has {Derivative:G10}"),
        CoordinateVerdict.Inconclusive => Invariant($"{Name}: differences do not settle ({Difference:G6} ± {Uncertainty:G2}); the gradient has {Derivative:G10}"),
        CoordinateVerdict.Wrong when !double.IsNaN(Left) && Math.Abs(Left - Right) > 1e-3 * (Math.Abs(Left) + Math.Abs(Right)) =>
            Invariant($"{Name}: wrong at a kink with slopes {Left:G10} and {Right:G10}; the gradient has {Derivative:G10}"),
        _ => Invariant($"{Name}: {(Verdict == CoordinateVerdict.Right ? "right" : "wrong")}, the gradient has {Derivative:G10}, differences {Difference:G10} ± {Uncertainty:G2} (off by {RelativeError:G2})"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
