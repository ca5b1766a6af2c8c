using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>
/// Constructs that free choice would write too seldom. Every program draws a few; each ends in a number that flows on.
/// </summary>
internal sealed partial class ProgramWriter
{
    private const int IdiomsPerProgram = 4;

    private static readonly Rule[] Rows =
    [
        .. RuleTable.All.Where(static rule => rule is { Result: ParameterKind.Floating, Methods.Count: > 0, IsEstimate: false }),
    ];

    // Members that idioms call, each once.
    private readonly SortedSet<string> members = new(StringComparer.Ordinal);
    private readonly Queue<Action> idioms = new();

    private void DrawIdioms()
    {
        Action[] all =
        [
            RuleRow, RuleRow, TuplePattern, NamedArguments, UserRule, Property, ThrowExpression, IntTable, Shifts, ZeroTrips, Norm, EqualFactors, OutVariables,
            NestedLocalFunctions, RefToLocal, LoopOverSlice, Histogram, FlatMatrix, DoubleBuffer, LocalConstant, TextSwitch, RefToElement, WrittenSlice, ConstantArgument, CheckedInteger, Struct, Matrices, Matrices,
            GenericCall, GenericCall, GenericWrite, SlopeCall, SlopeCall, SpanSlopeCall, SpanSlopeCall, ReferencesInLoop, ReferencesInLoop, Bodies, Segments, LocalBodies, LocalBodies,
        ];
        random.Shuffle(all);
        foreach (Action idiom in all.Take(IdiomsPerProgram))
        {
            idioms.Enqueue(idiom);
        }

        if (singles)
        {
            idioms.Enqueue(SingleArithmetic);
            idioms.Enqueue(SingleFunctions);
            for (int i = 0; i < 4; i++)
            {
                idioms.Enqueue(NumericsIdiom);
            }
        }
    }

    /// <summary>Writes the next idiom in the place of a statement, where one is left.</summary>
    private bool Idiom()
    {
        if (capturedOnly || loopDepth > 1 || current.Name != "F" || !idioms.TryDequeue(out Action? idiom))
        {
            return false;
        }

        idiom();
        return true;
    }

    private void Flow(string feature, string value)
    {
        Use(feature);
        string name = Fresh();
        Line($"double {name} = {value};");
        scope.Add(new Variable(name, VariableKind.Double));
        if (Any(variable => variable.Kind == VariableKind.Double && variable.Writable && variable.Name != name) is { } place)
        {
            Line($"{place.Name} = Math.Sin({place.Name}) + 0.5 * {name};");
        }
    }

    // Arguments stay inside the interval on which the row is smooth.
    private void RuleRow()
    {
        Rule rule = Pick(Rows);
        string[] method = rule.Methods[0].Split('.');
        IEnumerable<string> arguments = rule.Parameters.Select(parameter => parameter.Kind switch
        {
            ParameterKind.Floating => Invariant($"{(parameter.Low + parameter.High) / 2:R} + {0.45 * (parameter.High - parameter.Low):R} * Math.Sin({Leaf()})"),
            ParameterKind.Rounding => "MidpointRounding.ToEven",
            _ => Invariant($"{random.Next((int)parameter.Low, (int)parameter.High + 1)}"),
        });
        string type = method[0] == "Number" ? "double" : method[0];
        Flow("row of the rule table", $"{type}.{method[1]}({string.Join(", ", arguments)}){(rule.Component is { } element ? "." + element : "")}");
    }

    private void TuplePattern() => Flow("tuple pattern", $"({Integer()}, {Condition(0)}) switch {{ (0, true) => {Number(1)}, (> 0 and < 3, _) => {Number(2)}, (_, false) => {Number(1)}, _ => {Number(1)} }}");

    private void NamedArguments()
    {
        members.Add("    private static double Blend(double x, double weight = 0.75, int n = 2)\n    {\n        double sum = x;\n        for (int i = 0; i < n; i++)\n        {\n            sum = sum * weight + Math.Sin(x + i);\n        }\n\n        return sum;\n    }\n");
        Flow("named argument", Pick([$"Blend(weight: {Squashed(1)}, x: {Number(1)})", $"Blend({Number(1)}, n: {Integer()} % 3)", $"Blend(n: 1, x: {Number(1)})"]));
    }

    private void UserRule()
    {
        members.Add("    private static double Bump(double x, double y) => 1 / (1 + x * x + y * y);\n\n    [DerivativeOf(typeof(Program), nameof(Bump))]\n    private static (double X, double Y) BumpDerivative(double x, double y)\n    {\n        double r = 1 / (1 + x * x + y * y);\n        return (-2 * x * r * r, -2 * y * r * r);\n    }\n");
        Flow("rule of the user's", $"Bump({Squashed(2)}, {Squashed(1)}) * {Leaf()}");
    }

