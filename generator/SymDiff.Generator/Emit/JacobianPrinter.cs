using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Emit;

/// <summary>
/// Prints <c>FJacobian</c>: by rows, with the forward half once and the backward half for each output number, or by
/// columns, with a sweep along eight inputs at once.
/// </summary>
/// <remarks>
/// The outputs are the numbers that the method returns, then those of its <c>ref</c> and <c>out</c> parameters; where
/// there are none, the elements of the buffers that it can write.
/// </remarks>
internal sealed class JacobianPrinter(CodeWriter code, Callee callee)
{
    private readonly AddedNames names = AddedNames.Of(callee, MemberKind.Jacobian);

    private SweepPrinter Sweep => new(code, callee, names);

    /// <summary>Numbers that a method gives out.</summary>
    /// <param name="Owner">The parameter they leave by; null for the result.</param>
    /// <param name="Leaf">The part of it.</param>
    /// <param name="Start">The first of their rows.</param>
    /// <param name="Count">How many they are.</param>
    private sealed record Output(Parameter? Owner, Leaf Leaf, string Start, string Count)
    {
        public bool IsBuffer => Leaf.Type.IsBuffer;
    }

    /// <param name="byColumns">Whether it goes by columns; null where that depends on the lengths of buffers.</param>
    public void PrintBody(bool? byColumns)
    {
        Buffers.CountRows(code, callee, names);
        IReadOnlyList<Output> outputs = Outputs(out Extent extent);
        bool known = outputs.All(static o => o.Owner is not null || !o.IsBuffer);
        if (known)
        {
            Measure(extent.Text);
        }

        string columns = Sweep.Total(Signature.Columns(callee)).Text;
        switch (byColumns)
        {
            case true:
                ByColumns(outputs, columns);
                break;
            case false:
                ByRows(outputs, extent.Text, known);
                break;
            case null:
                code.Line("int " + names.Columns + " = " + columns + ";");
                code.Open("if (" + names.Rows + " > 1 && " + names.Columns + " <= " + Number(SeveralDirections.ColumnsPerRow) + " * " + names.Rows + ")");
                ByColumns(outputs, names.Columns);
                code.Close();
                code.Open("else");
                ByRows(outputs, extent.Text, known);
                code.Close();
                break;
        }
    }

    private void ByColumns(IReadOnlyList<Output> outputs, string columns)
    {
        SweepPrinter sweep = Sweep;
        sweep.Prepare();
        code.Line("global::SymDiff.Directions.Units(" + names.First + ", " + names.Direction + ");");
        sweep.Run();
        string rows = outputs.Count == SeveralDirections.Outputs(callee).Count ? names.Tangents : names.Tangents + ".Slice(0, " + names.Rows + ")";
        var start = new Extent();
        foreach (Parameter parameter in Signature.Columns(callee))
        {
            code.Line("global::SymDiff.Directions.Columns(" + rows + ", " + names.First + (start.Text == "0" ? "" : " - " + start.Operand) + ", " + names.Derivative(parameter) + ");");
            sweep.Add(start, parameter);
        }

        sweep.Repeat("global::SymDiff.Lanes.Count", columns);
        sweep.Return();
    }

    private void ByRows(IReadOnlyList<Output> outputs, string rows, bool known)
    {
        code.Line("global::SymDiff.Workspace " + names.Cached + " = global::SymDiff.Workspace.Rent();");
        code.Line((callee.ReturnType == "void" ? "" : callee.ReturnType + " " + names.Value + " = ") + callee.Named("Forward") + "(" + string.Join(", ", callee.Parameters.Select(MemberPrinter.Pass).Append(names.Cached)) + ");");
        if (!known)
        {
            Measure(rows);
        }

        code.Line("global::SymDiff.Workspace " + names.Workspace + " = global::SymDiff.Workspace.Rent();");
        Output? array = outputs.FirstOrDefault(static o => o.Owner is null && o.IsBuffer);
        if (array is not null)
        {
            string element = array.Leaf.Type.Element!.Name;
            code.Line(array.Leaf.Type.IsMatrix
                ? Matrix(element, names.ResultAdjoint, names.Value)
                : "global::System.Span<" + element + "> " + names.ResultAdjoint + " = " + names.Cached + ".Arrays.Allocate<" + element + ">(" + array.Count + ");");
        }

        foreach (Parameter parameter in Signature.Columns(callee).Where(Buffers.HasShape))
        {
            code.Line(parameter.Type + " " + names.RowOf(parameter) + " = " + Buffers.Like(parameter) + ";");
        }

        var rented = new List<(string Root, ModuleType Type, string Name)>();
        foreach ((string root, ModuleType type) in callee.Modules)
        {
            rented.Add((root, type, names.Free(root.Length == 0 ? "ownRow" : root + "Row")));
            code.Line(type.Gradients + " " + rented[rented.Count - 1].Name + " = " + ModuleNames.Rent(root, type) + ";");
        }

        foreach (Parameter parameter in Signature.Columns(callee).Where(static p => p.IsBuffer))
        {
            code.Line(names.Derivative(parameter) + ".Clear();");
        }

        code.Open("for (int " + names.Row + " = 0; " + names.Row + " < " + names.Rows + "; " + names.Row + "++)");
        Round(outputs, array, rented.ToDictionary(static r => r.Root, static r => r.Name));
        code.Close();
        foreach ((string root, ModuleType type, string name) in rented)
        {
            code.Line(ModuleNames.Return(root, type, name));
        }

        code.Line(names.Workspace + ".Return();");
        code.Line(names.Cached + ".Return();");
        if (callee.ReturnType != "void")
        {
            code.Line("return " + names.Value + ";");
        }
    }

