namespace SymDiff.Generator.Tests.Diagnostics;

/// <summary>Calls of emitted gradients that cannot be differentiated.</summary>
internal static partial class DiagnosticCases
{
    private static DiagnosticCase[] Gradients =>
    [
        new("SD3001", "[Differentiable(Derivatives.Hessian)] static double G(double x) => x * x; [Differentiable] static double F(double x) { Span<double> g = stackalloc double[1], h = stackalloc double[1]; return [|GHessian(x, g, h)|] * g[0]; }",
            "'N.C.GHessian(double, System.Span<double>, System.Span<double>)' is added by SymDiff, and of what it adds a marked method can use gradients only. Use it outside, or call the marked method itself."),
        new("SD3013", "[Differentiable] static double F(double x) => x > 1 ? x : x * [|FGradient(x - 1)|].X;",
            "'FGradient' leads back to the derivative of 'F', which would need itself. Call 'FGradient' outside, and pass on what it gives."),
        new("SD3013", "[Differentiable] static double G(double x, int n) => n == 0 ? x : x * G(x, n - 1); [Differentiable] static double F(double x) => [|GGradient(x, 3)|].X;",
            "'F' differentiates 'GGradient', which takes second derivatives, and those of 'G' cannot be had: it calls itself. Call 'GGradient' outside."),
        new("SD3013", "static double H(double x) => x; [DerivativeOf(typeof(C), nameof(H))] static double Rule(double x) => 1; [Differentiable] static double G(double x) => x * H(x); [Differentiable] static double F(double x) => [|GGradient(x)|].X;",
            "'F' differentiates 'GGradient', which takes second derivatives, and the rule for 'H' gives first ones only. Write 'H' out in C#, or call 'GGradient' outside."),
        new("SD3013", "public static partial class Q<T> where T : System.Numerics.IFloatingPointIeee754<T> { [Differentiable] public static T G(T x) => x * x; } [Differentiable] static double F(double x) => [|Q<double>.GGradient(x)|].X;",
            "'F' differentiates 'GGradient', and 'G' cannot be differentiated twice: it is generic. Call 'GGradient' outside, and pass on what it gives."),
        new("SD3013", "public partial interface I { [Differentiable] double G(double x); } [Differentiable] static double F(I i, double x) => [|i.GGradient(x)|].X;",
            "'F' differentiates 'GGradient', and 'G' cannot be differentiated twice: which method runs is decided at run time. Call 'GGradient' outside, and pass on what it gives."),
        new("SD3013", "public readonly partial struct O(double k) { public readonly double K = k; [Differentiable] public double G(double x) => K * x * x; } [Differentiable] static double F([NoGradient] O o, double x) => [|o.GGradient(x)|].X;",
            "'F' differentiates 'GGradient', and 'G' cannot be differentiated twice: it is called on a struct, which its gradient takes as a constant. Call 'GGradient' outside, and pass on what it gives."),
        new("SD3001", "public sealed partial class O { private readonly double k = 3; [Differentiable] public double G(double x) => k * x * x; } private static readonly O o = new(); [Differentiable] static double F(double x) => [|o.GGradient(x)|].X;",
            "'N.C.O.k' is not accessible from 'N.C', where the body of this method would be repeated. Make it accessible there."),
        new("SD3013", "[Differentiable] static double G(double[] x) { x[0] *= x[0]; return x[0]; } [Differentiable] static double F(double[] x) { double[] g = new double[2]; return [|GGradient(x, g)|] * g[0]; }",
            "'F' differentiates 'GGradient', and 'G' cannot be differentiated twice: it overwrites an argument. Call 'GGradient' outside, and pass on what it gives."),
        new("SD3013", "[Differentiable] static double G(ref double x) { x *= x; return x; } [Differentiable] static double F(double x) => [|GGradient(ref x)|].X;",
            "'F' differentiates 'GGradient', and 'G' cannot be differentiated twice: it overwrites an argument. Call 'GGradient' outside, and pass on what it gives."),
        new("SD3013", Layer + "[Differentiable] static double G(L l, double x) => l.W * x * x; [Differentiable] static double F(L l, double x) => l.W * [|GGradient(l, x, null!)|].X;",
            "'F' differentiates 'GGradient', and 'G' cannot be differentiated twice: what belongs to the parameters of a module goes into an object, where it cannot be followed. Leave that argument out: the derivatives with respect to the other inputs are what 'GGradient' gives without it."),
        new("SD3013", Layer + "[Differentiable] static double F(L l, double x) => l.W * [|l.GGradient(x, null!)|].X;",
            "'F' differentiates 'GGradient', and 'G' cannot be differentiated twice: what belongs to the parameters of a module goes into an object, where it cannot be followed. Leave that argument out: the derivatives with respect to the other inputs are what 'GGradient' gives without it."),
        new("SD3013", "public partial class M { [Parameter] public double W = 1; [Differentiable] public double G() => W * W; } [Differentiable] static double F(M m, double x) => x * [|m.GGradient(null!)|];",
            "'F' differentiates 'GGradient', and 'G' cannot be differentiated twice: what belongs to the parameters of a module goes into an object, where it cannot be followed. Call 'GGradient' outside, and pass on what it gives."),
        new("SD3013", "[Differentiable] static double A(double x) => x * x; [Differentiable] static double B(double x) => AGradient(x).X; [Differentiable] static double D(double x) => BGradient(x).X; [Differentiable] static double E(double x) => DGradient(x).X; [Differentiable] static double G(double x) => EGradient(x).X; [Differentiable] static double F(double x) => [|GGradient(x)|].X;",
            "'AGradient' lies in so many gradients that this takes a derivative of an order higher than 5. Write it out."),
        new("SD3015", "[Differentiable] static double G(double x) => x * Random.Shared.NextDouble(); [Differentiable] static double F(double x) => [|x * GGradient(x).X|];",
            "'GGradient' is differentiated here, for which 'G' runs again, and what it does or draws would come as often. Move that out of 'G', or call 'GGradient' outside."),
        new("SD3003", "[Differentiable] static double G(double x, [NoGradient] double[] k) => x * k[0]; [Differentiable] static double F(double x) { double[] k = [x]; [|return GGradient(x, k).X;|] }",
            "'G' marks the buffer 'k' [NoGradient], and its gradient is differentiated in place here, where that cannot be kept. Pass a buffer that does not depend on the method's inputs, or take the mark away."),

        new("SD3001", "static partial class O { private static readonly double k = 3; [Differentiable] internal static double G(double x) => k * x * x; } [Differentiable] static double F(double x) => [|O.GGradient(x)|].X;",
            "'N.C.O.k' is not accessible from 'N.C', where the body of this method would be repeated. Make it accessible there."),

        // What is wrong with the method itself is said there alone.
        new("SD2001", "[Differentiable] static double G(double x) { [|lock (new object()) { return x * x; }|] } [Differentiable] static double F(double x) => GGradient(x).X;",
            "'lock' is not supported: the backward pass would run outside it. Take the lock around the call."),
        new("SD2013", "static double kept; [Differentiable] static double G(double x) { [|kept|] = x; return x * x; } [Differentiable] static double F(double x) => GGradient(x).X;",
            "A value that depends on the method's inputs ('x') is written to 'N.C.kept', where no derivative can follow it. Return it instead, or wrap it in Diff.StopGradient."),
    ];
}
