using System.Globalization;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Emit;

/// <summary>Prints the body of the <c>FJvp</c> that takes several directions.</summary>
/// <remarks>
/// It goes by eight directions through the sweep that carries eight; where there is none, because the method returns an
/// array, has a module, or computes with a type parameter, by one through the <c>FJvp</c> that takes one.
/// </remarks>
internal sealed class DirectionsPrinter(CodeWriter code, Callee callee)
{
    private readonly Callee rows = SeveralDirections.Rows(callee);
    private readonly AddedNames names = AddedNames.Of(SeveralDirections.Rows(callee), MemberKind.SeveralDirections);

    private string Count => Added(0);

    private SweepPrinter Sweep => new(code, callee, names);

    private string ResultTangents => Tangents(Moving.Length + (callee.Self is null ? 0 : 1));

    private bool HasResult => callee.Returns.Any(Signature.IsMoving);

    private Parameter[] Moving => [.. callee.Parameters.Where(static p => p.Differentiated)];

    public void PrintBody(bool byEight)
    {
        code.Line("global::System.ArgumentOutOfRangeException.ThrowIfNegative(" + Count + ");");
        Buffers.CountRows(code, callee, names);
        for (int i = 0; i < Moving.Length; i++)
        {
            Check(Sweep.Width(Moving[i]), Signature.NumberOf(Moving[i]), Tangents(i));
        }

        if (callee.Self is { } self)
        {
            Check(ModuleNames.Count(""), self.Number, Tangents(Moving.Length));
        }

        if (byEight)
        {
            ByEight();
        }
        else
        {
            OneByOne();
        }
    }

    private void ByEight()
    {
        if (HasResult)
        {
            Check(callee.Returns.Count(Signature.IsMoving).ToString(CultureInfo.InvariantCulture), SeveralDirections.NumberOf(callee.Returns).Name, ResultTangents);
        }

        SweepPrinter sweep = Sweep;
        sweep.Prepare();
        var start = new Extent();
        for (int i = 0; i < Moving.Length; i++)
        {
            if (Moving[i].Passing != Passing.Out)
            {
                code.Line("global::SymDiff.Directions.Gather(" + Tangents(i) + ", " + names.First + ", " + Part(names.Direction, start, Moving[i]) + ");");
            }
        }

        sweep.Run();
        start = new Extent();
        if (HasResult)
        {
            int count = callee.Returns.Count(Signature.IsMoving);
            string results = sweep.Outputs().Known == count ? names.Tangents : names.Tangents + ".Slice(0, " + count.ToString(CultureInfo.InvariantCulture) + ")";
            Scatter(results, ResultTangents);
            start.Add(count);
        }

        // Numbers that are passed by reference come before buffers.
        foreach (Parameter parameter in Moving.OrderBy(static p => p.IsBuffer).Where(p => SeveralDirections.Outputs(callee).Any(o => o.Owner == p)))
        {
            Scatter(Part(names.Tangents, start, parameter), Tangents(Array.IndexOf(Moving, parameter)));
        }

        sweep.Repeat("global::SymDiff.Lanes.Count", Count);
        sweep.Return();
    }

