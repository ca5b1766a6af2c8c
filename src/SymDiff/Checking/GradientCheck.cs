using System.Numerics;

namespace SymDiff;

/// <summary>
/// Compares a gradient with differences of its function at a point: says which coordinate is worst and by how much, and
/// tells a wrong derivative from a kink and from a function that is too noisy to say.
/// </summary>
/// <remarks>
/// Along each coordinate the function is evaluated at ten steps on both sides that halve from one to the next; central
/// differences are extrapolated to step 0 (<see href="https://doi.org/10.1016/S0141-1195(82)80057-0">Ridders 1982</see>),
/// and so are those of each side alone, which show a kink. That is 20 evaluations for a coordinate, and 40 where its size
/// and <see cref="GradientCheckOptions.TypicalSize"/> are far apart. The point is copied: what is passed in stays as it is,
/// whatever the functions do.
/// </remarks>
public static class GradientCheck
{
    private const int Rows = 10;

    // The largest step in proportion to the size of a coordinate: a power of two, so that steps are exact.
    private const double LargestStep = 1.0 / 32;

    /// <summary>Checks a gradient against the function itself.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="point">Where.</param>
    /// <param name="value">The function.</param>
    /// <param name="gradient">The function and its gradient.</param>
    /// <param name="options">How to compare; the defaults when null.</param>
    public static GradientReport Run<T>(ReadOnlySpan<T> point, FlatFunction<T> value, FlatGradient<T> gradient, GradientCheckOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(gradient);
        options ??= new GradientCheckOptions();
        double epsilon = double.CreateChecked(T.BitIncrement(T.One) - T.One);
        double tolerance = options.RelativeTolerance ?? (epsilon < 1e-10 ? 1e-7 : 1e-3);
        var partials = new T[point.Length];
        System.Array.Fill(partials, T.NaN);
        double along = double.CreateChecked(gradient(point.ToArray(), partials));
        double here = double.CreateChecked(value(point.ToArray()));
        var line = new Line<T>(point.ToArray(), value, here, epsilon);
        CoordinateCheck[] coordinates = [.. Chosen(point.Length, options).Select(i =>
            Compare(line, i, options.Name?.Invoke(i) ?? $"x[{i}]", double.CreateChecked(partials[i]), tolerance, options.TypicalSize))];
        return new GradientReport(here, along, coordinates)
        {
            ValueAgrees = here.Equals(along) || Math.Abs(here - along) <= 100 * epsilon * Math.Abs(here),
        };
    }

