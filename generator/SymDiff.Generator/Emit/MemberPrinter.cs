using System.Text.RegularExpressions;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Emit;

/// <summary>Prints one emitted method: documentation, signature, checks on entry, body and results.</summary>
internal sealed class MemberPrinter(CodeWriter code, MethodModel model, Callee callee)
{
    public void Print(Member member)
    {
        Documentation.Write(code, member.Kind, callee, joint: false, member.Report, member.Formulas is { } formulas ? ClosedForm.Print(formulas, callee) : []);
        if (member.IsHot)
        {
            code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]");
        }

        Header(member.Kind, joint: false);
        code.Open();
        if (member.Kind != MemberKind.EightDirections)
        {
            Checks(member.Kind);
        }

        var parameters = new Dictionary<Value, (string Name, bool Assignable)>();
        AddedNames names = AddedNames.Of(callee, member.Kind);
        var reserved = new List<string>(callee.TypeArguments) { names.Workspace, names.ResultAdjoint, names.Root("") };
        if (callee.Parameters.Any(static p => p.Passing == Passing.Ref))
        {
            reserved.Add(names.Returned);
        }

        IEnumerable<string> own = callee.Parameters.SelectMany(p => Parts(p, p.Name)).Concat(callee.Parameters.Where(static p => p.Differentiated).SelectMany(p => Parts(p, names.Derivative(p))));
        reserved.AddRange(own);
        var body = new Region(default, member.Body, [.. member.Yields, .. member.DerivativeYields.OfType<Value>()]);
        HashSet<string> published = new(Published(body), StringComparer.Ordinal);
        BindParameters(member, names, published, [.. FreeUses.Of(body)], parameters);
        reserved.AddRange(parameters.Values.Select(static p => p.Name));
        reserved.AddRange(CalledNames(body));
        Folding folding = Folding.Of(body);
        Variables variables = Variables.Of(body, folding, parameters, reserved.Distinct());
        var printer = new BodyPrinter(code, body, folding, variables, member.Statements ?? model.Body!.Statements, model.Self, names.Workspace, path => Expressions.Identifier(names.Root(path.Root)) + path.Path, [.. parameters.Values.Select(static p => Expressions.Identifier(p.Name)), .. own, .. callee.Parameters.SelectMany(static p => Parts(p, Expressions.Identifier(p.Name)))]);
        bool rents = member.Kind is not (MemberKind.Forward or MemberKind.Backward) && BodyPrinter.UsesWorkspace(body);
        if (rents)
        {
            code.Line("global::SymDiff.Workspace " + names.Workspace + " = global::SymDiff.Workspace.Rent();");
        }

        bool goesOn = printer.Print(member.Body);
        if (goesOn)
        {
            Finish(member, names, printer, folding, rents);
        }

