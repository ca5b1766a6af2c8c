using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Emit;

/// <summary>
/// Prints the loop around a method that is run several times, once for every eight directions or once for each: what it
/// overwrites is laid out anew before every round.
/// </summary>
internal sealed class SweepPrinter(CodeWriter code, Callee callee, AddedNames names)
{
    /// <summary>How many numbers a row of a parameter's tangents has.</summary>
    public string Width(Parameter parameter) => Total([parameter]).Operand;

    /// <summary>How many numbers parameters have together.</summary>
    public Extent Total(IEnumerable<Parameter> parameters)
    {
        var extent = new Extent();
        foreach (Parameter parameter in parameters)
        {
            Add(extent, parameter);
        }

        return extent;
    }

    /// <summary>Goes on behind the numbers of a parameter.</summary>
    public void Add(Extent extent, Parameter parameter) =>
        extent.Add(parameter.Leaves.Count(Signature.IsMoving), parameter.IsModule ? ModuleNames.Count(parameter.Name) : parameter.IsBuffer ? Buffers.Count(parameter, names) : null);

    /// <summary>How many numbers the sweep along eight directions gives tangents of.</summary>
    public Extent Outputs()
    {
        var extent = new Extent();
        foreach (SeveralDirections.Output output in SeveralDirections.Outputs(callee))
        {
            extent.Add(1, output.Leaf.Type.IsBuffer ? Buffers.Count(output.Owner!, names) : null);
        }

        return extent;
    }

    /// <summary>The type of eight of the method's numbers.</summary>
    public string LanesType => SeveralDirections.Element(callee).Widened.Name;

    /// <summary>The vectors of the sweep, and copies of what the method may overwrite.</summary>
    public void Prepare()
    {
        code.Line("global::SymDiff.Workspace " + names.Workspace + " = global::SymDiff.Workspace.Rent();");
        Lend(names.Direction, Total(Signature.Columns(callee)).Text);
        Lend(names.Tangents, Outputs().Text);
        Keep();
    }

    /// <summary>Copies of what the method may overwrite.</summary>
    public void Keep()
    {
        foreach (Parameter parameter in callee.Parameters)
        {
            if (parameter.Passing == Passing.Ref)
            {
                code.Line(parameter.Type + " " + names.Entry(parameter) + " = " + Buffers.Own(parameter) + ";");
            }
            else if (Overwrites(parameter))
            {
                IrType type = parameter.Leaves[0].Type;
                string copy = type.IsJagged ? "CopyRows(" + Buffers.Own(parameter) : "Copy<" + type.Element!.Name + ">(" + (type.IsMemory ? Buffers.Span(parameter, Buffers.Own(parameter)) : Buffers.Numbers(parameter, Buffers.Own(parameter))) + ", out _";
                code.Line(type.Lent.Name + " " + names.Entry(parameter) + " = " + names.Workspace + ".Arrays." + copy + ");");
            }
        }

        if (callee.ReturnType != "void")
        {
            code.Line(callee.ReturnType + " " + names.Value + ";");
        }

        code.Line("int " + names.First + " = 0;");
        code.Open("do");
    }

    /// <summary>Lays out anew what the round before has overwritten.</summary>
    public void Restore()
    {
        foreach (Parameter parameter in callee.Parameters)
        {
            if (parameter.Passing == Passing.Ref)
            {
                code.Line(Buffers.Own(parameter) + " = " + names.Entry(parameter) + ";");
            }
            else if (Overwrites(parameter))
            {
                code.Line(names.Entry(parameter) + ".CopyTo(" + (parameter.Leaves[0].Type.IsMemory ? Buffers.Span(parameter, Buffers.Own(parameter)) : Buffers.Numbers(parameter, Buffers.Own(parameter))) + ");");
            }
        }
    }

    /// <summary>Runs the method along eight directions.</summary>
    public void Run()
    {
        Restore();
        string text = callee.Named(Signature.Suffix(MemberKind.EightDirections, callee)) + "(" + string.Join(", ", callee.Parameters.Select(MemberPrinter.Pass).Append(names.Direction).Append(names.Tangents)) + ");";
        code.Line((callee.ReturnType == "void" ? "" : names.Value + " = ") + text);
    }

    /// <summary>Goes on with the next directions until there are no more.</summary>
    public void Repeat(string step, string count)
    {
        code.Line(names.First + " += " + step + ";");
        code.Close("} while (" + names.First + " < " + count + ");");
    }

    /// <summary>Gives the workspace and the result back.</summary>
    public void Return()
    {
        code.Line(names.Workspace + ".Return();");
        if (callee.ReturnType != "void")
        {
            code.Line("return " + names.Value + ";");
        }
    }

    private static bool Overwrites(Parameter parameter) => parameter is { IsBuffer: true, Written: true } && parameter.Passing is Passing.Value or Passing.In;

    private void Lend(string name, string length) =>
        code.Line("global::System.Span<" + LanesType + "> " + name + " = " + names.Workspace + ".Arrays.Allocate<" + LanesType + ">(" + length + ");");
}
