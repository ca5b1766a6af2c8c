using System.Globalization;

namespace SymDiff;

/// <summary>One axis of a chart: where a value stands, and which values are labelled.</summary>
internal sealed class Axis
{
    /// <summary>The largest magnitude that can be drawn: differences of such values stay finite.</summary>
    internal const double Largest = 1e300;

    // Below this a step would be too small a number to be computed with.
    private const double Smallest = 1e-290;

    // Room at both ends of a logarithmic axis, in natural logarithms.
    private const double Margin = 0.2;

    // The ends of the axis; their logarithms on a logarithmic axis.
    private readonly double low;
    private readonly double high;
    private readonly double from;
    private readonly double to;

    private Axis(double low, double high, double from, double to, bool isLogarithmic, IReadOnlyList<double> ticks)
    {
        this.low = low;
        this.high = high;
        this.from = from;
        this.to = to;
        IsLogarithmic = isLogarithmic;
        Ticks = ticks;
    }

    internal bool IsLogarithmic { get; }

    /// <summary>The labelled values, ascending.</summary>
    internal IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis over the whole numbers from 1 to <paramref name="last"/>.</summary>
    internal static Axis Counting(int last, double from, double to)
    {
        double step = last == 1 ? 1 : Math.Max(1, Step(1, last, 10));
        List<double> ticks = [1];
        for (double tick = step; tick <= last; tick += step)
        {
            // The first label is 1; one that would touch it is left out.
            if (tick - 1 > step / 2)
            {
                ticks.Add(tick);
            }
        }

        return new Axis(1, Math.Max(last, 2), from, to, false, ticks);
    }

    /// <summary>A linear axis that ends at labelled values around the given ones.</summary>
    internal static Axis Linear(double low, double high, double from, double to)
    {
        // Values that differ by rounding alone would give labels that all read the same.
        double size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (high - low <= Math.Max(size * 1e-9, Smallest))
        {
            double room = size <= Smallest ? 1 : size * 0.1;
            low -= room;
            high += room;
        }

        double step = Step(low, high, 6);
        double first = Math.Floor(low / step);
        int count = (int)(Math.Ceiling(high / step) - first);
        double[] ticks = [.. Enumerable.Range(0, count + 1).Select(i => (first + i) * step)];
        return new Axis(ticks[0], ticks[^1], from, to, false, ticks);
    }

    /// <summary>A logarithmic axis around the given positive values, labelled at 1, 2 and 5 times powers of ten.</summary>
    internal static Axis Logarithmic(double low, double high, double from, double to)
    {
        int firstDecade = (int)Math.Floor(Math.Log10(low));
        int lastDecade = (int)Math.Ceiling(Math.Log10(high));
        int decades = lastDecade - firstDecade;
        int[] leads = decades <= 3 ? [1, 2, 5] : [1];
        int stride = Math.Max(1, decades / 8);
        double start = Math.Log(low) - Margin;
        double end = Math.Log(high) + Margin;
        List<double> ticks = [];
        for (int decade = firstDecade; decade <= lastDecade; decade += stride)
        {
            // Parsed, because Math.Pow(10, -5) is not the number nearest to 1e-5.
            ticks.AddRange(leads.Select(lead => double.Parse($"{lead}e{decade}", CultureInfo.InvariantCulture)));
        }

        ticks.RemoveAll(tick => Math.Log(tick) < start || Math.Log(tick) > end);
        return new Axis(start, end, from, to, true, ticks);
    }

    /// <summary>Where a value stands.</summary>
    internal double Place(double value)
    {
        double share = ((IsLogarithmic ? Math.Log(value) : value) - low) / (high - low);
        return from + (share * (to - from));
    }

    /// <summary>The text of a value.</summary>
    internal static string Label(double value, string format = "G6")
    {
        double size = Math.Abs(value);
        return size is not 0 and (< 1e-4 or >= 1e6)
            ? value.ToString("0.###e0", CultureInfo.InvariantCulture)
            : value.ToString(format, CultureInfo.InvariantCulture);
    }

    // The round step (1, 2 or 5 times a power of ten) that makes about as many intervals as wanted.
    private static double Step(double low, double high, int wanted)
    {
        double raw = (high - low) / wanted;
        double magnitude = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double lead = raw / magnitude;
        return magnitude * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }
}