    private IReadOnlyList<Output> Outputs(out Extent extent)
    {
        var outputs = new List<Output>();
        var rows = new Extent();
        foreach (SeveralDirections.Output output in SeveralDirections.JacobianRows(callee))
        {
            string? length = !output.Leaf.Type.IsBuffer ? null : output.Owner is { } owner ? Buffers.Count(owner, names) : names.Value + ".Length";
            outputs.Add(new Output(output.Owner, output.Leaf, rows.Text, length ?? "1"));
            rows.Add(1, length);
        }

        extent = rows;
        return outputs;
    }

    private void Measure(string rows)
    {
        code.Line("int " + names.Rows + " = " + rows + ";");
        foreach (Parameter parameter in Signature.Columns(callee))
        {
            string columns = parameter.IsModule ? ModuleNames.Count(parameter.Name) : parameter.IsBuffer ? Buffers.Count(parameter, names) : Number(parameter.Leaves.Count(Signature.IsMoving));
            string destination = names.Derivative(parameter);
            code.Line("global::SymDiff.Guard.HasLength<" + Signature.NumberOf(parameter) + ">(" + names.Rows + (columns == "1" ? "" : " * " + columns) + ", " + destination + ", nameof(" + destination + "));");
        }

        if (callee.Self is { } self)
        {
            code.Line("global::SymDiff.Guard.HasLength<" + self.Number + ">(" + names.Rows + " * " + ModuleNames.Count("") + ", " + names.Root("") + ", nameof(" + names.Root("") + "));");
        }
    }

