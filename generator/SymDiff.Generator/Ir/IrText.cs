using System.Text;

namespace SymDiff.Generator.Ir;

/// <summary>The text form of a function, for tests and for reading: one operation a line, values numbered in the order they appear.</summary>
internal static class IrText
{
    public static string Of(Function function)
    {
        var printer = new Printer(function);
        printer.Begin();
        printer.Print(function.Body, 0);
        return printer.Text;
    }

    private sealed class Printer(Function function)
    {
        private readonly Dictionary<Value, string> names = [];
        private readonly StringBuilder text = new();

        public string Text => text.ToString().TrimEnd();

        /// <summary>Gives the parameters their names first, so that later values of one name are numbered from two.</summary>
        public void Begin() => Names(function.Body.Arguments);

        public void Print(Region region, int depth)
        {
            foreach (Op op in region.Ops)
            {
                if (op is Constant constant)
                {
                    names[constant.Result] = constant.Text;
                    continue;
                }

                Line(depth, Results(op) + Show(op));
                foreach ((string heading, Region inner) in Inner(op))
                {
                    Line(depth, heading);
                    Print(inner, depth + 1);
                }
            }

            if (region.Yields.Count > 0)
            {
                Line(depth, "yield " + Names(region.Yields));
            }
        }

        private static IEnumerable<(string Heading, Region Region)> Inner(Op op) => op switch
        {
            If branch => [("then", branch.Then), ("else", branch.Else)],
            For loop => [("body", loop.Body)],
            While loop => [("test", loop.Test), ("body", loop.Body)],
            _ => [],
        };

        private string Results(Op op) => op.Results.Any() ? Names(op.Results) + " = " : "";

        private string Show(Op op) => op switch
        {
            Apply o => $"{o.Function}({Names(o.Arguments)})" + (o.Attribute.Length > 0 ? " " + o.Attribute.Replace("\n", " | ") : "") + (o.Function == Intrinsics.Convert ? " to " + o.Result.Type : ""),
            Opaque o => $"{o.Effect} `{o.Template}`({Names(o.Arguments)})" + (o.Refusal < 0 ? "" : " !" + function.Refusals[o.Refusal].Id),
            Throw o => $"throw `{o.Template}`({Names(o.Arguments)})",
            Allocate o => $"new {o.Result.Type.Element}[{Name(o.Length)}]" + (o.Escapes ? " escapes" : ""),
            Slice o => $"slice {Name(o.Buffer)} at {Name(o.Start)}" + (o.Length is null ? "" : " of " + Name(o.Length)),
            Load o => $"{Name(o.Buffer)}[{Name(o.Index)}]",
            Store o => $"{Name(o.Buffer)}[{Name(o.Index)}] = {Name(o.Value)}",
            Call o => $"call {o.Callee.Receiver}.{o.Callee.Name}({Names(o.Arguments)})" + (o.Primal is null ? "" : " in place"),
            Publish o => $"{o.Target} := {Name(o.Value)}",
            If o => $"if {Name(o.Condition)}",
            For o => $"for {Name(o.Index)} from {Name(o.Start)} {o.Comparison} {Name(o.End)} step {o.Step}{(o.StepsFirst ? " first" : "")} ({Names(o.Inits)}) as ({Names(o.Body.Arguments.Skip(1))})",
            While o => $"while ({Names(o.Inits)}) as ({Names(o.Test.Arguments)}) and ({Names(o.Body.Arguments)})",
            Accumulate o => $"{Name(o.Buffer)}[{Name(o.Index)}] += {Name(o.Value)}",
            Snapshot o => $"copy of {Name(o.Buffer)}",
            _ => $"{op.GetType().Name.ToLowerInvariant()} {Names(op.Operands)}",
        };

        private string Names(IEnumerable<Value> values) => string.Join(", ", values.Select(Name));

        private string Name(Value value)
        {
            if (!names.TryGetValue(value, out string? name))
            {
                string start = value.Name ?? "t";
                int count = names.Values.Count(n => n.TrimEnd("0123456789".ToCharArray()) == start);
                names[value] = name = start + (count == 0 ? value.Name is null ? "1" : "" : (count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            return name;
        }

        private void Line(int depth, string line) => text.Append(' ', depth * 2).Append(line).Append('\n');
    }
}
