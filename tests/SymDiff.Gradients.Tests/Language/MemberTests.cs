using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked constructors, operators and getters.</summary>
public sealed class MemberTests
{
    [Fact]
    public void Getter_is_differentiated_with_respect_to_its_struct()
        => Triangle.Agrees(
            p => At(p).Modulus,
            (double[] p, Span<double> g) => Into(Complex.ModulusGradient(At(p)), g),
            (double[] p, Span<double> t) => Complex.ModulusJvp(At(p), At(t)),
            0.75,
            -1.5);

    [Fact]
    public void Hessian_of_a_getter()
    {
        var gradient = new double[2];
        var hessian = new double[4];
        double r = Complex.ModulusHessian(At([3, -4]), gradient, hessian);
        Assert.Equal(5, r);
        Assert.Equal([0.6, -0.8], gradient.Select(static g => Math.Round(g, 12)));
        Assert.Equal([0.128, 0.096, 0.096, 0.072], hessian.Select(static h => Math.Round(h, 12)));
    }

    [Fact]
    public void Indexer_has_the_struct_before_its_parameters()
        => Triangle.Agrees(
            p => At(p)[3, p[2]],
            (double[] p, Span<double> g) =>
            {
                (double value, Complex self, g[2]) = Complex.ItemGradient(At(p), 3, p[2]);
                return Into((value, self), g);
            },
            (double[] p, Span<double> t) => Complex.ItemJvp(At(p), 3, p[2], At(t), t[2]),
            0.75,
            -1.5,
            0.25);

    [Fact]
    public void Getter_that_returns_a_struct_has_a_Jacobian()
    {
        var jacobian = new double[4];
        Complex conjugate = Complex.ConjugateJacobian(At([2, 3]), jacobian);
        Assert.Equal((2, -3), (conjugate.Re, conjugate.Im));
        Assert.Equal([1, 0, 0, -1], jacobian);
    }

    [Theory]
    [InlineData(0.75, 1.5)]
    [InlineData(-0.75, 1.5)]
    public void Constructor_takes_the_adjoint_of_what_it_makes(double modulus, double argument)
        => Triangle.Agrees(
            (r, phi) => Weighed(new Complex(r, phi, 2)),
            (r, phi) =>
            {
                double dr = 0, dphi = 0;
                Complex made = Complex.ComplexBackward(r, phi, 2, At([3, -2]), ref dr, ref dphi);
                return (Weighed(made), dr, dphi);
            },
            (r, phi, tr, tphi) =>
            {
                (Complex value, Complex tangent) = Complex.ComplexJvp(r, phi, 2, tr, tphi);
                return (Weighed(value), Weighed(tangent));
            },
            modulus,
            argument);

    [Fact]
    public void Constructor_that_calls_another_one()
        => Triangle.Agrees(
            r => Weighed(new Complex(r)),
            r =>
            {
                double dr = 0;
                return (Weighed(Complex.ComplexBackward(r, At([3, -2]), ref dr)), dr);
            },
            (r, tr) =>
            {
                (Complex value, Complex tangent) = Complex.ComplexJvp(r, tr);
                return (Weighed(value), Weighed(tangent));
            },
            0.75);

    [Fact]
    public void Jacobian_of_a_constructor()
    {
        var modulus = new double[2];
        var argument = new double[2];
        Complex made = Complex.ComplexJacobian(2, 0.5, 1, modulus, argument);
        Assert.Equal([Math.Cos(0.5), Math.Sin(0.5)], modulus);
        Assert.Equal([-made.Im, made.Re], argument);
    }

    [Fact]
    public void Operator_goes_by_its_name()
        => Triangle.Agrees(
            p => Weighed(At(p) * At(p.AsSpan(2))),
            (double[] p, Span<double> g) =>
            {
                Complex da = default, db = default;
                Complex product = Complex.MultiplyBackward(At(p), At(p.AsSpan(2)), At([3, -2]), ref da, ref db);
                (g[0], g[1], g[2], g[3]) = (da.Re, da.Im, db.Re, db.Im);
                return Weighed(product);
            },
            (double[] p, Span<double> t) =>
            {
                (Complex value, Complex tangent) = Complex.MultiplyJvp(At(p), At(p.AsSpan(2)), At(t), At(t[2..]));
                return (Weighed(value), Weighed(tangent));
            },
            0.75,
            -1.5,
            2,
            0.25);

    [Fact]
    public void Operator_on_an_array()
        => Triangle.AgreesAndAllocates(
            p => At(p) * p[2..],
            (double[] p, Span<double> g) => Into(Complex.MultiplyGradient(At(p), p[2..], g[2..]), g),
            (double[] p, Span<double> t) => Complex.MultiplyJvp(At(p), p[2..], At(t), t[2..]),
            0.75,
            -1.5,
            2,
            0.25);

    [Fact]
    public void Conversion_goes_by_its_kind()
    {
        Triangle.Agrees(
            p => (double)At(p),
            (double[] p, Span<double> g) => Into(Complex.ExplicitGradient(At(p)), g),
            (double[] p, Span<double> t) => Complex.ExplicitJvp(At(p), At(t)),
            0.75,
            -1.5);
        double d = 1;
        Assert.Equal(2, Complex.ImplicitBackward(2, At([3, -2]), ref d).Re);
        Assert.Equal(4, d);
        Complex negated = default;
        Complex.UnaryNegationBackward(At([1, 2]), At([3, -2]), ref negated);
        Assert.Equal((-3, 2), (negated.Re, negated.Im));
    }

    [Fact]
    public void Marked_members_are_repeated_in_place_where_they_are_used()
    {
        Triangle.Agrees(Complex.All, Complex.AllGradient, Complex.AllJvp, 0.75, 1.25);
        var hessian = new double[4];
        Complex.AllHessian(0.75, 1.25, new double[2], hessian);
        double Slope(double x) => Complex.AllGradient(x, 1.25).Argument;
        Assert.Equal((Slope(0.7501) - Slope(0.7499)) / 2e-4, hessian[1], 5);
    }

    [Fact]
    public void Getter_of_a_module_has_the_gradient_of_its_parameters()
    {
        var scaled = new Scaled { Weights = [3, 4], Scale = 2 };
        var gradients = new Scaled.Gradients(scaled);
        Assert.Equal(10, scaled.NormGradient(gradients));
        Assert.Equal([1.2, 1.6, 5], gradients.Flat.ToArray().Select(static g => Math.Round(g, 12)));
    }

    private static double Weighed(Complex a) => 3 * a.Re - 2 * a.Im;

    private static Complex At(ReadOnlySpan<double> p) => new() { Re = p[0], Im = p[1] };

    private static double Into((double Value, Complex Gradient) pair, Span<double> g)
    {
        (g[0], g[1]) = (pair.Gradient.Re, pair.Gradient.Im);
        return pair.Value;
    }
}
