using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Singularities;

/// <summary>
/// A norm has a kink at 0, not a vertical tangent: the subgradient of least magnitude is 0, under every policy. Away from
/// 0 nothing is different.
/// </summary>
public sealed class NormTests
{
    [Fact]
    public void Root_of_two_squares()
    {
        Assert.Equal((0.0, 0.0, 0.0), Norms.OfTwoGradient(0, 0));
        Assert.Equal((0.0, 0.0), Norms.OfTwoJvp(0, 0, 1, -2));
        Triangle.Agrees(Norms.OfTwo, Norms.OfTwoGradient, Norms.OfTwoJvp, 3, -4);
        Assert.Equal((3.0, -1.0, 0.0), Norms.OfTwoGradient(-3, 0));
    }

    [Fact]
    public void Distance_from_a_point()
    {
        Assert.Equal((3.0, 1.0, 0.0), Norms.DistanceGradient(3, 4));
        Assert.Equal((3.0, 1.0), Norms.DistanceJvp(3, 4, 1, 1));
        Triangle.Agrees(Norms.Distance, Norms.DistanceGradient, Norms.DistanceJvp, 1.5, 2.5);
    }

    [Fact]
    public void Weighted_terms_and_a_power_of_a_half()
    {
        Assert.Equal((0.0, 0.0, 0.0), Norms.WeightedGradient(0, 0));
        Assert.Equal((0.0, 0.0), Norms.WeightedJvp(0, 0, 1, 1));
        Triangle.Agrees(Norms.Weighted, Norms.WeightedGradient, Norms.WeightedJvp, 1.5, 0.75);
    }

    [Fact]
    public void Sum_over_an_array() => IsNorm(Norms.OfArray, Norms.OfArrayGradient, Norms.OfArrayJvp);

    [Fact]
    public void Mean_of_squares_with_branches_and_an_inlined_helper()
        => IsNorm(Norms.RootMeanSquare, Norms.RootMeanSquareGradient, Norms.RootMeanSquareJvp);

    [Fact]
    public void Means_over_lengths_rows_and_columns() => IsNorm(Norms.OfMeans, Norms.OfMeansGradient, Norms.OfMeansJvp);

    [Fact]
    public void Norm_in_every_round_of_a_loop() => IsNorm(Norms.OfRows, Norms.OfRowsGradient, Norms.OfRowsJvp);

    [Fact]
    public void Other_roots_keep_their_vertical_tangent()
    {
        Assert.Equal(double.PositiveInfinity, Norms.OfProductGradient(0, 2).X);
        Assert.Equal(double.PositiveInfinity, Norms.OfDifferenceGradient(2, 2).X);
        Assert.Equal(double.PositiveInfinity, Norms.WithLinearTermGradient(0, 0).Y);
        var gradient = new double[2];
        Norms.OfChangingElementGradient([0, 2], gradient);
        Assert.Equal(double.PositiveInfinity, gradient[0]);
        Assert.Equal(double.NegativeInfinity, Norms.WithSignedWeightGradient(1, 1, -1).X);
    }

    [Fact]
    public void Norms_in_many_forms()
    {
        for (int form = 0; form < 20; form++)
        {
            Assert.Equal((form, 0.0, 0.0, 0.0), Of(form, Norms.FormGradient(0, 0, form, 3)));
            Assert.Equal((0.0, 0.0), Norms.FormJvp(0, 0, form, 3, 1, -2));
        }

        static (int, double, double, double) Of(int form, (double Value, double X, double Y) gradient) => (form, gradient.Value, gradient.X, gradient.Y);
    }

    [Fact]
    public void Other_roots_in_as_many_forms()
    {
        for (int form = 0; form < 25; form++)
        {
            foreach (int weight in form is 1 ? [2] : form is 0 ? new[] { 1 } : [1, 2])
            {
                Assert.Equal((form, double.PositiveInfinity), (form, Norms.OtherFormGradient(form < 20 ? 0 : 1, 0, form, weight).Y));
                Assert.Equal((form, double.PositiveInfinity), (form, Norms.OtherFormJvp(form < 20 ? 0 : 1, 0, form, weight, 0, 1).Tangent));
            }
        }
    }

    private static void IsNorm(Func<double[], double> f, BufferGradient gradient, BufferTangent tangent)
    {
        var partials = new double[4];
        Assert.Equal(0, gradient([0, 0, 0, 0], partials));
        Assert.Equal([0.0, 0.0, 0.0, 0.0], partials);
        Assert.Equal((0.0, 0.0), tangent([0, 0, 0, 0], [1, -2, 3, 0.5]));
        Triangle.Agrees(f, gradient, tangent, 0.5, -1.5, 2, 0.25);
    }
}