    private void Round(IReadOnlyList<Output> outputs, Output? array, Dictionary<string, string> modules)
    {
        code.Line(names.Workspace + ".Repeat(" + names.Cached + ");");
        foreach (string row in modules.Values)
        {
            code.Line(row + ".Clear();");
        }

        if (array is not null)
        {
            Seed(names.ResultAdjoint, array, outputs.Count == 1, "1");
        }

        foreach (Parameter parameter in Signature.Columns(callee).Where(static p => !p.IsModule))
        {
            string row = names.RowOf(parameter);
            if (!parameter.IsBuffer)
            {
                code.Line(parameter.Type + " " + row + " = " + Unit(parameter, outputs) + ";");
                continue;
            }

            if (Buffers.HasShape(parameter))
            {
                code.Line((parameter.IsJagged ? "global::SymDiff.Guard.Clear(" : "global::System.Array.Clear(") + row + ");");
                if (outputs.FirstOrDefault(o => o.Owner == parameter) is { } changed)
                {
                    Seed(row, changed, outputs.Count == 1, "1");
                }

                continue;
            }

            string length = Buffers.Count(parameter, names);
            code.Line("global::System.Span<" + Signature.NumberOf(parameter) + "> " + row + " = " + names.Derivative(parameter) + ".Slice(" + names.Row + " * " + length + ", " + length + ");");
            if (outputs.FirstOrDefault(o => o.Owner == parameter) is { } written)
            {
                Seed(row, written, outputs.Count == 1, "1");
            }
        }

        IEnumerable<string> own = callee.Parameters.Where(static p => p.Passing != Passing.Out).Select(Buffers.Own);
        IEnumerable<string> result = !Signature.ReturnsNumbers(callee) ? [] : [array is not null ? names.ResultAdjoint : Unit(callee.Assembly, callee.Returns, null, outputs)];
        IEnumerable<string> adjoints = callee.Parameters.Where(static p => p.Differentiated)
            .Select(p => p.IsModule ? modules[p.Name] : p.Passing == Passing.Out ? Unit(p, outputs) : p.IsBuffer ? Buffers.Structs(p, names.RowOf(p)) : "ref " + names.RowOf(p))
            .Concat(callee.Self is null ? [] : [modules[""]]);
        code.Line(callee.Named("Backward") + "(" + string.Join(", ", own.Append(names.Workspace).Concat(result).Concat(adjoints)) + ");");
        foreach (Parameter parameter in Signature.Columns(callee).Where(Buffers.HasShape))
        {
            string length = Buffers.Count(parameter, names);
            code.Line(Buffers.Join(parameter, names.RowOf(parameter), names.Derivative(parameter) + ".Slice(" + names.Row + " * " + length + ", " + length + ")"));
        }

        foreach ((string root, _) in callee.Modules)
        {
            code.Line(modules[root] + ".Flat.CopyTo(" + names.Root(root) + ".Slice(" + names.Row + " * " + ModuleNames.Count(root) + ", " + ModuleNames.Count(root) + "));");
        }

        foreach (Parameter parameter in Signature.Columns(callee).Where(static p => !p.IsBuffer && !p.IsModule))
        {
            Leaf[] numbers = [.. parameter.Leaves.Where(Signature.IsMoving)];
            for (int i = 0; i < numbers.Length; i++)
            {
                string at = names.Row + (numbers.Length == 1 ? "" : " * " + Number(numbers.Length)) + (i == 0 ? "" : " + " + Number(i));
                code.Line(names.Derivative(parameter) + "[" + at + "] = " + names.RowOf(parameter) + numbers[i].Path + ";");
            }
        }

        if (array is not null)
        {
            Seed(names.ResultAdjoint, array, outputs.Count == 1, "0");
        }
    }

    /// <summary>Sets the element of a buffer's adjoint that the row is about, where it is about one.</summary>
    private void Seed(string adjoint, Output output, bool alone, string number)
    {
        string index = output.Start switch { "0" => names.Row, string start when start.Contains(" + ") => names.Row + " - (" + start + ")", string start => names.Row + " - " + start };
        string element = output.Leaf.Type.IsJagged ? "global::SymDiff.Guard.Element(" + adjoint + ", " + index + ")" : (output.Leaf.Type.IsMatrix ? Elements(adjoint) : adjoint) + "[" + index + "]";
        string line = element + " = " + Literal(output.Leaf, number) + ";";
        if (alone)
        {
            code.Line(line);
            return;
        }

        string end = output.Start == "0" ? output.Count : output.Start + " + " + output.Count;
        code.Open("if (" + (output.Start == "0" ? "" : names.Row + " >= " + output.Start + " && ") + names.Row + " < " + end + ")");
        code.Line(line);
        code.Close();
    }

    private string Unit(Parameter parameter, IReadOnlyList<Output> outputs) => Unit(parameter.Assembly, parameter.Leaves, parameter, outputs);

    /// <summary>An adjoint that is one where the row is about it, and zero elsewhere.</summary>
    private string Unit(string assembly, IReadOnlyList<Leaf> leaves, Parameter? owner, IReadOnlyList<Output> outputs) => Template.Fill(
        assembly,
        [.. leaves.Select(leaf => outputs.FirstOrDefault(o => o.Owner == owner && o.Leaf == leaf) is { } output
            ? outputs.Count == 1 ? Literal(leaf, "1") : names.Row + " == " + output.Start + " ? " + Literal(leaf, "1") + " : " + Literal(leaf, "0")
            : Signature.IsMoving(leaf) ? Literal(leaf, "0") : "default")]);

    /// <summary>A whole number: only at a type parameter does it have to say its type.</summary>
    private static string Literal(Leaf leaf, string number) =>
        (leaf.Type.Element ?? leaf.Type) is { IsGeneric: true } type ? Expressions.Literal(type, number).Text : number;

    /// <summary>The backward half takes a matrix as such, and its row in the destination is flat.</summary>
    private static string Matrix(string element, string name, string like) =>
        element + "[,] " + name + " = new " + element + "[" + like + ".GetLength(0), " + like + ".GetLength(1)];";

    private static string Elements(string matrix) => "global::SymDiff.Guard.Elements(" + matrix + ")";

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
