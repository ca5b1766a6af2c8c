namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Generic methods, calls of emitted gradients, and references that a loop hands to callees.</summary>
internal sealed partial class ProgramWriter
{
    private const string GradientMark = "    [Differentiable]\n";

    private const string JvpMark = "    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]\n";

    private static readonly string[] GenericForms =
    [
        "T.Sin({0})", "T.Tanh({0})", "T.Exp(-({0}) * ({0}))", "({0}) * ({1})", "{0} + {1}", "{0} - {1}", "T.CreateChecked(0.5) * ({0})", "({0}) / (T.One + ({1}) * ({1}))",
        "T.Sqrt(T.CreateChecked(2) + T.Cos({0}))", "T.Max({0}, {1})", "T.Atan2({0}, T.CreateChecked(3) + T.Sin({1}))", "T.Hypot({0}, T.One + T.Abs({1}))", "-({0})", "T.Log(T.CreateChecked(2) + T.Sin({0}))",
        "T.FusedMultiplyAdd({0}, {1}, T.CreateChecked(0.25f))", "({0} > {1} ? {0} : {1} * {0})", "T.Pow(T.CreateChecked(2) + T.Sin({0}), T.Tanh({1}))",
    ];

    private readonly HashSet<string> written = [];

    // A forward mode that a callee does not offer is had from its body.
    private string Mark() => Chance(0.4) ? JvpMark : GradientMark;

    // Without a mark a generic method is repeated in place, as it is for a mode that it does not offer.
    private string GenericMark() => Chance(0.3) ? "" : Mark();

    // A member whose text is drawn is written once.
    private void Member(string name, Func<string> write)
    {
        if (written.Add(name))
        {
            members.Add(write());
        }
    }

    private string Generic(int depth, params string[] leaves) => depth == 0
        ? Pick([.. leaves, .. leaves, "T.Pi / T.CreateChecked(4)"])
        : Format(Pick(GenericForms), Generic(random.Next(depth), leaves), Generic(random.Next(depth), leaves));

    private void GenericCall()
    {
        if (Any(static variable => variable.IsBuffer) is { } buffer && Chance(0.5))
        {
            Member("Fold", () =>
                GenericMark() + "    internal static T Fold<T>(ReadOnlySpan<T> x, T y)\n        where T : IFloatingPointIeee754<T>\n    {\n        T sum = T.Zero, state = y;\n        for (int i = 0; i < x.Length; i++)\n        {\n" +
                $"            state = T.Tanh({Generic(2, "state", "x[i]", "y")});\n            sum {Pick(["+=", "-="])} state * {Generic(1, "x[i]", "T.CreateChecked(i)")};\n        }}\n\n        return sum * y;\n    }}\n");
            Use(LoopCarried);
            Flow("generic method over a span", $"Fold<double>({buffer.Name}, {Squashed(1)})");
            return;
        }

        Member("Wave", () => GenericMark() + $"    internal static T Wave<T>(T x, T y)\n        where T : IFloatingPointIeee754<T>\n    {{\n        T z = {Generic(3, "x", "y")};\n        if (z > T.Zero)\n        {{\n            z *= {Generic(1, "x", "y", "z")};\n        }}\n\n        return z + {Generic(2, "x", "y", "z")};\n    }}\n");
        Flow("generic method", Pick([$"Wave({Number(1)} + 0.0, {Squashed(1)})", $"Wave<double>({Leaf()}, {Leaf()})"]));
    }

    private void GenericWrite()
    {
        Member("Relax", () => GenericMark() + $"    internal static void Relax<T>(Span<T> x, ref T scale)\n        where T : IFloatingPointIeee754<T>\n    {{\n        for (int i = 1; i < x.Length; i++)\n        {{\n            x[i] = T.Sin({Generic(1, "x[i]", "scale")}) + x[i - 1] * scale;\n            scale *= T.CreateChecked({Pick(["0.9", "0.5f"])});\n        }}\n    }}\n");
        (string work, string scale) = (Fresh("work", "buffer"), Fresh());
        Line($"double[] {work} = [{Leaf()}, {Leaf()}, {Leaf()}];");
        Line($"double {scale} = {Squashed(1)};");
        Line($"Relax<double>({work}, ref {scale});");
        Flow("generic method that writes", $"{work}[1] * {work}[2] + {scale}");
    }

