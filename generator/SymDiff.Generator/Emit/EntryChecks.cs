using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Emit;

/// <summary>
/// What an emitted method checks before it writes anything: that destinations, adjoints and tangents have the length of
/// what they belong to, and that no memory it writes is known to it by two names. Follows from the signature alone.
/// </summary>
internal static class EntryChecks
{
    /// <summary>Memory that an argument stands for.</summary>
    /// <param name="Name">The argument.</param>
    /// <param name="Text">A span of it; what is passed by reference is a span of one.</param>
    /// <param name="Element">The type of its elements.</param>
    /// <param name="IsSpan">Whether it can be memory of another type, reinterpreted.</param>
    /// <param name="IsAggregate">Whether it holds elements of other types.</param>
    /// <param name="IsWritten">Whether the emitted method may write it.</param>
    /// <param name="IsAdded">Whether it only ever adds to it: then two such may share memory, which collects both sums.</param>
    /// <param name="IsGeneric">Whether its numbers are of a type parameter, which may be any other type's name.</param>
    private sealed record Window(string Name, string Text, string Element, bool IsSpan, bool IsAggregate, bool IsWritten, bool IsAdded, bool IsGeneric)
    {
        /// <summary>Whether it is an array of arrays, each of them memory of its own.</summary>
        public bool IsRows { get; init; }
    }

    private const int MostOthers = 6;

    /// <summary>The statements.</summary>
    public static IEnumerable<string> Of(MemberKind kind, Callee callee, bool joint)
    {
        AddedNames names = AddedNames.Of(callee, kind);
        IEnumerable<string> roots = callee.Parameters.Select(static p => p.GradientsOf).OfType<string>();
        foreach (string root in kind is MemberKind.Gradient or MemberKind.Backward or MemberKind.Jvp ? callee.Modules.Select(static module => module.Root) : roots)
        {
            string gradients = names.Root(root);
            yield return "global::SymDiff.Guard.Fits(" + gradients + ", nameof(" + gradients + "), " + ModuleNames.Own(root) + ", " + (root.Length == 0 ? "\"this\"" : "nameof(" + ModuleNames.Own(root) + ")") + ");";
        }

        foreach ((string root, _) in callee.Constants.Concat(kind == MemberKind.Jacobian ? callee.Modules : []).Where(static module => module.Root.Length > 0))
        {
            yield return "global::System.ArgumentNullException.ThrowIfNull(" + ModuleNames.Own(root) + ");";
        }

        if (kind is MemberKind.Gradient or MemberKind.Backward or MemberKind.Jvp)
        {
            foreach (Parameter parameter in Signature.Buffers(callee).Where(static p => p.Passing != Passing.Out))
            {
                string destination = names.Derivative(parameter), primal = Expressions.Identifier(parameter.Name);
                if (parameter.IsJagged)
                {
                    yield return "global::SymDiff.Guard.SameRows<" + parameter.Leaves[0].Type.Element!.Name + ">(" + primal + ", nameof(" + primal + "), " + destination + ", nameof(" + destination + "));";
                    continue;
                }

                yield return "global::SymDiff.Guard.SameLength<" + (parameter.Struct ?? parameter.Leaves[0].Type.Element!.Name) + ">(" + (parameter.Leaves[0].Type.IsMemory ? Buffers.Span(parameter, primal) : primal) + ", " + destination + ", nameof(" + destination + "));";
            }
        }

        // The joint backward leaves to FForward what concerns the method's own arguments alone.
        Window[] own = [.. callee.Parameters.Select(p => Own(p, kind == MemberKind.Backward && !joint)).OfType<Window>()];
        Window[] arguments = [.. callee.Parameters.Where(static p => p.Differentiated && !p.IsModule).Select(p => Added(p, kind, names)).OfType<Window>()];
        Window[] added = [.. arguments, .. kind is MemberKind.Forward ? [] : callee.Modules.Select(module => OfModule(names.Root(module.Root), module.Type, kind)),
            .. callee.Parameters.Where(static p => p.GradientsOf is not null).Select(p => OfModule(Expressions.Identifier(p.Name), p.Module!, kind))];
        IEnumerable<(Window One, Window Other)> pairs = Pairs(added, own, joint);
        foreach (Window rows in added.Concat(own).Where(static window => window is { IsRows: true, IsWritten: true }))
        {
            yield return "global::SymDiff.Guard.RowsApart<" + rows.Element + ">(" + rows.Text + ", nameof(" + rows.Name + "));";
        }

        foreach (IGrouping<Window, Window> apart in (kind == MemberKind.Backward ? pairs : Pairs(own, [], joint).Concat(pairs)).GroupBy(static pair => pair.One, static pair => pair.Other))
        {
            foreach (string check in Apart(apart.Key, [.. apart]))
            {
                yield return check;
            }
        }

        Window[] destinations = kind == MemberKind.Jacobian ? [.. arguments, .. added] : arguments;
        foreach (Window written in (kind == MemberKind.Backward ? arguments : own.Concat(destinations)).Distinct().Where(static window => window.IsWritten))
        {
            foreach ((string root, ModuleType type) in callee.Modules.Concat(callee.Constants))
            {
                yield return "global::SymDiff.Guard." + (written.IsRows ? "RowsApart<" : "Apart<") + written.Element + ", " + type.Number + ">(" + written.Text + ", nameof(" + written.Name + "), " + ModuleNames.Own(root) + ");";
            }
        }
    }

