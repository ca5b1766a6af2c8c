using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class OtherObjectTests
{
    private static readonly Bowl Deep = new(1.5, new Bowl(-0.5, null)), Flat = new(0.75, null);

    [Fact]
    public void Array_of_slopes_by_a_product_with_the_Hessian()
    {
        GradientReport report = GradientCheck.Run<double>([0.5, -0.75, 1.25], x => OtherObjects.Forces(Deep, x.ToArray()), (x, g) => OtherObjects.ForcesGradient(Deep, x.ToArray(), g));
        Assert.True(report.Passed, report.ToString());
    }

    [Fact]
    public void Slopes_of_two_objects_in_every_mode()
    {
        Triangle.Agrees(
            x => OtherObjects.Between(Deep, Flat, x),
            x => OtherObjects.BetweenGradient(Deep, Flat, x),
            (x, t) => OtherObjects.BetweenJvp(Deep, Flat, x, t),
            0.75);
        double[] gradient = new double[1], hessian = new double[1];
        Assert.Equal(OtherObjects.Between(Deep, Flat, 0.75), OtherObjects.BetweenHessian(Deep, Flat, 0.75, gradient, hessian));
        Assert.Equal(OtherObjects.BetweenGradient(Deep, Flat, 0.75).X, gradient[0], 1e-12);
        double difference = (OtherObjects.BetweenGradient(Deep, Flat, 0.7501).X - OtherObjects.BetweenGradient(Deep, Flat, 0.7499).X) / 2e-4;
        Assert.Equal(difference, hessian[0], 1e-5 * Math.Max(1, Math.Abs(difference)));
    }
}