    private void SlopeCall()
    {
        Member("Hill", () => GradientMark + $"    internal static double Hill(double x, double y)\n    {{\n        double z = {Inside(2, "x", "y")};\n        for (int i = 0; i < {random.Next(3)}; i++)\n        {{\n            z = Math.Sin(z) * y + x;\n        }}\n\n        return {Pick(["z", "z * z", "x > 0.5 ? z : z * y"])} + {Inside(1, "x", "y")};\n    }}\n");
        (string v, string dx, string dy) = (Fresh("v", "value"), Fresh("dx", "slope"), Fresh("dy", "other"));
        string arguments = $"{Squashed(1)}, {Leaf()}";
        Line(Pick([$"var ({v}, {dx}, {dy}) = HillGradient({arguments});", $"(double {v}, double {dx}, double {dy}) = HillGradient(y: {Leaf()}, x: {Squashed(1)});"]));
        Flow("call of a gradient", Pick([$"{v} + {dx} * {dy}", $"{dx} * {Leaf()} - {dy}", $"HillGradient({dx}, {dy}).Y * {v}", $"HillGradient(Math.Tanh({dx}), 0.5).Value + {dy}"]));
    }

    private void SpanSlopeCall()
    {
        Variable? source = Any(static variable => variable.IsBuffer);
        string numbers = source?.Name ?? "Table";
        Member("Well", () => GradientMark + $"    internal static double Well(ReadOnlySpan<double> x, double k)\n    {{\n        double sum = {Pick(["0", "k", "x[0]"])};\n        for (int i = 0; i < x.Length; i++)\n        {{\n            sum += {Pick(["Math.Sin(x[i]) * k", "x[i] * x[i] * x[(i + 1) % x.Length]", "k * x[i] * x[0]", "Math.Exp(-x[i] * x[i])"])};\n        }}\n\n        return {Pick(["sum", "Math.Sin(sum)", "sum * k"])};\n    }}\n");
        (string d, string v, string dk, string i) = (Fresh("slopes", "force", "d"), Fresh("v", "energy"), Fresh("dk", "rate"), Fresh("i", "at"));
        Line(source is null ? $"double[] {d} = new double[4];" : Pick([$"double[] {d} = new double[{numbers}.Length];", $"Span<double> {d} = stackalloc double[{numbers}.Length];"]));
        string call = $"WellGradient({numbers}, {Squashed(1)}, {d})";
        Line(Pick([$"var ({v}, {dk}) = {call};", $"(double {v}, double {dk}) = {call};"]));
        if (Chance(0.5))
        {
            Use(LoopCarried);
            Line($"for (int {i} = 0; {i} < {d}.Length; {i}++)");
            Line("{");
            Line($"    {v} += {d}[{i}] * {d}[{i}] * {Leaf()};");
            Line("}");
        }

        Flow("call of a gradient over a span", Pick([$"{v} + {d}[0] * {d}[^1]", $"{dk} * {v} + {d}[1]", $"{d}[0] - {dk}"]));
    }

    private void ReferencesInLoop()
    {
        Member("Drift", () => (Chance(0.7) ? Mark() : "") + $"    internal static double Drift(ref double place, double by)\n    {{\n        double before = place;\n        place = Math.Sin({Pick(["before + by", "before * by", "before"])}) + 0.5 * by;\n        return before * {Pick(["by", "place"])};\n    }}\n");
        (string sum, string i, string state, string cells) = (Fresh(), Fresh("i", "k"), Fresh(), Fresh("cells", "slots"));
        Use(LoopCarried);
        Line($"double {sum} = {Leaf()}, {state} = {Leaf()};");
        Line($"double[] {cells} = [{Leaf()}, {Leaf()}];");
        Variable? buffer = Any(static variable => variable.IsBuffer);
        Line(buffer is null ? $"for (int {i} = 0; {i} < {2 + random.Next(3)}; {i}++)" : $"for (int {i} = 0; {i} < {buffer.Name}.Length; {i}++)");
        string by = buffer is null ? Leaf() : $"{buffer.Name}[{i}]";
        Line("{");
        Line("    " + Pick(
        [
            $"{sum} += Drift(ref {state}, {by});", $"{sum} += Drift(ref {cells}[{i} % 2], {by}) * {cells}[0];", $"Drift(ref {state}, {by}); {sum} += {state} * {state};",
            $"{sum} += Drift(ref {state}, {cells}[1]) + Drift(ref {cells}[1], {by});", $"if ({by} > 0.25) {{ {sum} -= Drift(ref {state}, {by}); }}",
        ]));
        Line("}");
        Flow("reference handed on in a summing loop", Pick([sum, $"{sum} + {state}", $"{sum} * {cells}[0]"]));
    }
}
