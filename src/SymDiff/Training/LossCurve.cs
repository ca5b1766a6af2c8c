using System.Globalization;
using System.Text;

namespace SymDiff;

/// <summary>A chart of how a loss fell, as a self-contained SVG file.</summary>
/// <remarks>
/// The first value of a series stands at 1 on the horizontal axis. The vertical axis is logarithmic when all values
/// are positive and span more than a factor of fifty, linear otherwise. Values that are not finite (or beyond
/// 1e300) are left out and break the line. The text depends on the values alone, never on the culture.
/// </remarks>
public sealed class LossCurve
{
    private const double Width = 760;
    private const double Height = 440;
    private const double Left = 76;
    private const double Right = 24;
    private const double Top = 64;
    private const double Bottom = 56;
    private const double LogarithmicFrom = 50;

    // Told apart by people with any colour vision (after M. Okabe and K. Ito) and, by their dashes, in print.
    private static readonly (string Colour, string Dashes)[] Styles =
        [("#0072b2", ""), ("#d55e00", "7 4"), ("#009e73", "2 3"), ("#cc79a7", "9 3 2 3")];

    private readonly List<(string Name, double[] Values)> series = [];

    /// <summary>What stands above the chart.</summary>
    public string Title { get; init; } = "Loss";

    /// <summary>What stands under the horizontal axis.</summary>
    public string XLabel { get; init; } = "epoch";

    /// <summary>What stands beside the vertical axis.</summary>
    public string YLabel { get; init; } = "loss";

    /// <summary>The curve of a training run: one point an epoch, with the validation loss where there is one.</summary>
    /// <param name="history">The run.</param>
    /// <param name="title">What stands above the chart.</param>
    public static LossCurve Of(TrainingHistory history, string title = "Loss")
    {
        ArgumentNullException.ThrowIfNull(history);
        LossCurve curve = new() { Title = title };
        curve.Add("training", history.Epochs.Select(epoch => epoch.Loss));
        if (history.Epochs.Any(epoch => epoch.ValidationLoss is not null))
        {
            curve.Add("validation", history.Epochs.Select(epoch => epoch.ValidationLoss ?? double.NaN));
        }

        return curve;
    }

    /// <summary>Adds a series.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="values">Its values, in order.</param>
    /// <returns>This curve.</returns>
    public LossCurve Add(string name, IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(values);
        series.Add((name, [.. values]));
        return this;
    }

    /// <summary>Draws the chart.</summary>
    /// <returns>A complete SVG document that refers to nothing outside it.</returns>
    public string ToSvg()
    {
        double[] finite = [.. series.SelectMany(one => one.Values).Where(IsDrawn)];
        int length = series.Count == 0 ? 0 : series.Max(one => one.Values.Length);
        Axis x = Axis.Counting(Math.Max(length, 1), Left, Width - Right);
        Axis y = Vertical(finite);

        StringBuilder svg = new();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" font-family=\"system-ui, 'Segoe UI', Helvetica, Arial, sans-serif\" font-size=\"13\" fill=\"#333\">");
        Line(svg, $"  <title>{Escape(Title)}</title>");
        Line(svg, $"  <rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>");
        Line(svg, $"  <text x=\"{Left}\" y=\"28\" font-size=\"17\" font-weight=\"600\" fill=\"#111\">{Escape(Title)}</text>");
        DrawAxes(svg, x, y);
        if (finite.Length == 0)
        {
            Line(svg, $"  <text x=\"{(Left + Width - Right) / 2}\" y=\"{(Top + Height - Bottom) / 2}\" text-anchor=\"middle\" fill=\"#888\">no values</text>");
        }

        double legend = Left;
        for (int i = 0; i < series.Count; i++)
        {
            DrawSeries(svg, i, x, y);
            legend = DrawLegend(svg, i, legend);
        }

