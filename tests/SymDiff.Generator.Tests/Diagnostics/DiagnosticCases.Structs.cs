namespace SymDiff.Generator.Tests.Diagnostics;

/// <content>Structs that cannot be taken apart, or not put together again.</content>
internal static partial class DiagnosticCases
{
    private const string InSignature = "Pass the numbers as parameters, or mark the parameter [NoGradient].";
    private const string Members = "Give it members that can be set there, or a constructor that only keeps its arguments.";

    private static readonly DiagnosticCase[] Structs =
    [
        new("SD1008", "[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] public struct P { [System.Runtime.InteropServices.FieldOffset(0)] public double X; [System.Runtime.InteropServices.FieldOffset(0)] public double Y; } [Differentiable] static double F(P [|p|]) => p.X * p.Y;",
            "The parameter 'p' holds floating-point numbers (p.X: double) that cannot be differentiated there: 'N.C.P' has an explicit layout, so its fields may share memory. " + InSignature),
        new("SD1008", "public struct P<T> { public T X; } [Differentiable] static double F(P<double> [|p|]) => p.X;",
            "The parameter 'p' holds floating-point numbers (p.X: double) that cannot be differentiated there: 'N.C.P<double>' is generic. " + InSignature),
        new("SD1008", "public struct P { public double X; public double[] Rest; } [Differentiable] static double F(P [|p|]) => p.X;",
            "The parameter 'p' holds floating-point numbers (p.X: double) that cannot be differentiated there: the member 'Rest' of 'N.C.P' is of type 'double[]'. " + InSignature),
        new("SD1008", "public struct Q { public object O; public double Y; } public struct P { public Q Inner; public double X; } [Differentiable] static double F(P [|p|]) => p.X;",
            "The parameter 'p' holds floating-point numbers (p.Inner.Y: double) that cannot be differentiated there: the member 'O' of 'N.C.Q' is of type 'object'. " + InSignature),
        new("SD1008", "public struct P(double a) { public double X = 1; public readonly double A => a; } [Differentiable] static double F(P [|p|]) => p.X;",
            "The parameter 'p' holds floating-point numbers (p.<a>P: double) that cannot be differentiated there: 'N.C.P' keeps a parameter of its primary constructor in a field without a name. " + InSignature),
        new("SD1008", "public readonly struct P { public double X { get; } public P(double x) { X = Math.Max(x, 0); } } [Differentiable] static double F(P [|p|]) => p.X;",
            "The parameter 'p' of type 'N.C.P' holds numbers that cannot be set where its derivatives are put together. " + Members),
        new("SD1008", "public readonly struct P { public double X { get; } public P(double x) => X = x; public P(float x) => X = x; } [Differentiable] static double F(P [|p|]) => p.X;",
            "The parameter 'p' of type 'N.C.P' holds numbers that cannot be set where its derivatives are put together. " + Members),
        new("SD1008", "public readonly struct P { public double X { get; } public double Y { get; } public P(double x, double y) { X = x; X = y; Y = 0; } } [Differentiable] static P [|F|](double x) => new(x, x);",
            "'F' returns 'N.C.P', which holds numbers that cannot be set where its derivatives are put together. " + Members),
        new("SD1008", "public struct P { private double x; public double X { readonly get => x; set => x = Math.Max(value, 0); } } [Differentiable] static double F(P [|p|]) => p.X;",
            "The parameter 'p' of type 'N.C.P' holds 'x', which cannot be read here. Make it accessible in 'N.C'."),
        new("SD1008", "public struct P { private double x; public double X { readonly get => x; set => x = Math.Max(value, 0); } } [Differentiable] static double F([NoGradient] P [|p|], double y) => p.X * y;",
            "The parameter 'p' of type 'N.C.P' holds 'x', which cannot be read here. Make it accessible in 'N.C'."),
        new("SD1008", "public record struct P(double X); [Differentiable] static void F(ref P [|p|]) => p = new(p.X * p.X);",
            "The parameter 'p' of type 'N.C.P' is passed by reference, and not all of its members are fields that can be written here one by one. Pass it by value and return the new one."),
        new("SD2002", "public record struct P(double X, double Y) { public double X { get => field; init => field = value + Y; } = X; } [Differentiable] static double F(double x) { [|(double a, double b) = new P(x, 1)|]; return a * b; }",
            "'N.C.P' cannot be taken apart here: tuples can, and structs of numbers whose 'Deconstruct' has its source in this project. Read its members one by one."),
        new("SD2022", "public struct P { public double X; public static implicit operator P(double x) => new() { X = x }; } [Differentiable] static double F(double x) { P p; double y; (double, double) t = (x, x); [|(p, y) = t|]; return p.X * y; }",
            "Taking this apart converts 'double' by an operator, which is not supported. Assign it on its own."),
        new("SD2002", "public record struct P(double X); [Differentiable] static double F(double x) { object o = [|new P(x)|]; return x; }",
            "A tuple or struct is converted to 'object' here. Take it apart first."),
        new("SD2006", "public record struct P(double X, double Y); [Differentiable] static double F(double x, object p) => p is [|P(1, _)|] ? x : 2 * x;",
            "This pattern is not supported. Constants, comparisons, 'and', 'or', 'not', 'var', '_', lengths and tuples of them are."),
        new("SD2010", "public struct P<T> { public T X; } [Differentiable] static double F(double x) => ([|new P<double>()|]).X * x;",
            "A value of type 'N.C.P<double>' holds floating-point numbers (P.X: double) that cannot be differentiated there: 'N.C.P<double>' is generic. Keep them in variables, tuples or arrays."),
        new("SD2010", "public struct P { private double x; public P(double x) => this.x = x; public readonly double Square => x * x; } static readonly P Known = new(2); [Differentiable] static double F(double y) => [|Known|].Square * y;",
            "The member 'N.C.P.x' cannot be read from 'N.C', so this value cannot be taken apart. Make it accessible there."),
        new("SD2013", "public struct P { public double X; } static P kept; [Differentiable] static double F(double x) { [|kept.X|] = x; return x; }",
            "A part of 'N.C.kept' is named here as a variable, where derivatives cannot follow. Copy it to a variable of its own."),
        new("SD2013", "public struct P { public double X; public void Grow() => X *= 2; } static P kept; [Differentiable] static double F(double x) { [|kept|].Grow(); return x; }",
            "'N.C.P.Grow()' may write to 'N.C.kept', where derivatives cannot follow. Copy that to a variable first, or mark the member 'readonly'."),
        new("SD2023", "public record struct P(double X) { public static P operator ++(P p) => new(p.X + 1); } [Differentiable] static double F(P p) { [|p++|]; return p.X; }",
            "'++' and '--' on 'N.C.P' are not supported. Write the addition out."),
        new("SD3001", "public record struct P(double X); [Differentiable] static double F(P p) => [|p == new P(1)|] ? p.X : 0;",
            "No derivative is known for 'N.C.P.operator ==(N.C.P, N.C.P)', whose source is not here. Write it out."),
        new("SD3001", "public struct P { public double X; public void Grow<T>() => X *= 2; } [Differentiable] static double F(P p) { [|p.Grow<int>()|]; return p.X; }",
            "'N.C.P.Grow<int>()' may write to the struct it is called on, and cannot be repeated in place. Mark it 'readonly', or write it out."),
        new("SD2007", "public partial struct P { public double X; [Differentiable] public double F(double x) { [|this|] = new P { X = 2 }; return x; } }",
            "What this names cannot be proven. Use a local variable, a parameter, or an element of an array or span."),
    ];
}