        printer.Parts.ForEach(part => Print(part, names, printer.Part));
        code.Close();
    }

    /// <summary>A part of the method as a method in it, which sees nothing of it but its arguments.</summary>
    private void Print((string Name, Outlined Part, IReadOnlyList<string> Inputs) named, AddedNames names, Func<Region, Folding, Variables, BodyPrinter> print)
    {
        (string name, Outlined part, IReadOnlyList<string> inputs) = named;
        var parameters = new Dictionary<Value, (string Name, bool Assignable)>();
        var taken = new HashSet<string>(StringComparer.Ordinal) { names.Workspace };
        for (int at = 0; at < part.Body.Arguments.Count; at++)
        {
            string free = inputs[at];
            for (int i = 2; !taken.Add(free); i++)
            {
                free = inputs[at] + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            Value argument = part.Body.Arguments[at];
            parameters[argument] = (free, !argument.Type.IsBuffer);
        }

        Folding folding = Folding.Of(part.Body);
        Variables variables = Variables.Of(part.Body, folding, parameters, [.. taken, .. CalledNames(part.Body)]);
        string[] types = [.. part.Outputs.Select(static output => output.Type.Name)];
        string returns = types.Length switch { 0 => "void", 1 => types[0], _ => "(" + string.Join(", ", types) + ")" };
        code.Line();

        // In place of the call it would make the method around too long for the runtime's compiler, which is why it stands alone.
        code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining | global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]");
        string[] declared = [.. BodyPrinter.UsesWorkspace(part.Body) ? ["global::SymDiff.Workspace " + names.Workspace] : (string[])[], .. part.Body.Arguments.Select(argument => argument.Type.Name + " " + Expressions.Identifier(parameters[argument].Name))];
        code.Line("static " + returns + " " + name + "(" + (declared.Length == 0 ? ")" : ""));
        for (int i = 0; i < declared.Length; i++)
        {
            code.Line("    " + declared[i] + (i + 1 < declared.Length ? "," : ")"));
        }

        code.Open();
        BodyPrinter printer = print(part.Body, folding, variables);
        printer.Print(part.Body.Ops);
        string[] results = [.. part.Body.Yields.Select(value => printer.Expressions.Print(value))];
        if (results.Length > 0)
        {
            code.Line("return " + (results.Length == 1 ? results[0] : "(" + string.Join(", ", results) + ")") + ";");
        }

        code.Close();
    }

    /// <summary>A leaf as an expression; a name that stands alone gets its <c>@</c> where it is printed.</summary>
    private static string Name(string parameter, Leaf leaf) => leaf.Path.Length == 0 ? parameter : Expressions.Identifier(parameter) + leaf.Path;

    /// <summary>A parameter and, where it is an aggregate, its parts.</summary>
    private static IEnumerable<string> Parts(Parameter parameter, string name) => parameter.Leaves.Select(leaf => name + leaf.Path).Prepend(name);

    /// <summary>Both halves in one call.</summary>
    public void PrintJointBackward()
    {
        AddedNames names = AddedNames.Of(callee, MemberKind.Backward);
        Documentation.Write(code, MemberKind.Backward, callee, joint: true, "");
        Header(MemberKind.Backward, joint: true);
        code.Open();
        Checks(MemberKind.Backward, joint: true);
        code.Line("global::SymDiff.Workspace " + names.Workspace + " = global::SymDiff.Workspace.Rent();");
        string forward = callee.Named("Forward") + "(" + string.Join(", ", callee.Parameters.Select(static p => Pass(p)).Append(names.Workspace)) + ");";
        code.Line((callee.ReturnType == "void" ? "" : callee.ReturnType + " " + names.Value + " = ") + forward);
        IEnumerable<string> own = callee.Parameters.Where(static p => p.Passing != Passing.Out).Select(static p => Expressions.Identifier(p.Name));
        IEnumerable<string> result = Signature.ReturnsNumbers(callee) ? [names.ResultAdjoint] : [];
        IEnumerable<string> adjoints = callee.Parameters.Where(static p => p.Differentiated)
            .Select(p => (p.IsBuffer || p.IsModule || p.Passing == Passing.Out ? "" : "ref ") + names.Derivative(p))
            .Concat(callee.Self is null ? [] : [names.Root("")]);
        code.Line(callee.Named("Backward") + "(" + string.Join(", ", own.Append(names.Workspace).Concat(result).Concat(adjoints)) + ");");
        code.Line(names.Workspace + ".Return();");
        if (callee.ReturnType != "void")
        {
            code.Line("return " + names.Value + ";");
        }

        code.Close();
    }

    /// <summary>Every partial derivative of every output.</summary>
    /// <param name="byColumns">Whether it goes by columns; null where that depends on the lengths of buffers.</param>
    public void PrintJacobian(bool? byColumns)
    {
        Documentation.Write(code, MemberKind.Jacobian, callee, joint: false, "");
        Header(MemberKind.Jacobian, joint: false);
        code.Open();
        Checks(MemberKind.Jacobian);
        new JacobianPrinter(code, callee).PrintBody(byColumns);
        code.Close();
    }

    /// <summary>The derivative along several directions, for the contract of which this printer was made.</summary>
    /// <param name="method">The contract of the marked method.</param>
    /// <param name="byEight">Whether there is a sweep along eight directions.</param>
    public void PrintDirections(Callee method, bool byEight)
    {
        Documentation.Write(code, MemberKind.SeveralDirections, callee, joint: false, "");
        Header(MemberKind.SeveralDirections, joint: false);
        code.Open();
        Checks(MemberKind.SeveralDirections);
        new DirectionsPrinter(code, method).PrintBody(byEight);
        code.Close();
    }

    /// <summary>A method that was refused keeps its signatures and throws what the error says.</summary>
    public void PrintRefused(MemberKind kind, bool joint, Refusal refusal)
    {
        Documentation.WriteRefused(code, callee, refusal);
        Header(kind, joint);
        code.Open();
        code.Line("throw new global::System.NotSupportedException(\"" + Escape(refusal.Id + ": " + refusal.Message) + "\");");
        code.Close();
    }

    /// <summary>A method without a body: so are its derivatives.</summary>
    public void PrintAbstract(MemberKind kind, bool joint)
    {
        Documentation.Write(code, kind, callee, joint, "");
        Header(kind, joint, ";");
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", "").Replace("\n", "\\n");

    public static string Pass(Parameter parameter) => parameter.Passing switch
    {
        Passing.Ref => "ref " + Expressions.Identifier(parameter.Name),
        Passing.Out => "out " + Expressions.Identifier(parameter.Name),
        Passing.In => "in " + Expressions.Identifier(parameter.Name),
        _ => Expressions.Identifier(parameter.Name),
    };

    private void Header(MemberKind kind, bool joint, string end = "")
    {
        (string returns, IReadOnlyList<string> parameters) = Signature.Of(kind, callee, joint);
        string start = (kind == MemberKind.EightDirections ? Private(model.Modifiers) : model.Modifiers) + " " + returns + " " + callee.Named(Signature.Suffix(kind, callee));
        string line = start + "(" + string.Join(", ", parameters) + ")";
        string close = model.Constraints.Count == 0 ? end : "";
        if ((model.HasShortNames ? FilePrinter.Shorten(line) : line).Length <= 130)
        {
            code.Line(line + close);
        }
        else
        {
            code.Line(start + "(");
            for (int i = 0; i < parameters.Count; i++)
            {
                code.Line("    " + parameters[i] + (i + 1 < parameters.Count ? "," : ")" + close));
            }
        }

        for (int i = 0; i < model.Constraints.Count; i++)
        {
            code.Line("    " + model.Constraints[i] + (i + 1 < model.Constraints.Count ? "" : end));
        }
    }

    private static string Private(string modifiers) => string.Join(" ", modifiers.Split(' ').Where(static word => word is not ("public" or "internal" or "protected" or "private" or "virtual" or "override")).Prepend("private"));

    // Entry

    private void Checks(MemberKind kind, bool joint = false)
    {
        foreach (string check in EntryChecks.Of(kind, callee, joint))
        {
            code.Line(check);
        }
    }

    /// <summary>The arguments that are written along the way: their values on entry move to variables of their own.</summary>
    private static IEnumerable<string> Published(Region region) => region.Ops.SelectMany(static op => (op switch
    {
        Publish o => [o.Target],
        Call o => o.Through.Where(static t => t.Length > 0),
        TangentCall o => o.Through.Where(static t => t.Length > 0),
        _ => Enumerable.Empty<string>(),
    }).Concat(op.Regions.SelectMany(Published)));

    private void BindParameters(Member member, AddedNames names, HashSet<string> published, HashSet<Value> used, Dictionary<Value, (string Name, bool Assignable)> parameters)
    {
        int at = 0, output = callee.Returns.Count, derivative = 0;
        foreach (Parameter parameter in callee.Parameters)
        {
            foreach (Leaf leaf in parameter.Leaves)
            {
                if (parameter.Passing != Passing.Out)
                {
                    bool absent = member.Kind == MemberKind.Backward && parameter.Passing == Passing.Ref;
                    Value value = member.Arguments[at++];
                    if (parameter.Struct is not null)
                    {
                        View(parameter, value, parameter.Name);
                    }
                    else if (!absent && published.Contains(Expressions.Identifier(parameter.Name) + leaf.Path))
                    {
                        string entry = names.Entry(parameter, leaf);
                        code.Line(leaf.Type.Name + " " + entry + " = " + Expressions.Identifier(parameter.Name) + leaf.Path + ";");
                        parameters[value] = (entry, true);
                    }
                    else if (!absent)
                    {
                        parameters[value] = (Name(parameter.Name, leaf), parameter.Passing != Passing.In && parameter.HasVariables && !leaf.Type.IsBuffer);
                    }
                }

                if (parameter.Differentiated && Signature.IsMoving(leaf) && member.Derivatives[derivative++] is { } value2)
                {
                    if (parameter.Struct is not null)
                    {
                        View(parameter, value2, names.Derivative(parameter));
                        continue;
                    }

                    parameters[value2] = (Name(names.Derivative(parameter), leaf), parameter.HasVariables && !leaf.Type.IsBuffer);
                }
            }
        }

        void View(Parameter parameter, Value numbers, string name)
        {
            if (used.Contains(numbers))
            {
                string view = names.Free(name + "Numbers");
                code.Line(numbers.Type.Name + " " + view + " = " + Buffers.Numbers(parameter, Expressions.Identifier(name)) + ";");
                parameters[numbers] = (view, false);
            }
        }

        int result = 0;
        foreach (Leaf leaf in callee.Returns.Where(Signature.IsMoving))
        {
            if (result < member.ResultAdjoints.Count)
            {
                parameters[member.ResultAdjoints[result++]] = (names.ResultAdjoint + leaf.Path, false);
            }
        }

        // An out parameter is its last value's variable, when that is computed for nothing else.
        foreach (Parameter parameter in callee.Parameters.Where(static p => p.Passing is Passing.Ref or Passing.Out))
        {
            foreach (Leaf leaf in parameter.Leaves)
            {
                if (member.Yields.Count > output && member.Yields[output] is var value && parameter.Passing == Passing.Out && leaf.Path.Length == 0
                    && !published.Contains(Expressions.Identifier(parameter.Name))
                    && !parameters.ContainsKey(value) && member.Body.Any(op => op is not Constant && op.Results.Contains(value)) && value.Name is not null)
                {
                    parameters[value] = (parameter.Name, true);
                }

                output++;
            }
        }
    }

    // What stands behind 'this.' no local can hide.
    private static readonly Regex Word = new(@"(?<!\bthis\.)\b[A-Za-z_]\w*", RegexOptions.CultureInvariant);

    /// <summary>Names of the user's that the body mentions and that a local must not hide.</summary>
    private static IEnumerable<string> CalledNames(Region region) => region.Ops.SelectMany(static op => (op switch
    {
        Opaque o => Words(o.Template),
        Throw o => Words(o.Template),
        Apply { Function: UserRule.Function } o => Words(o.Attribute),
        Call o => [o.Callee.Name],
        BackwardCall o => o.Callee.Rule is { } rule ? Words(rule) : [o.Callee.Name],
        TangentCall o => [o.Callee.Name],
        _ => Enumerable.Empty<string>(),
    }).Concat(op.Regions.SelectMany(CalledNames)));

    private static IEnumerable<string> Words(string template) => Word.Matches(template).Cast<Match>().Select(static m => m.Value);

    // Exit

    private void Finish(Member member, AddedNames names, BodyPrinter printer, Folding folding, bool rents)
    {
        var finals = new List<(string, string, Value)>();
        int output = callee.Returns.Count, derivative = 0, moved = callee.Returns.Count(Signature.IsMoving);
        var sums = new List<string>();
        var zeros = new List<(string Target, string Value)>();
        foreach (Parameter parameter in callee.Parameters)
        {
            var added = new List<(string Path, Value? Value)>();
            foreach (Leaf leaf in parameter.Leaves)
            {
                bool isOutput = parameter.Passing is Passing.Ref or Passing.Out;
                if (isOutput && member.Kind != MemberKind.Backward)
                {
                    finals.Add((Expressions.Identifier(parameter.Name) + leaf.Path, leaf.Type.Name, member.Yields[output++]));
                }

                if (parameter.Differentiated && !Signature.IsMoving(leaf) && member.Kind == MemberKind.Jvp && parameter.Passing == Passing.Out)
                {
                    zeros.Add((names.Derivative(parameter) + leaf.Path, "default"));
                }

                if (!parameter.Differentiated || !Signature.IsMoving(leaf))
                {
                    continue;
                }

                if (member.Kind == MemberKind.Backward && !leaf.Type.IsBuffer && parameter.Passing != Passing.Out)
                {
                    string target = names.Derivative(parameter) + leaf.Path;
                    Value? value = member.DerivativeYields[derivative++];
                    if (parameter.Passing == Passing.Ref)
                    {
                        Assign(target, value, leaf);
                    }
                    else if (!parameter.HasVariables)
                    {
                        added.Add((leaf.Path, value));
                    }
                    else if (value is not null)
                    {
                        bool negative = folding.IsFolded(value) && folding.Definition(value) is Apply { Function: Intrinsics.Negate };
                        Value term = negative ? ((Apply)folding.Definition(value)!).Arguments[0] : value;
                        sums.Add(target + (negative ? " -= " : " += ") + printer.Expressions.Print(term) + ";");
                    }
                }
                else if (member.Kind == MemberKind.Jvp && isOutput)
                {
                    Assign(names.Derivative(parameter) + leaf.Path, member.DerivativeYields[moved++], leaf);
                }

                void Assign(string target, Value? value, Leaf part)
                {
                    if (value is null)
                    {
                        zeros.Add((target, Expressions.Literal(part.Type, "0").Text));
                    }
                    else
                    {
                        finals.Add((target, part.Type.Name, value));
                    }
                }
            }

            if (added.Any(static part => part.Value is not null))
            {
                sums.Add(Increased(parameter, names.Derivative(parameter), added, printer));
            }
        }

        string? result = Result(member, printer);

        // What is added reads adjoints as they came; only then are those of ref parameters replaced. A result that reads an
        // argument as it came is computed before that.
        sums.ForEach(line => code.Line(line));
        if (result is not null && printer.Reads(Returned(member), [.. printer.Changed(finals), .. zeros.Select(static zero => zero.Target)]))
        {
            code.Line(Signature.Of(member.Kind, callee).Returns + " " + names.Returned + " = " + result + ";");
            result = names.Returned;
        }

        printer.AssignTogether(finals);
        zeros.ForEach(zero => code.Line(zero.Target + " = " + zero.Value + ";"));
        if (rents)
        {
            code.Line(names.Workspace + ".Return();");
        }

        if (result is not null)
        {
            code.Line("return " + result + ";");
        }
    }

    /// <summary>Adds to an adjoint whose parts cannot be assigned one by one.</summary>
    private static string Increased(Parameter parameter, string target, List<(string Path, Value? Value)> added, BodyPrinter printer)
    {
        string Sum(Leaf leaf) => added.FirstOrDefault(part => part.Path == leaf.Path) is not { Path: { } path, Value: var value } ? "default"
            : target + path + (value is null ? "" : " + " + printer.Expressions.Print(value, Precedence.Multiplicative));
        return target + " = " + Template.Fill(parameter.Assembly, [.. parameter.Leaves.Select(Sum)]) + ";";
    }

    /// <summary>The values that the emitted method returns.</summary>
    private IEnumerable<Value> Returned(Member member) => member.Yields.Take(callee.Returns.Count).Concat(member.Kind switch
    {
        MemberKind.Gradient => member.DerivativeYields,
        MemberKind.Jvp => member.DerivativeYields.Take(callee.Returns.Count(Signature.IsMoving)),
        _ => [],
    }).OfType<Value>();

    /// <summary>The expression that the emitted method returns; null where there is none.</summary>
    private string? Result(Member member, BodyPrinter printer)
    {
        string Text(Value? value, Leaf leaf) => value is null ? Expressions.Literal(leaf.Type, "0").Text : printer.Expressions.Print(value);
        string? result = member.Kind == MemberKind.Backward || callee.Returns.Count == 0
            ? null
            : Template.Fill(callee.Assembly, [.. callee.Returns.Select((l, i) => printer.Expressions.Print(member.Yields[i]))]);
        if (member.Kind == MemberKind.Jvp && Signature.ReturnsNumbers(callee))
        {
            int tangent = 0;
            string second = Template.Fill(callee.Assembly, [.. callee.Returns.Select(l => Signature.IsMoving(l) ? Text(member.DerivativeYields[tangent++], l) : "default")]);
            result = "(" + result + ", " + second + ")";
        }
        else if (member.Kind == MemberKind.Gradient && member.DerivativeYields.Count > 0)
        {
            int at = 0;
            IEnumerable<string> parts = Signature.ReturnedDerivatives(callee).Select(p => Template.Fill(
                p.Assembly,
                [.. p.Leaves.Select(l => Signature.IsMoving(l) ? Text(member.DerivativeYields[at++], l) : "default")]));
            result = "(" + result + ", " + string.Join(", ", parts) + ")";
        }

        return result;
    }
}
