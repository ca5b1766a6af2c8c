using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Modules;

/// <summary>Parameters that a method comes by in other ways than naming them.</summary>
public sealed class CornerTests
{
    private delegate double Value(Corners module, double x);

    private delegate (double Value, double X) Gradient(Corners module, double x, Corners.Gradients gradients);

    private delegate (double Value, double Tangent) Tangent(Corners module, double x, double xTangent, Corners.Gradients tangents);

    [Fact]
    public void Locals_helpers_lambdas_and_computed_properties_are_followed() => Agrees(
        static (m, x) => m.OfLocals(x), static (m, x, g) => m.OfLocalsGradient(x, g), static (m, x, dx, t) => m.OfLocalsJvp(x, dx, t));

    [Fact]
    public void Recursion_collects_in_one_place() => Agrees(
        static (m, x) => m.OfRecursion(x, 2), static (m, x, g) => m.OfRecursionGradient(x, 2, g), static (m, x, dx, t) => m.OfRecursionJvp(x, 2, dx, t));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Array_that_a_method_of_the_module_returns_is_followed(bool optional) => Agrees(
        static (m, x) => m.OfArrays(x), static (m, x, g) => m.OfArraysGradient(x, g), static (m, x, dx, t) => m.OfArraysJvp(x, dx, t), optional, allocates: true);

    private static void Agrees(Value f, Gradient gradient, Tangent tangent, bool optional = false, bool allocates = false)
    {
        var module = new Corners { Missing = optional ? [0.1, 0.2, 0.3] : null };
        module.Inner.SetParameters([0.3, -0.4, 0.5, 0.6, 0.1, -0.2, 0.8]);
        Corners.Gradients gradients = new(module), tangents = new(module);
        var point = new double[module.ParameterCount + 1];
        point[0] = 0.7;
        module.CopyParametersTo(point.AsSpan(1));
        double At(double[] p)
        {
            module.SetParameters(p.AsSpan(1));
            return p[0];
        }

        double F(double[] p) => f(module, At(p));
        double G(double[] p, Span<double> g)
        {
            (double value, g[0]) = gradient(module, At(p), gradients);
            gradients.Flat.CopyTo(g[1..]);
            return value;
        }

        (double, double) T(double[] p, Span<double> t)
        {
            t[1..].CopyTo(tangents.Flat);
            return tangent(module, At(p), t[0], tangents);
        }

        if (allocates)
        {
            Triangle.AgreesAndAllocates(F, G, T, point);
        }
        else
        {
            Triangle.Agrees(F, G, T, point);
        }
    }
}
