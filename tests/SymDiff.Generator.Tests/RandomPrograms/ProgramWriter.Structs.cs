using System.Text;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Structs with marked members: a mutable one, and a record struct of record structs.</summary>
internal sealed partial class ProgramWriter
{
    // Which of its members the struct of this program has; all are written for it alone.
    private string? body;
    private string? segment;

    private void Bodied(string name, bool local)
    {
        body ??= Body();
        scope.Add(new Variable(name, VariableKind.Body) { Capturable = local });
        foreach (string field in new[] { ".X", ".Y" })
        {
            scope.Add(new Variable(name + field, VariableKind.Double) { Root = name, Capturable = local });
        }
    }

    private const string InsideName = "inside";

    // An expression over the numbers of a member, which are no variables of the method around it; it calls nothing.
    private string Inside(int depth, params string[] numbers)
    {
        (Scope outer, bool captured, Routine method) = (scope, capturedOnly, current);
        scope = new Scope(null);
        (capturedOnly, current) = (true, current with { Name = InsideName });
        foreach (string number in numbers)
        {
            scope.Add(new Variable(number, VariableKind.Double) { Writable = false });
        }

        string value = Pick(numbers) + " * " + Number(depth);
        (scope, capturedOnly, current) = (outer, captured, method);
        return value;
    }

    private string Body()
    {
        string Mark() => Chance(0.3) ? "    " + this.Mark() : "";
        var written = new StringBuilder("    internal partial struct Body\n    {\n        public double X;\n        public double Y;\n\n");
        written.Append(Mark()).Append("        public Body(double x, double y)\n        {\n");
        written.Append($"            X = {Inside(1, "x", "y")};\n            if ({Pick(["x > y", "x * y < 0.5", "y < 0"])})\n            {{\n                X -= y;\n            }}\n\n            Y = {Pick(["y", "X * y", "x - y"])};\n        }}\n\n");
        written.Append(Mark()).Append($"        public readonly double Energy => {Inside(2, "X", "Y")};\n\n");
        written.Append("        public readonly double Half\n        {\n").Append(Mark().Replace("        [", "            [", StringComparison.Ordinal)).Append($"            get => 0.5 * {Inside(1, "Y", "X")};\n        }}\n\n");
        written.Append(Mark()).Append($"        public readonly double Mix(double by) => {Inside(2, "by", "X", "Y")};\n\n");
        written.Append(Mark()).Append($"        public readonly Body Turned(double by) => this with {{ X = {Inside(1, "X", "by")}, Y = {Pick(["Y", "X", "by * Y"])} }};\n\n");
        written.Append($"        public void Turn(double by)\n        {{\n            X = {Inside(1, "X", "by", "Y")};\n            Y -= by * X;\n        }}\n\n");
        written.Append(Mark()).Append("        public static Body operator +(Body a, Body b) => new() { X = a.X + b.X, Y = a.Y - 0.5 * b.Y };\n\n");
        written.Append(Mark()).Append("        public static Body operator *(Body a, double by) => a with { X = a.X * by, Y = a.Y * Math.Cos(by) };\n\n");
        written.Append(Mark()).Append("        public static explicit operator double(Body a) => a.X * Math.Sin(a.Y);\n    }\n");
        members.Add(written.ToString());
        return "Body";
    }

    private void Bodies()
    {
        body ??= Body();
        if (Any(static variable => variable.Kind == VariableKind.Body) is not { } variable)
        {
            string name = Fresh("body", "mass", "item");
            Line($"{Pick(["var", "Body"])} {name} = {Pick([$"new Body({Number(1)}, {Squashed(1)})", $"new Body {{ X = {Squashed(1)}, Y = {Leaf()} }}", $"default(Body) with {{ Y = {Squashed(1)} }}"])};");
            Bodied(name, local: true);
            variable = All(static variable => variable.Kind == VariableKind.Body)[^1];
        }

        string a = variable.Name, copy = Fresh("copy", "kept", "before"), round = Fresh("round", "turn", "i");
        Line($"Body {copy} = {Pick([a, $"{a} with {{ X = {Squashed(1)} }}", $"{a} * {Leaf()}", $"{a}.Turned({Squashed(1)})"])};");
        string change = Pick([$"{a}.Turn({Squashed(1)});", $"{a} += {copy};", $"{a} *= {Squashed(1)};", $"({a}, {copy}) = ({copy}, {a} + {copy});", $"{a} = {copy}.Turned({a}.Y);", $"{a}.X -= {copy}.Energy * 0.1;"]);
        string loop = $"for (int {round} = 0; {round} < {random.Next(4)}; {round}++)\n{new string(' ', 4 * indent)}{{\n{new string(' ', 4 * indent)}    {change}\n{new string(' ', 4 * indent)}}}";
        Line(Pick([change, $"if ({Condition(1)}) {{ {change} }}", loop]));
        Flow("struct with marked members", Pick([$"({a} + {copy}).Energy", $"{a}.Half * {copy}.Mix({Leaf()})", $"(double)({Condition(1)} ? {a} : {copy})", $"{copy}.Y + {a}.Mix({copy}.X)"]));
    }

    private void SegmentTypes()
    {
        if (segment is null)
        {
            segment = "Segment";
            members.Add(
                "    internal partial record struct Point(double X, double Y)\n    {\n    " + Mark() +
                $"        public readonly double Size => {Inside(2, "X", "Y")};\n    }}\n\n" +
                "    internal readonly partial record struct Segment(Point From, Point To, double Weight)\n    {\n    " + (Chance(0.5) ? Mark() : "") +
                $"        public double Length(double by) => {Inside(1, "by", "From.X", "To.Y", "Weight")} + From.Size * To.Size;\n\n" +
                "        public Segment Shifted(Point by) => this with { From = new Point(From.X + by.Y, From.Y), To = To with { X = To.X * by.X } };\n    }\n");
        }
    }

    private void Segments()
    {
        SegmentTypes();

        string a = Any(static variable => variable.Kind == VariableKind.Segment)?.Name ?? "";
        if (a.Length == 0)
        {
            a = Fresh("edge", "line");
            Line($"Segment {a} = new(new({Squashed(1)}, {Leaf()}), new Point({Leaf()}, {Number(1)}), {Leaf()});");
            scope.Add(new Variable(a, VariableKind.Segment));
        }

        string moved = Fresh("moved", "next"), x = Fresh("px", "left"), y = Fresh("py", "right"), both = Fresh("ends", "both"), round = Fresh("round", "i");
        Line($"Segment {moved} = {Pick([$"{a}.Shifted(new Point({Leaf()}, {Squashed(1)}))", $"{a} with {{ Weight = {Squashed(1)}, From = {a}.To }}", $"{a}"])};");
        string change = Pick([$"{moved} = {moved}.Shifted({a}.To);", $"{a} = {moved} with {{ Weight = {a}.Weight * 0.5 }};", $"({a}, {moved}) = ({moved}, {a});"]);
        Line(Pick([change, $"for (int {round} = 0; {round} < {random.Next(4)}; {round}++) {{ {change} }}"]));
        Line($"(Point {x}, var {y}) = ({Pick([a, moved])}.{Pick(["From", "To"])}, {moved}.Weight);");
        Line($"(Segment First, Point Second) {both} = ({moved}, {a}.From);");
        Flow("structs in tuples and in structs", $"{x}.X * {y} + {both}.First.Length({Leaf()}) * {both}.Second.Size");
    }
}