    /// <summary>The gradients, adjoints or tangents of a module.</summary>
    private static Window OfModule(string name, ModuleType type, MemberKind kind) =>
        new(name, kind == MemberKind.Jacobian ? name : name + ".Flat", type.Number, true, false, kind != MemberKind.Jvp, kind == MemberKind.Backward, false);

    /// <summary>One statement for as many buffers of the same type as the check takes, one for each of another type.</summary>
    private static IEnumerable<string> Apart(Window one, Window[] others)
    {
        if (one.IsRows || others.Any(static other => other.IsRows))
        {
            foreach (Window other in others)
            {
                yield return "global::SymDiff.Guard." + (one.IsRows || other.IsRows ? "RowsApart<" : "Apart<") + one.Element + ", " + other.Element + ">(" + one.Text + ", nameof(" + one.Name + "), " + other.Text + ");";
            }

            yield break;
        }

        string start = "global::SymDiff.Guard.Apart<" + one.Element;
        string end = one.Text + ", nameof(" + one.Name + "), ";
        Window[] same = [.. others.Where(other => other.Element == one.Element)];
        for (int i = 0; i < same.Length; i += MostOthers)
        {
            yield return start + ">(" + end + string.Join(", ", same.Skip(i).Take(MostOthers).Select(static other => other.Text)) + ");";
        }

        foreach (Window other in others.Where(other => other.Element != one.Element))
        {
            yield return start + ", " + other.Element + ">(" + end + other.Text + ");";
        }
    }

    /// <summary>Each of the first with all of the second and those before it, where it matters that they are apart.</summary>
    private static IEnumerable<(Window One, Window Other)> Pairs(Window[] first, Window[] second, bool joint) =>
        from i in Enumerable.Range(0, first.Length)
        from other in second.Concat(first.Take(i))
        let one = first[i]
        where (one.IsWritten || other.IsWritten)
            && !(one.IsAdded && other.IsAdded && !(joint && one.IsSpan && other.IsSpan))
            && (one.Element == other.Element || one.IsSpan && other.IsSpan || one.IsAggregate || other.IsAggregate || one.IsGeneric || other.IsGeneric)
        select (one, other);

    private static Window? Own(Parameter parameter, bool backward)
    {
        string name = Expressions.Identifier(parameter.Name);
        return (parameter.Passing, parameter.IsBuffer) switch
        {
            (Passing.Value or Passing.In, true) => new Window(name, Buffers.Span(parameter, name), parameter.Leaves[0].Type.Element!.Name, true, false, parameter.Written && !backward, false, IsGeneric(parameter)) { IsRows = parameter.IsJagged },
            (Passing.In, false) => ByReference(name, parameter, written: false, added: false),
            (Passing.Ref, false) when !backward => ByReference(name, parameter, written: true, added: false),
            (Passing.Out, false) when !backward => new Window(name, "global::SymDiff.Guard.Window(out " + name + ")", parameter.Type, false, parameter.IsAggregate, true, false, IsGeneric(parameter)),
            _ => null,
        };
    }

    /// <summary>The destination, adjoint or tangent of a parameter, unless it is passed by value.</summary>
    private static Window? Added(Parameter parameter, MemberKind kind, AddedNames names)
    {
        string name = names.Derivative(parameter);
        bool written = kind != MemberKind.Jvp || (parameter.IsBuffer ? parameter.Written : parameter.Passing is Passing.Ref or Passing.Out);
        bool added = kind == MemberKind.Backward && (parameter.IsBuffer ? !parameter.Written : parameter.Passing != Passing.Ref);
        return (kind, parameter.Passing, parameter.IsBuffer) switch
        {
            (MemberKind.Jacobian, not Passing.Out, _) => new Window(name, name, Signature.NumberOf(parameter), true, false, true, false, IsGeneric(parameter)),
            (MemberKind.Forward or MemberKind.Jacobian, _, _) or (MemberKind.Backward or MemberKind.Gradient, Passing.Out, _) => null,
            (_, not Passing.Out, true) => new Window(name, Buffers.Elements(parameter, name), parameter.Leaves[0].Type.Element!.Name, true, false, written, added, IsGeneric(parameter)) { IsRows = parameter.IsJagged },
            (MemberKind.Backward, _, false) or (MemberKind.Jvp, Passing.Ref, false) => ByReference(name, parameter, written, added),
            (MemberKind.Jvp, Passing.Out, false) => new Window(name, "global::SymDiff.Guard.Window(out " + name + ")", parameter.Type, false, parameter.IsAggregate, true, false, IsGeneric(parameter)),
            _ => null,
        };
    }

    private static Window ByReference(string name, Parameter parameter, bool written, bool added) =>
        new(name, "new global::System.ReadOnlySpan<" + parameter.Type + ">(in " + name + ")", parameter.Type, false, parameter.IsAggregate, written, added, IsGeneric(parameter));

    private static bool IsGeneric(Parameter parameter) => parameter.Leaves.Any(static leaf => (leaf.Type.Element ?? leaf.Type).IsGeneric);
}