        Line(svg, $"</svg>");
        return svg.ToString();
    }

    private static Axis Vertical(double[] finite)
    {
        if (finite.Length == 0)
        {
            return Axis.Linear(0, 1, Height - Bottom, Top);
        }

        double low = finite.Min();
        double high = finite.Max();
        if (low > 0 && high / low > LogarithmicFrom)
        {
            return Axis.Logarithmic(low, high, Height - Bottom, Top);
        }

        // Down to zero where that is not far away.
        bool nearZero = low > 0 && low <= high - low;
        return Axis.Linear(nearZero ? 0 : low, high, Height - Bottom, Top);
    }

    // False for NaN too.
    private static bool IsDrawn(double value) => Math.Abs(value) <= Axis.Largest;

    private void DrawAxes(StringBuilder svg, Axis x, Axis y)
    {
        const double Right = Width - LossCurve.Right;
        const double Floor = Height - Bottom;
        Line(svg, $"  <g stroke=\"#e3e3e3\" stroke-width=\"1\">");
        foreach (double tick in y.Ticks)
        {
            Line(svg, $"    <line x1=\"{Left}\" y1=\"{y.Place(tick):0.##}\" x2=\"{Right}\" y2=\"{y.Place(tick):0.##}\"/>");
        }

        Line(svg, $"  </g>");
        Line(svg, $"  <g text-anchor=\"end\">");
        foreach (double tick in y.Ticks)
        {
            Line(svg, $"    <text x=\"{Left - 8}\" y=\"{y.Place(tick) + 4.5:0.##}\">{Axis.Label(tick)}</text>");
        }

        Line(svg, $"  </g>");
        Line(svg, $"  <g text-anchor=\"middle\">");
        foreach (double tick in x.Ticks)
        {
            Line(svg, $"    <text x=\"{x.Place(tick):0.##}\" y=\"{Floor + 20}\">{Axis.Label(tick)}</text>");
        }

        Line(svg, $"  </g>");
        Line(svg, $"  <g stroke=\"#555\" stroke-width=\"1\">");
        Line(svg, $"    <line x1=\"{Left}\" y1=\"{Floor}\" x2=\"{Right}\" y2=\"{Floor}\"/>");
        foreach (double tick in x.Ticks)
        {
            Line(svg, $"    <line x1=\"{x.Place(tick):0.##}\" y1=\"{Floor}\" x2=\"{x.Place(tick):0.##}\" y2=\"{Floor + 5}\"/>");
        }

        Line(svg, $"  </g>");
        string scale = y.IsLogarithmic ? " (logarithmic)" : "";
        Line(svg, $"  <text x=\"{(Left + Right) / 2}\" y=\"{Height - 14}\" text-anchor=\"middle\">{Escape(XLabel)}</text>");
        Line(svg, $"  <text transform=\"translate(20 {(Top + Floor) / 2}) rotate(-90)\" text-anchor=\"middle\">{Escape(YLabel)}{scale}</text>");
    }

    private void DrawSeries(StringBuilder svg, int index, Axis x, Axis y)
    {
        (string colour, string dashes) = Styles[index % Styles.Length];
        double[] values = series[index].Values;
        string dash = dashes.Length == 0 ? "" : $" stroke-dasharray=\"{dashes}\"";
        int start = 0;
        while (start < values.Length)
        {
            if (!IsDrawn(values[start]))
            {
                start++;
                continue;
            }

            int end = start + 1;
            while (end < values.Length && IsDrawn(values[end]))
            {
                end++;
            }

            if (end == start + 1)
            {
                Line(svg, $"  <circle cx=\"{x.Place(end):0.##}\" cy=\"{y.Place(values[start]):0.##}\" r=\"3\" fill=\"{colour}\"/>");
            }
            else
            {
                IEnumerable<string> points = Enumerable.Range(start, end - start).Select(i =>
                    string.Create(CultureInfo.InvariantCulture, $"{x.Place(i + 1):0.##},{y.Place(values[i]):0.##}"));
                Line(svg, $"  <polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.2\" stroke-linejoin=\"round\" stroke-linecap=\"round\"{dash} points=\"{string.Join(' ', points)}\"/>");
            }

            start = end;
        }
    }

    private double DrawLegend(StringBuilder svg, int index, double left)
    {
        const double CharacterWidth = 7.4;
        (string colour, string dashes) = Styles[index % Styles.Length];
        string dash = dashes.Length == 0 ? "" : $" stroke-dasharray=\"{dashes}\"";
        (string name, double[] values) = series[index];
        int last = System.Array.FindLastIndex(values, IsDrawn);
        string text = last < 0 ? name : $"{name} {Axis.Label(values[last], "G4")}";
        Line(svg, $"  <line x1=\"{left:0.##}\" y1=\"46\" x2=\"{left + 24:0.##}\" y2=\"46\" stroke=\"{colour}\" stroke-width=\"2.2\"{dash}/>");
        Line(svg, $"  <text x=\"{left + 30:0.##}\" y=\"50.5\">{Escape(text)}</text>");
        return left + 30 + (text.Length * CharacterWidth) + 20;
    }

    private static void Line(StringBuilder svg, FormattableString text)
        => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char c in text)
        {
            // Characters that XML cannot hold at all are dropped.
            escaped.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ when c is < ' ' and not '\t' => "",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
