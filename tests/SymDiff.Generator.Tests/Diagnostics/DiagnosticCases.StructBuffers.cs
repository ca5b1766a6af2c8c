namespace SymDiff.Generator.Tests.Diagnostics;

/// <content>Arrays and spans of structs whose numbers cannot be followed.</content>
internal static partial class DiagnosticCases
{
    private const string Point = "public struct P { public double X; public double Y; } ";
    private const string ViewedAlone = "The parameter 'p' holds floating-point numbers in memory that cannot be viewed as numbers alone: ";
    private const string UsedWhole = "An array or span of structs is used as a whole here, where the numbers in it cannot be followed. Use its elements, or hand it to a method whose source is in this project.";

    private static readonly DiagnosticCase[] StructBuffers =
    [
        new("SD2011", "public struct P { public double X; public int N; } [Differentiable] static double F(P[] [|p|]) => p[0].X;",
            "The parameter 'p' of type 'N.C.P[]' holds floating-point numbers in a form that is not supported. Pass the numbers as parameters, arrays or spans, or mark the parameter [NoGradient]."),
        new("SD2011", "public struct P { public double X; public float Y; } [Differentiable] static double F(P[] [|p|]) => p[0].X;",
            "The parameter 'p' of type 'N.C.P[]' holds floating-point numbers in a form that is not supported. Pass the numbers as parameters, arrays or spans, or mark the parameter [NoGradient]."),
        new("SD2011", "[Differentiable] static double F((double X, double Y)[] [|p|]) => p[0].X;",
            ViewedAlone + "'(double X, double Y)' is a tuple, and how the runtime lays tuples out is not known. Use a struct, or mark the parameter [NoGradient]."),
        new("SD2011", "[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Size = 24)] public struct P { public double X; public double Y; } [Differentiable] static double F(ReadOnlySpan<P> [|p|]) => p[0].X;",
            ViewedAlone + "'N.C.P' has a layout of its own. Take its [StructLayout] away, or mark the parameter [NoGradient]."),
        new("SD2011", "[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)] public struct P { public double X; public double Y; } public struct Q { public P First; public double Z; } [Differentiable] static double F(Q[] [|p|]) => p[0].Z;",
            ViewedAlone + "'N.C.P' has a layout of its own. Take its [StructLayout] away, or mark the parameter [NoGradient]."),
        new("SD2011", "public partial struct P { public double X; } public partial struct P { public double Y; } [Differentiable] static double F(Span<P> [|p|]) => p[0].X;",
            ViewedAlone + "'N.C.P' has fields in several partial declarations, whose order is not known. Put them into one, or mark the parameter [NoGradient]."),
        new("SD2011", "static readonly (double, double)[] Table = [(1, 2)]; [Differentiable] static double F(double x) { (double, double)[] table = [|Table|]; return table[0].Item1 * x; }",
            "What is not made here cannot be viewed as numbers alone: '(double, double)' is a tuple, and how the runtime lays tuples out is not known. Use a struct."),
        new("SD2011", Point + "[Differentiable] static P[] [|F|](double x) => [new P { X = x }];",
            "'F' returns 'N.C.P[]', which is not supported. Return an array of one or two dimensions, or write to an argument."),
        new("SD2011", Point + "[Differentiable] static double F(P[] p) { object o = [|p|]; return p[0].X; }", UsedWhole),
        new("SD2011", Point + "[Differentiable] static double F(P[] p) => p[0].X * ([|p|] == null ? 1 : 2);", UsedWhole),
        new("SD2011", Point + "[Differentiable] static double F(P[] p) => p[0].X * [|p|].Count();", UsedWhole),
        new("SD2007", Point + "[Differentiable] static double F(in ReadOnlySpan<P> [|p|]) => p[0].X;",
            "The parameter 'p' of type 'System.ReadOnlySpan<N.C.P>' is passed by reference and may stand for other memory afterwards. Pass it by value."),
        new("SD2007", Point + "[Differentiable] static double F(P[] p, P[] q, bool first) { P[] one = [|first ? p : q|]; return one[0].X; }",
            "Which array or span of structs this is is decided at run time, so its target cannot be proven. Use 'if', and the one or the other in each branch."),
        new("SD2007", Point + "[Differentiable] static double F(P[] p, P[] q, bool first) { P[] one = p; if (first) { [|one|] = q; } return one[0].X; }",
            "'one' is made to stand for another buffer in a branch or loop, so what it names afterwards cannot be proven. Copy the elements, or declare a new variable there."),
        new("SD2013", Point + "static readonly P[] Table = [default]; [Differentiable] static double F(double x) { P[] table = Table; [|table[0].X|] = x; return x; }",
            "An array that belongs to a field or property is written here, where derivatives cannot follow. Pass the array as a parameter."),
        new("SD3001", Point + "[Differentiable] static double F(Span<P> p) => p.Length < 2 ? p[0].X : [|F(p[1..])|] * p[0].Y;",
            "'F' takes 'System.Span<N.C.P>', and cannot be repeated in place. Pass spans of numbers."),
        new("SD3013", Point + "[Differentiable] static double G(P[] p) => p[0].X * p[0].Y; [Differentiable] static double F(double x) { P[] p = [new P { X = x }], d = new P[1]; return [|GGradient(p, d)|]; }",
            "'F' differentiates 'GGradient', and 'G' cannot be differentiated twice: it takes an array or span of structs. Call 'GGradient' outside, and pass on what it gives."),
    ];
}