    private void Property()
    {
        members.Add("    private static readonly double stiffness = 0.75;\n\n    private static double Gain => 2 * stiffness;\n");
        Flow("field and property", $"{Pick(["stiffness", "Gain", "Program.Gain"])} * {Number(2)}");
    }

    private void Struct()
    {
        members.Add("    private record struct Pair(double X, double Y)\n    {\n        public readonly double Mix => 0.5 * X + Math.Sin(Y);\n\n        public double Last { readonly get => Y; set => (X, Y) = (0.5 * Y, value); }\n\n        public static Pair operator +(Pair a, Pair b) => new(a.X + b.X, a.Y - b.Y);\n\n        public void Turn(double by) => (X, Y) = (X - by * Y, Y + by * X);\n    }\n");
        string pair = Fresh("pair", "point"), copy = Fresh("copy", "kept"), round = Fresh("round", "turn");
        Line($"var {pair} = new Pair({Squashed(1)}, {Leaf()});");
        Line($"Pair {copy} = {pair} with {{ Y = {Squashed(1)} }};");
        string change = Pick([$"{pair}.Turn({Squashed(1)});", $"{pair}.Last = {Squashed(2)};", $"{pair} += {copy};", $"({pair}.X, {copy}) = ({copy}.Y, {pair});"]);
        Line(Pick([change, $"if ({Condition(1)}) {{ {change} }}", $"for (int {round} = 0; {round} < {random.Next(4)}; {round}++) {{ {change} }}"]));
        Flow("struct of numbers", Pick([$"({pair} + {copy}).Mix", $"{pair}.Mix * {copy}.X", $"({Condition(1)} ? {pair} : {copy}).Last"]));
    }

    private void ThrowExpression() => Flow("throw expression", $"{Integer()} < 1000 ? {Number(2)} : throw new ArgumentException(\"far out\")");

    private void IntTable()
    {
        Use(LoopCarried);
        string map = Fresh("map", "order", "perm");
        Line($"int[] {map} = [1, 0, {random.Next(2)}];");
        string sum = Fresh();
        Line($"double {sum} = 0;");
        string index = Fresh("at", "from", "index");
        Variable? buffer = Any(static variable => variable.IsBuffer && variable.Min > 1);
        string element = buffer is null ? $"{index} * {Leaf()}" : $"{buffer.Name}[{index}] * {Leaf()}";
        Line($"foreach (int {index} in {map})");
        Line("{");
        Line($"    {sum} += {element} + {map}[{index}];");
        Line("}");
        Flow("table of integers", sum);
    }

    private void Shifts()
    {
        string k = Fresh("bits", "mask", "key");
        Line($"int {k} = (({Integer()} << 1 | 1) ^ {random.Next(4)}) & 3;");
        scope.Add(new Variable(k, VariableKind.Int) { Writable = false, Max = 3 });
        Flow("bits of integers", $"({k} >> 1) * {Number(1)} + ~{k} * 0.125 * {Leaf()}");
    }

    private void CheckedInteger()
    {
        string k = Fresh("total", "size");
        Line($"long {k} = checked({Integer()} * 3L + 1);");
        Flow("checked integers", $"{k} % 3 * {Number(1)} + {Leaf()} / (1 + {k} / 2)");
    }

    private void ZeroTrips()
    {
        string none = Fresh("none", "empty");
        string sum = Fresh();
        string i = Fresh("i", "j", "k");
        Line($"double[] {none} = {Pick(["[]", "new double[0]"])};");
        Line($"double {sum} = {Leaf()};");
        Line($"for (int {i} = 0; {i} < {none}.Length; {i}++)");
        Line("{");
        Line($"    {sum} *= {none}[{i}] / {Leaf()};");
        Line("}");
        Flow("loop without rounds", sum);
    }

