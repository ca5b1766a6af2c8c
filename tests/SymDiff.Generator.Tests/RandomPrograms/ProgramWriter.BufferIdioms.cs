namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Idioms over arrays and spans: what programs do with elements that loops and callees write.</summary>
internal sealed partial class ProgramWriter
{
    private void RefToElement()
    {
        members.Add("    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]\n    internal static double Nudge(ref double place, double by)\n    {\n        double before = place;\n        place = Math.Sin(before) + by * before;\n        return before * by;\n    }\n");
        string cells = Fresh("cells", "slots");
        Line($"double[] {cells} = [{Leaf()}, {Leaf()}];");
        string value = $"Nudge(ref {cells}[{Pick(["0", "1", "^1", $"{Integer()} % 2"])}], {Number(1)})";
        Flow("ref to element", $"{value} + {cells}[0] * {cells}[1]");
    }

    private void LoopOverSlice()
    {
        if (Any(static variable => variable.IsBuffer && variable.Min > 2) is not { } buffer)
        {
            Norm();
            return;
        }

        string sum = Fresh();
        string item = Fresh("item", "element", "e");
        Use(LoopCarried);
        Line($"double {sum} = {Leaf()};");
        Line($"foreach (double {item} in {buffer.Name}{(buffer.Kind == VariableKind.Array ? ".AsSpan(1)" : "[1..]")})");
        Line("{");
        Line($"    {sum} = Math.Cos({sum}) * {item} + {Leaf()};");
        Line("}");
        Flow("loop over a slice", sum);
    }

    // A square in a loop grows beyond all numbers in a few rounds, and then 0 * NaN is right in one mode and never met in the other.
    private void Histogram()
    {
        Use(LoopCarried);
        string bins = Fresh("bins", "acc");
        string i = Fresh("i", "j", "k");
        Line($"Span<double> {bins} = stackalloc double[2];");
        Line($"for (int {i} = 0; {i} < {2 + random.Next(3)}; {i}++)");
        Line("{");
        Line($"    {bins}[{i} % 2] += {Squashed(2)} * {bins}[({i} + 1) % 2] + {Leaf()};");
        Line("}");
        Flow("sums in elements", $"{bins}[0] * Math.Tanh({bins}[1])");
    }

    private void FlatMatrix()
    {
        (string a, string i, string j) = (Fresh("matrix", "m"), Fresh("i", "row"), Fresh("j", "column"));
        Line($"double[] {a} = new double[6];");
        Line($"for (int {i} = 0; {i} < 2; {i}++)");
        Line("{");
        Line($"    for (int {j} = 0; {j} < 3; {j}++)");
        Line("    {");
        Line($"        {a}[3 * {i} + {j}] = {Leaf()} * {j} + {(Chance(0.5) ? $"{a}[{j}]" : Leaf())};");
        Line("    }");
        Line("}");
        Use("nested loop");
        Flow("matrix in a flat array", $"{a}[0] * Math.Tanh({a}[4]) - {a}[5]");
    }

    private void DoubleBuffer()
    {
        (string now, string next, string step, string i) = (Fresh("now", "old"), Fresh("next", "upcoming"), Fresh("step", "round"), Fresh("i", "j"));
        Line($"double[] {now} = [{Leaf()}, {Leaf()}, {Leaf()}], {next} = new double[3];");
        Line($"for (int {step} = 0; {step} < {1 + random.Next(3)}; {step}++)");
        Line("{");
        Line($"    for (int {i} = 0; {i} < 3; {i}++)");
        Line("    {");
        Line($"        {next}[{i}] = 0.5 * {now}[{i}] + Math.Sin({now}[({i} + 1) % 3]);");
        Line("    }");
        Line("");
        Line($"    ({now}, {next}) = ({next}, {now});");
        Line("}");
        Use(LoopCarried);
        Flow("double buffer", $"{now}[0] * {now}[2] + {next}[1]");
    }

    private void WrittenSlice()
    {
        members.Add("    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]\n    internal static void Decay(Span<double> values, double rate)\n    {\n        for (int i = 0; i < values.Length; i++)\n        {\n            values[i] = values[i] * rate + Math.Sin(i + rate);\n        }\n    }\n");
        string work = Fresh("work", "buffer");
        Line($"double[] {work} = [{Leaf()}, {Leaf()}, {Leaf()}];");
        Line($"Decay({work}.AsSpan({Pick(["1", "0, 2", "1, 1"])}), {Squashed(1)});");
        Flow("slice that a callee writes", $"{work}[0] * {work}[1] + {work}[2]");
    }
}
