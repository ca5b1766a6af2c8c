using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class LocalRowTests
{
    [Fact]
    public void Rows_filled_while_they_are_made() => Triangle.AgreesAndAllocates(
        LocalRows.Table,
        (double[] x, Span<double> g) => LocalRows.TableGradient(x, g),
        (double[] x, Span<double> t) => LocalRows.TableJvp(x, t),
        0.5,
        -0.75,
        1.25);

    [Fact]
    public void Rows_of_every_round_overwritten_in_place() => Triangle.AgreesAndAllocates(
        LocalRows.Smoothed,
        (double[] x, Span<double> g) => LocalRows.SmoothedGradient(x, g),
        (double[] x, Span<double> t) => LocalRows.SmoothedJvp(x, t),
        0.5,
        -0.75,
        1.25);

    [Fact]
    public void Split_pair_hands_rows_over()
    {
        double[] x = [0.5, -0.75, 1.25], gradient = new double[3], adjoint = new double[3];
        Assert.Equal(LocalRows.SmoothedGradient(x, gradient), LocalRows.SmoothedBackward(x, 1, adjoint));
        Assert.Equal(gradient, adjoint, static (a, b) => Math.Abs(a - b) <= 1e-13 * Math.Max(1, Math.Abs(a)));
    }

    [Fact]
    public void Hessian_and_several_directions()
    {
        double[] x = [0.5, -0.75, 1.25], gradient = new double[3], hessian = new double[9], own = new double[3];
        Assert.Equal(LocalRows.Table(x), LocalRows.TableHessian(x, gradient, hessian));
        LocalRows.TableGradient(x, own);
        Assert.Equal(own, gradient, static (a, b) => Math.Abs(a - b) <= 1e-12 * Math.Max(1, Math.Abs(a)));
        for (int i = 0; i < 3; i++)
        {
            double[] above = [.. x], below = [.. x], up = new double[3], down = new double[3];
            above[i] += 1e-4;
            below[i] -= 1e-4;
            LocalRows.TableGradient(above, up);
            LocalRows.TableGradient(below, down);
            for (int j = 0; j < 3; j++)
            {
                double difference = (up[j] - down[j]) / 2e-4;
                Assert.Equal(difference, hessian[(3 * i) + j], 1e-5 * Math.Max(1, Math.Abs(difference)));
            }
        }

        double[] rows = [1, 0, 0, 0.5, -1, 2], results = new double[2];
        LocalRows.TableJvp(x, 2, rows, results);
        Assert.Equal(LocalRows.TableJvp(x, rows.AsSpan(0, 3)).Tangent, results[0], 1e-12);
        Assert.Equal(LocalRows.TableJvp(x, rows.AsSpan(3, 3)).Tangent, results[1], 1e-12);
    }
}