    private void Norm()
    {
        if (Any(static variable => variable.IsBuffer) is { } buffer && Chance(0.6))
        {
            Use(LoopCarried);
            string sum = Fresh("squares", "norm2");
            string i = Fresh("i", "j", "k");
            Line($"double {sum} = 0;");
            Line($"for (int {i} = 0; {i} < {buffer.Name}.Length; {i}++)");
            Line("{");
            Line($"    {sum} += {Pick([$"{buffer.Name}[{i}] * {buffer.Name}[{i}]", $"({buffer.Name}[{i}] - 0.5) * ({buffer.Name}[{i}] - 0.5)", $"0.5 * {buffer.Name}[{i}] * {buffer.Name}[{i}]"])};");
            Line("}");
            Flow("norm", $"Math.Sqrt({sum}{Pick(["", " / 2", $" / {buffer.Name}.Length"])})");
            return;
        }

        string x = Fresh();
        string y = Fresh();
        Line($"double {x} = {Number(2)} + 0.0;");
        Line($"double {y} = {(Chance(0.3) ? $"{x} - {x}" : Number(1))} * 1.0;");
        Flow("norm", $"Math.Sqrt({Pick([$"{x} * {x} + {y} * {y}", $"{y} * {y}", $"Math.Pow({x}, 2) + {y} * {y}"])})");
    }

    private void EqualFactors()
    {
        string value = Any(static variable => variable.IsBuffer) is { } buffer && Index(buffer) is var index
            ? $"({buffer.Name}[{index}] - {Leaf()})"
            : $"({Leaf()} + 0.5)";
        Flow("equal factors", $"{value} * {value}");
    }

    private void OutVariables()
    {
        members.Add("    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]\n    internal static void Polar(double x, double y, out double length, out double turn)\n    {\n        length = Math.Sqrt(1 + x * x + y * y);\n        turn = x / length - y;\n    }\n");
        string arguments = $"{Number(1)}, {Number(1)}";
        string first = Fresh();
        scope.Add(new Variable(first, VariableKind.Double));
        string second = Fresh();
        scope.Add(new Variable(second, VariableKind.Double));
        Line($"Polar({arguments}, out double {first}, out {Pick(["var", "double"])} {second});");
        Flow("out variable", $"{first} * {second}");
    }

    private void NestedLocalFunctions()
    {
        string captured = Fresh();
        Line($"double {captured} = {Number(1)} + 0.0;");
        string outer = Fresh("Outer", "Twice");
        string inner = Fresh("Within", "Once");
        Line($"double {outer}(double q1)");
        Line("{");
        Line($"    double {inner}(double q2) => q2 * {captured} + q1;");
        Line($"    return {inner}(q1) * 0.5 + {inner}(Math.Sin(q1));");
        Line("}");
        Flow("nested local functions", $"{outer}({Number(1)})");
    }

    private void RefToLocal()
    {
        string place = Fresh();
        Line($"double {place} = {Number(1)} + 0.0;");
        string name = Fresh("alias", "other");
        Line($"ref double {name} = ref {place};");
        Line($"{name} *= {Squashed(1)};");
        Flow("ref to a local", $"{place} + {name}");
    }

    private void LocalConstant()
    {
        string name = Fresh("gain", "scale");
        Line($"const double {name} = {Literal()} * 0.5;");
        Flow("local constant", $"{name} * {Number(2)}");
    }

    private void TextSwitch()
    {
        string mode = Fresh("mode", "kind");
        Line($"string {mode} = {Condition(0)} ? \"sin\" : \"square\";");
        string x = Fresh();
        Line($"double {x} = {Number(1)} + 0.0;");
        Flow("switch on text", $"{mode} switch {{ \"sin\" => Math.Sin({x}), \"square\" => {x} * {x}, _ => 0 }}");
    }

    private void ConstantArgument()
    {
        members.Add("    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]\n    internal static double Fit(double x, [NoGradient] double target, [NoGradient] ReadOnlySpan<double> weights)\n    {\n        double error = 0;\n        foreach (double weight in weights)\n        {\n            error += weight * (x - target) * (x - target);\n        }\n\n        return error;\n    }\n");
        Flow("argument without a derivative", $"Fit({Number(1)}, 0.5, Table)");
    }

    private void SingleArithmetic()
    {
        string single = Fresh("f", "single");
        Line($"float {single} = (float)({Number(1)}) * 0.5f + 1;");
        Line($"{single} {Pick(["+=", "-=", "*="])} 0.25f;");
        scope.Add(new Variable(single, VariableKind.Float));
        Flow("float arithmetic", $"{single} / (2f + {single} * {single}) + 0.5 * (double){single} * {Leaf()}");
    }

    private void SingleFunctions()
    {
        string single = Fresh("f", "single");
        Line($"float {single} = MathF.{Pick(["Sin", "Tanh", "Atan", "Cos"])}((float)({Number(1)}));");
        Line($"if ({single} > 0.25f)");
        Line("{");
        Line($"    {single} = MathF.Sqrt({single}) + float.Hypot({single}, 0.5f);");
        Line("}");
        Flow("float functions", $"{single} * {Leaf()}");
    }
}