    /// <summary>Checks a gradient against the value that comes with it.</summary>
    /// <inheritdoc cref="Run{T}(ReadOnlySpan{T}, FlatFunction{T}, FlatGradient{T}, GradientCheckOptions)"/>
    public static GradientReport Run<T>(ReadOnlySpan<T> point, FlatGradient<T> gradient, GradientCheckOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradient);
        var unused = new T[point.Length];
        return Run(point, at => gradient(at, unused), gradient, options);
    }

    /// <summary>Checks the gradient of a chain's loss for one example; coordinates are named after their layers.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="chain">The chain.</param>
    /// <param name="parameters">The parameters of all layers: where.</param>
    /// <param name="input">What the first layer takes.</param>
    /// <param name="label">What the chain should say of it.</param>
    /// <param name="options">How to compare; the defaults when null.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static GradientReport Run<T>(Chain<T> chain, ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, int label, GradientCheckOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(chain);
        T[] given = input.ToArray();
        return Run(
            parameters,
            at => chain.Value(at, given, label),
            (at, gradient) => chain.ValueAndGradient(at, given, label, gradient),
            (options ?? new GradientCheckOptions()) with { Name = options?.Name ?? (i => Name(chain, i)) });
    }

    private static string Name<T>(Chain<T> chain, int coordinate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int layer = 0;
        while (chain.ParametersOf(layer).End.Value <= coordinate)
        {
            layer++;
        }

        return $"{chain.Layers[layer].Name}[{coordinate - chain.ParametersOf(layer).Start.Value}]";
    }

    private static IEnumerable<int> Chosen(int count, GradientCheckOptions options)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        if (options.Sample is not { } sample || sample >= count)
        {
            return all;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        new Random(options.Seed).Shuffle(all);
        return all.Take(sample).Order();
    }

    private static CoordinateCheck Compare<T>(Line<T> line, int index, string name, double derivative, double tolerance, double typical)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Steps in proportion to the coordinate, and where that is far from its typical size in proportion to that as well.
        double own = Math.Abs(line[index]);
        Slopes slopes = line.Differences(index, own > 0 ? own : typical);
        if (own > 0 && own is var size && (size < typical / 8 || size > typical * 8) && line.Differences(index, typical) is var others && others.Uncertainty < slopes.Uncertainty)
        {
            slopes = others;
        }

        (double difference, double uncertainty) = (slopes.Central, slopes.Uncertainty);
        CoordinateVerdict verdict;
        double off;
        double scale = Math.Max(Math.Abs(derivative), Math.Abs(difference));
        double sides = Math.Max(Math.Abs(slopes.Left), Math.Abs(slopes.Right));
        bool sidesSettle = slopes.SideUncertainty <= 1e-2 * sides;
        if (sidesSettle && Math.Abs(slopes.Left - slopes.Right) > (10 * slopes.SideUncertainty) + (1e-2 * sides))
        {
            (double low, double high) = (Math.Min(slopes.Left, slopes.Right), Math.Max(slopes.Left, slopes.Right));
            off = Math.Max(low - derivative, derivative - high) / sides;
            verdict = off <= tolerance + (4 * slopes.SideUncertainty / sides) ? CoordinateVerdict.Kink : CoordinateVerdict.Wrong;
            off = double.IsNaN(off) ? double.PositiveInfinity : Math.Max(0, off);
        }
        else if (!double.IsFinite(difference) || uncertainty > 1e-2 * Math.Max(scale, Math.Abs(line.Value) / slopes.Size))
        {
            verdict = CoordinateVerdict.Inconclusive;
            off = double.NaN;
        }
        else
        {
            double distance = Math.Abs(derivative - difference);
            verdict = distance <= (tolerance * scale) + (4 * uncertainty) ? CoordinateVerdict.Right : CoordinateVerdict.Wrong;
            off = distance == 0 ? 0 : double.IsFinite(derivative) ? distance / scale : double.PositiveInfinity;
        }

        return new CoordinateCheck(index, name, derivative, difference, uncertainty, sidesSettle ? slopes.Left : double.NaN, sidesSettle ? slopes.Right : double.NaN, verdict)
        {
            RelativeError = off,
        };
    }

    /// <summary>Extrapolated differences, and the size that their steps were in proportion to.</summary>
    private readonly record struct Slopes(double Central, double Uncertainty, double Left, double Right, double SideUncertainty, double Size);

    /// <summary>The function along one coordinate at a time.</summary>
    private sealed class Line<T>(T[] point, FlatFunction<T> function, double value, double epsilon)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly T[] scratch = new T[point.Length];

        public double Value => value;

        public double this[int index] => double.CreateChecked(point[index]);

        public Slopes Differences(int index, double size)
        {
            Span<double> central = stackalloc double[Rows], left = stackalloc double[Rows], right = stackalloc double[Rows], noise = stackalloc double[Rows];
            T step = T.CreateChecked(Math.Pow(2, Math.Round(Math.Log2(size * LargestStep))));
            for (int i = 0; i < Rows; i++)
            {
                // What was really added, where the coordinate is too large for the step.
                T above = point[index] + step;
                T below = point[index] - step;
                double up = double.CreateChecked(above - point[index]);
                double down = double.CreateChecked(point[index] - below);
                double high = At(index, above);
                double low = At(index, below);
                central[i] = (high - low) / (up + down);
                right[i] = (high - value) / up;
                left[i] = (value - low) / down;
                noise[i] = 2 * epsilon * Math.Max(Math.Abs(value), Math.Max(Math.Abs(high), Math.Abs(low))) / (up + down);
                step /= T.CreateChecked(2);
            }

            (double slope, double error) = Extrapolation.Settle(central, noise, 2);
            (double before, double leftError) = Extrapolation.Settle(left, noise, 1);
            (double after, double rightError) = Extrapolation.Settle(right, noise, 1);
            return new Slopes(slope, error, before, after, Math.Max(leftError, rightError), size);
        }

        private double At(int index, T coordinate)
        {
            // The function may write into what it is given.
            point.CopyTo(scratch, 0);
            scratch[index] = coordinate;
            return double.CreateChecked(function(scratch));
        }
    }
}
