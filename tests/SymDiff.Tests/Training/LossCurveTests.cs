using System.Globalization;
using System.Xml.Linq;

namespace SymDiff.Tests;

public sealed class LossCurveTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Both_series_are_drawn_and_named()
    {
        XElement svg = Draw(new LossCurve { Title = "T" }.Add("training", [3, 2, 1]).Add("test", [3.5, 2.5, 2]));
        Assert.Equal(2, svg.Descendants(Svg + "polyline").Count());
        Assert.Contains(Texts(svg), text => text == "training 1");
        Assert.Contains(Texts(svg), text => text == "test 2");
        Assert.Contains("T", Texts(svg));
        Assert.Contains("epoch", Texts(svg));
        Assert.Contains("loss", Texts(svg));
    }

    [Fact]
    public void A_falling_loss_falls_on_the_chart()
    {
        XElement svg = Draw(new LossCurve().Add("training", [4, 2, 1]));
        (double X, double Y)[] points = Points(svg.Descendants(Svg + "polyline").Single());
        Assert.Equal(3, points.Length);
        Assert.True(points[0].X < points[1].X && points[1].X < points[2].X);
        Assert.True(points[0].Y < points[1].Y && points[1].Y < points[2].Y);
    }

    [Fact]
    public void A_wide_range_of_positive_values_gets_a_logarithmic_axis()
    {
        XElement svg = Draw(new LossCurve().Add("training", [10, 1, 0.1, 0.01]));
        (double X, double Y)[] points = Points(svg.Descendants(Svg + "polyline").Single());
        Approx.Equal(points[1].Y - points[0].Y, points[3].Y - points[2].Y, absolute: 0.02);
        Assert.Contains("loss (logarithmic)", Texts(svg));
        Assert.Contains("0.1", Texts(svg));
    }

    [Fact]
    public void Values_that_are_not_finite_break_the_line()
    {
        XElement svg = Draw(new LossCurve().Add(
            "training", [3, 2, double.NaN, 5, double.PositiveInfinity, 2, 1, double.NegativeInfinity]));
        Assert.Equal(2, svg.Descendants(Svg + "polyline").Count());
        Assert.Single(svg.Descendants(Svg + "circle"));
        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg.ToString(), StringComparison.Ordinal);
        Assert.Contains("training 1", Texts(svg));
    }

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { double.NaN })]
    [InlineData(new[] { 0.5 })]
    [InlineData(new[] { 0.0, 0, 0 })]
    [InlineData(new[] { 7.0, 7, 7 })]
    [InlineData(new[] { -1, -1.0000000000000002 })]
    [InlineData(new[] { -5.0, 3, -2 })]
    [InlineData(new[] { 0, double.Epsilon })]
    [InlineData(new[] { double.Epsilon, 1 })]
    [InlineData(new[] { 1e300, 1e-300 })]
    [InlineData(new[] { -1e300, 1e300 })]
    [InlineData(new[] { double.MaxValue, double.MinValue })]
    public void Any_values_give_a_chart_inside_its_frame(double[] values)
    {
        XElement svg = Draw(new LossCurve().Add("training", values));
        foreach (XElement line in svg.Descendants(Svg + "polyline"))
        {
            Assert.All(Points(line), point =>
            {
                Assert.InRange(point.X, 76, 736);
                Assert.InRange(point.Y, 64, 384);
            });
        }

        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
        Assert.InRange(svg.Descendants(Svg + "text").Count(), 4, 40);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(99)]
    [InlineData(1234)]
    public void Epochs_are_labelled_with_whole_numbers(int count)
    {
        XElement svg = Draw(new LossCurve().Add("training", Enumerable.Repeat(1.0, count)));
        double[] labels = [.. svg.Descendants(Svg + "text")
            .Where(text => text.Attribute("y")?.Value == "404")
            .Select(text => double.Parse(text.Value, CultureInfo.InvariantCulture))];
        Assert.Equal(1, labels[0]);
        Assert.All(labels, label => Assert.Equal(Math.Round(label), label));
        Assert.InRange(labels.Length, 1, 12);
        Assert.InRange(labels[^1], 1, count);
        Assert.Equal(labels.Distinct().Order(), labels);
    }

    [Fact]
    public void Names_are_escaped()
    {
        XElement svg = Draw(new LossCurve { Title = "a < b & \"c\" > \u0001d", XLabel = "<x>" }.Add("<&>", [1, 2]));
        Assert.Equal("a < b & \"c\" > d", svg.Element(Svg + "title")!.Value);
        Assert.Contains("<x>", Texts(svg));
    }

    [Fact]
    public void The_culture_makes_no_difference()
    {
        LossCurve curve = new LossCurve().Add("training", [3.25, 1.5, 0.75]);
        string invariant = curve.ToSvg();
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(invariant, curve.ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_history_gives_a_series_for_training_and_one_for_validation()
    {
        TrainingHistory history = Train(_ => 0.5);
        Assert.Equal(2, Draw(LossCurve.Of(history, "Run")).Descendants(Svg + "polyline").Count());
        Assert.Single(Draw(LossCurve.Of(Train(null))).Descendants(Svg + "polyline"));
    }

    private static TrainingHistory Train(Validation<double>? validation)
        => new Trainer<double>(
            (_, _, gradient) =>
            {
                gradient.Clear();
                return 1;
            },
            new Sgd<double>(1),
            new ShuffledBatches(1, 1, 1)) { Validation = validation }.Train(new double[1], 3);

    private static XElement Draw(LossCurve curve) => XElement.Parse(curve.ToSvg());

    private static string[] Texts(XElement svg) => [.. svg.Descendants(Svg + "text").Select(text => text.Value)];

    private static (double X, double Y)[] Points(XElement line)
        => [.. line.Attribute("points")!.Value.Split(' ').Select(point => point.Split(',')).Select(point =>
            (double.Parse(point[0], CultureInfo.InvariantCulture), double.Parse(point[1], CultureInfo.InvariantCulture)))];
}