    private void OneByOne()
    {
        string number = SeveralDirections.NumberOf(callee.Returns).Name;
        string? known = callee.Returns.Any(static l => l.Type.IsFloatBuffer) ? null : callee.Returns.Count(Signature.IsMoving).ToString(CultureInfo.InvariantCulture);
        if (HasResult && known is not null)
        {
            Check(known, number, ResultTangents);
        }

        code.Open("if (" + Count + " == 0)");
        if (callee.ReturnType == "void")
        {
            code.Line(Signature.Invocation(callee) + ";");
        }

        code.Line("return" + (callee.ReturnType == "void" ? "" : " " + Signature.Invocation(callee)) + ";");
        code.Close();
        code.Line();
        code.Line("global::SymDiff.Workspace " + names.Workspace + " = global::SymDiff.Workspace.Rent();");
        var rented = new List<(string Root, ModuleType Type, string Name)>();
        foreach ((string root, ModuleType type) in callee.Modules)
        {
            rented.Add((root, type, names.Free(root.Length == 0 ? "ownTangent" : root + "Tangent")));
            code.Line(type.Gradients + " " + rented[rented.Count - 1].Name + " = " + ModuleNames.Rent(root, type) + ";");
        }

        SweepPrinter sweep = Sweep;
        sweep.Keep();
        sweep.Restore();
        var given = new List<string>();
        var shaped = new List<string>();
        var exits = new List<(Parameter, string, int)>();
        for (int i = 0; i < Moving.Length; i++)
        {
            Parameter parameter = Moving[i];
            string width = Sweep.Width(parameter);
            string part = Tangents(i) + ".Slice(" + names.First + " * " + width + ", " + width + ")";
            if (parameter.IsModule)
            {
                given.Add(rented.Single(r => r.Root == parameter.Name).Name);
                code.Line(part + ".CopyTo(" + given[given.Count - 1] + ".Flat);");
                continue;
            }

            if (parameter.IsBuffer)
            {
                given.Add(Buffers.HasShape(parameter) ? Shaped(parameter, part, shaped) : Buffers.Structs(parameter, part));
                continue;
            }

            string row = names.Free(parameter.Name + "Tangent");
            if (parameter.Passing != Passing.Out)
            {
                code.Line(parameter.Type + " " + row + " = " + Row(parameter, Tangents(i)) + ";");
            }

            if (parameter.Passing is Passing.Ref or Passing.Out)
            {
                exits.Add((parameter, row, i));
            }

            given.Add(parameter.Passing switch { Passing.Ref => "ref " + row, Passing.Out => "out " + parameter.Type + " " + row, _ => row });
        }

        if (callee.Self is not null)
        {
            given.Add(rented[rented.Count - 1].Name);
            code.Line(Tangents(Moving.Length) + ".Slice(" + names.First + " * " + ModuleNames.Count("") + ", " + ModuleNames.Count("") + ").CopyTo(" + given[given.Count - 1] + ".Flat);");
        }

        string run = callee.Named("Jvp") + "(" + string.Join(", ", callee.Parameters.Select(MemberPrinter.Pass).Concat(given)) + ");";
        code.Line(HasResult ? "(" + names.Value + ", " + callee.ReturnType + " " + names.Tangents + ") = " + run : (callee.ReturnType == "void" ? "" : names.Value + " = ") + run);
        shaped.ForEach(code.Line);
        foreach ((Parameter parameter, string row, int at) in exits)
        {
            Unpack(parameter.Leaves, row, Tangents(at), Sweep.Width(parameter));
        }

        if (HasResult)
        {
            if (known is null)
            {
                string length = string.Join(" + ", callee.Returns.Where(Signature.IsMoving).Select(l => l.Type.IsBuffer ? names.Value + l.Path + ".Length" : "1"));
                code.Line("int " + names.Columns + " = " + length + ";");
                Check(names.Columns, number, ResultTangents);
            }

            Unpack(callee.Returns, names.Tangents, ResultTangents, known ?? names.Columns);
        }

        sweep.Repeat("1", Count);
        foreach ((string root, ModuleType type, string name) in rented)
        {
            code.Line(ModuleNames.Return(root, type, name));
        }

        sweep.Return();
    }

    /// <summary>An array of the parameter's shape with one row of its tangents; where the method changes them, they go back.</summary>
    private string Shaped(Parameter parameter, string part, List<string> back)
    {
        string array = names.Free(parameter.Name + "Tangent");
        code.Line(parameter.Type + " " + array + " = " + Buffers.Like(parameter) + ";");
        code.Line(Buffers.Split(parameter, part, array));
        if (!parameter.Leaves[0].Type.IsReadOnly)
        {
            back.Add(Buffers.Join(parameter, array, part));
        }

        return array;
    }

    /// <summary>A value of the parameter's type from one row of its tangents.</summary>
    private string Row(Parameter parameter, string tangents)
    {
        int at = 0, width = parameter.Leaves.Count(Signature.IsMoving);
        string number = Signature.NumberOf(parameter);
        return Template.Fill(parameter.Assembly, [.. parameter.Leaves.Select(leaf => !Signature.IsMoving(leaf) ? "default"
            : (leaf.Type.Name == number ? "" : "(" + leaf.Type.Name + ")") + tangents + "[" + Index(width.ToString(CultureInfo.InvariantCulture), (at++).ToString(CultureInfo.InvariantCulture)) + "]")]);
    }

    /// <summary>Puts the numbers of a value into one row.</summary>
    private void Unpack(IEnumerable<Leaf> leaves, string value, string tangents, string width)
    {
        var start = new Extent();
        foreach (Leaf leaf in leaves.Where(Signature.IsMoving))
        {
            string length = value + leaf.Path + ".Length";
            code.Line(leaf.Type.IsBuffer
                ? (leaf.Type.IsMatrix ? "global::SymDiff.Guard.Elements(" : "global::System.MemoryExtensions.AsSpan(") + value + leaf.Path + ").CopyTo(" + tangents + ".Slice(" + Index(width, start.Operand) + ", " + length + "));"
                : tangents + "[" + Index(width, start.Operand) + "] = " + value + leaf.Path + ";");
            start.Add(1, leaf.Type.IsBuffer ? length : null);
        }
    }

    private string Index(string width, string at) => names.First + (width == "1" ? "" : " * " + width) + (at == "0" ? "" : " + " + at);

    private void Scatter(string lanes, string tangents) => code.Line("global::SymDiff.Directions.Scatter(" + lanes + ", " + names.First + ", " + tangents + ");");

    /// <summary>The part of a vector that belongs to a parameter; goes on behind it.</summary>
    private string Part(string vector, Extent start, Parameter parameter)
    {
        string part = vector + ".Slice(" + start.Text + ", " + Sweep.Total([parameter]).Text + ")";
        Sweep.Add(start, parameter);
        return part;
    }

    private void Check(string width, string number, string tangents) =>
        code.Line("global::SymDiff.Guard.HasLength<" + number + ">(" + Count + (width == "1" ? "" : " * " + width) + ", " + tangents + ", nameof(" + tangents + "));");

    private string Tangents(int moving) => Added(moving + 1);

    private string Added(int index) => Expressions.Identifier(rows.Parameters[callee.Parameters.Count + index].Name);
}
