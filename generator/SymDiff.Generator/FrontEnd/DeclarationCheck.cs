using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Checks what can be said of a marked method without looking into its body.</summary>
internal static class DeclarationCheck
{
    public static IReadOnlyList<Report> Check(IMethodSymbol method, Compilation compilation, string hintName)
    {
        Location here = MarkedMember.Place(method);
        if (MarkedMember.Obstacle(method) is { } obstacle)
        {
            return [new("SD1015", obstacle, here)];
        }

        if (!Declarable.Is(method))
        {
            return [new("SD2002", "The C# compiler reports an error in the declaration of '" + MarkedMember.Shown(method) + "'.", here)];
        }

        var faults = new List<Report>();
        foreach (TypeDeclarationSyntax whole in SignatureReader.Around(method).SelectMany(WholeDeclarations))
        {
            faults.Add(new("SD1001", "'" + whole.Identifier.Text + "' must be partial, because the derivatives of '" + MarkedMember.Shown(method) + "' are added to it. Write 'partial' before '" + whole.Keyword.Text + "'.", whole.Identifier.GetLocation()));
        }

        if (method.ContainingType.IsFileLocal)
        {
            faults.Add(new("SD1020", "'" + method.ContainingType.Name + "' is local to its file, so no other file can add derivatives to it. Remove 'file'.", here));
        }

        if (compilation is CSharpCompilation && method.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp12 } options)
        {
            faults.Add(new("SD1013", "Emitted code needs C# 12 and this project uses C# " + options.LanguageVersion.ToDisplayString() + ". Set <LangVersion> to 12 or later.", here));
        }

        if (method.IsAsync || IsIterator(method))
        {
            faults.Add(new("SD1004", "'" + MarkedMember.Shown(method) + "' is async or an iterator: it does not run from start to end, so there is nothing to run backwards. Differentiate the computation in a method of its own.", here));
        }

        if (method.IsExtern || (method.IsPartialDefinition && method.PartialImplementationPart is null))
        {
            faults.Add(new("SD1005", "'" + MarkedMember.Shown(method) + "' has no body to differentiate. Mark the method that has one, or give a rule with [DerivativeOf].", here));
        }

        if (!method.IsStatic && ModuleReader.IsFaulty(method.ContainingType))
        {
            faults.Add(new("SD3005", "The parameters of '" + method.ContainingType.Name + "' have errors of their own.", here) { IsElsewhere = true });
            return faults;
        }

        Parameters(method, compilation, faults);
        if (MarkedMember.Result(method) is { } returned && Unconstrained(returned, compilation) is { } unknown)
        {
            faults.Add(new("SD1009", "'" + MarkedMember.Shown(method) + "' may return floating-point numbers, which '" + unknown.Name + "' does not say. Write 'where " + unknown.Name + " : IFloatingPointIeee754<" + unknown.Name + ">'.", here));
        }

        if (MarkedMember.Result(method) is { } rows && (HoldsStructs(rows) || TypeReader.Leaves(rows).Any(static leaf => leaf.Type.IsHolder)))
        {
            faults.Add(new("SD2011", "'" + MarkedMember.Shown(method) + "' returns '" + TypeReader.Shown(rows) + "', which is not supported. Return an array of one or two dimensions, or write to an argument.", here));
        }

        if (MarkedMember.Result(method) is { } result && Whole(new AggregateText(compilation, method.ContainingType), result) is { } closed)
        {
            faults.Add(new("SD1008", "'" + MarkedMember.Shown(method) + "' returns '" + TypeReader.Shown(result) + "', which " + closed, here));
        }

        if (faults.Count == 0)
        {
            faults.AddRange(Hierarchy.Check(method, compilation, here));
            Directions(method, here, faults);
            Collisions(method, hintName, here, faults);
        }

        return faults;
    }

    /// <summary>Whether a type is an array or span of structs, or holds one.</summary>
    private static bool HoldsStructs(ITypeSymbol type) => StructBuffer.Is(type) || Aggregates.Is(type) && Aggregates.Parts(type).Any(static part => HoldsStructs(part.Type));

    /// <summary>Whether members are emitted for a marked method, if only ones that throw: it is then called by contract.</summary>
    public static bool HasMembers(IMethodSymbol method, Compilation compilation)
    {
        if (!method.Locations.Any(static l => l.IsInSource))
        {
            return true;
        }

        if (!Declarable.Is(method))
        {
            return false;
        }

        // Only then is the name of the emitted file needed, which takes a look at every member of the type.
        var faults = new List<Report>();
        if (Namesakes(method).Any(static m => m.Locations.Any(static l => l.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) == false)))
        {
            Collisions(method, SignatureReader.Model(method, SignatureReader.Callee(method, null, default)).HintName, Location.None, faults);
        }

        return faults.Count == 0
            && Hierarchy.Difference(method) is null
            && !method.Parameters.Where(static p => !SymbolNames.Has(p, SymbolNames.NoGradient)).Select(static p => p.Type).Append(method.ReturnType).Any(type => Unconstrained(type, compilation) is not null)
            && !method.ContainingType.IsFileLocal
            && !SignatureReader.Around(method).SelectMany(WholeDeclarations).Any()
            && !method.Parameters.Any(static p => p.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol);
    }

    /// <summary>What tells a code fix that a parameter can be marked <c>[NoGradient]</c>: another one is left to differentiate.</summary>
    public static ImmutableDictionary<string, string?> NoGradient(IMethodSymbol method, IParameterSymbol parameter) =>
        method.Parameters.Any(p => p.Ordinal != parameter.Ordinal && IsInput(p))
            ? ImmutableDictionary<string, string?>.Empty.Add(FixFacts.NoGradient, null)
            : ImmutableDictionary<string, string?>.Empty;

    private static bool IsInput(IParameterSymbol parameter) =>
        parameter.RefKind != RefKind.Out && (TypeReader.Carries(parameter.Type) || ModuleReader.IsModule(parameter.Type)) && !SymbolNames.Has(parameter, SymbolNames.NoGradient);

    /// <summary>A type parameter in a type that may stand for a number, though its constraints do not say so; or null.</summary>
    private static ITypeParameterSymbol? Unconstrained(ITypeSymbol type, Compilation compilation) => type switch
    {
        ITypeParameterSymbol parameter => !TypeReader.IsNumber(parameter) && MayBeNumber(parameter, compilation) ? parameter : null,
        IArrayTypeSymbol array => Unconstrained(array.ElementType, compilation),
        INamedTypeSymbol { TypeKind: not TypeKind.Delegate } named => named.TypeArguments.Select(argument => Unconstrained(argument, compilation)).FirstOrDefault(static found => found is not null),
        _ => null,
    };

    private static bool MayBeNumber(ITypeParameterSymbol parameter, Compilation compilation)
    {
        ITypeSymbol number = compilation.GetSpecialType(SpecialType.System_Double);
        return !parameter.HasReferenceTypeConstraint && parameter.ConstraintTypes.All(constraint => constraint is ITypeParameterSymbol other
            ? MayBeNumber(other, compilation)
            : constraint.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType
                || number.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, constraint.OriginalDefinition)));
    }

    private static void Parameters(IMethodSymbol method, Compilation compilation, List<Report> faults)
    {
        var text = new AggregateText(compilation, method.ContainingType);
        if (MarkedMember.TakesSelf(method) && SelfFault(method.ContainingType, text) is { } self)
        {
            faults.Add(new("SD1008", "'" + MarkedMember.Shown(method) + "' is read from '" + TypeReader.Shown(method.ContainingType) + "', which " + self, MarkedMember.Place(method)));
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            Location place = parameter.Locations.FirstOrDefault() ?? Location.None;
            string shown = "'" + parameter.Name + "' of type '" + TypeReader.Shown(parameter.Type) + "'";
            if (parameter.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol)
            {
                faults.Add(new("SD1018", "The parameter " + shown + " is a pointer, through which derivatives cannot be followed. Use a span.", place));
            }
            else if (parameter.Type.IsRefLikeType && !TypeReader.IsBuffer(parameter.Type) && !StructBuffer.Is(parameter.Type))
            {
                faults.Add(new("SD1017", "The parameter " + shown + " is a ref struct that is no span of numbers. Pass its parts.", place));
            }
            else if ((TypeReader.IsHolder(parameter.Type) || StructBuffer.Is(parameter.Type)) && parameter.RefKind != RefKind.None)
            {
                faults.Add(new("SD2007", "The parameter " + shown + " is passed by reference and may stand for other memory afterwards. Pass it by value.", place));
            }
            else if (TypeReader.IsBuffer(parameter.Type) && parameter.RefKind == RefKind.Ref)
            {
                faults.Add(new("SD2007", "The parameter " + shown + " is passed by reference and may stand for another buffer afterwards. Pass it by value: its elements can be written anyway.", place));
            }
            else if (ModuleReader.IsFaulty(parameter.Type))
            {
                faults.Add(new("SD3005", "The parameters of '" + parameter.Type.Name + "' have errors of their own.", place) { IsElsewhere = true });
            }
            else if (ModuleReader.IsModule(parameter.Type))
            {
                if (parameter.RefKind != RefKind.None)
                {
                    faults.Add(new("SD2007", "The parameter " + shown + " is passed by reference and may stand for another module afterwards. Pass it by value.", place));
                }
            }
            else if (!SymbolNames.Has(parameter, SymbolNames.NoGradient) && Unconstrained(parameter.Type, compilation) is { } type)
            {
                faults.Add(new("SD1009", "The parameter " + shown + " may hold floating-point numbers, which '" + type.Name + "' does not say. Write 'where " + type.Name + " : IFloatingPointIeee754<" + type.Name + ">', or mark the parameter [NoGradient].", place) { Facts = NoGradient(method, parameter) });
            }
            else if (!SymbolNames.Has(parameter, SymbolNames.NoGradient) && Hidden(parameter.Type, parameter.Name) is { } hidden)
            {
                faults.Add(new(hidden.Id, hidden.Message, place) { Facts = NoGradient(method, parameter) });
            }
            else if (Closed(text, parameter) is { } closed)
            {
                faults.Add(new("SD1008", "The parameter " + shown + " " + closed, place));
            }
        }
    }

    /// <summary>Why the derivatives of a getter cannot take the struct that it is read from.</summary>
    private static string? SelfFault(INamedTypeSymbol type, AggregateText text) =>
        Aggregates.Obstacle(type) is { } obstacle ? "cannot be differentiated: " + obstacle + "." : Whole(text, type);

    /// <summary>What keeps emitted code from taking a struct apart or handing its derivative over.</summary>
    private static string? Closed(AggregateText text, IParameterSymbol parameter)
    {
        if (parameter.RefKind is RefKind.Ref or RefKind.Out && !text.HasVariables(parameter.Type))
        {
            return "is passed by reference, and not all of its members are fields that can be written here one by one. Pass it by value and return the new one.";
        }

        return SymbolNames.Has(parameter, SymbolNames.NoGradient) ? Unreadable(text, parameter.Type) : Whole(text, parameter.Type);
    }

    private static string? Whole(AggregateText text, ITypeSymbol type) => Unreadable(text, type)
        ?? (text.Assembly(type) is null ? "holds numbers that cannot be set where its derivatives are put together. Give it members that can be set there, or a constructor that only keeps its arguments." : null);

    private static string? Unreadable(AggregateText text, ITypeSymbol type) => text.Unreadable(type) is { } hidden
        ? "holds '" + hidden.Name + "', which cannot be read here. Make it accessible in '" + text.Within.ToDisplayString() + "'."
        : null;

    /// <summary>Numbers in a parameter that is not differentiated: to pass over them in silence would be a wrong zero.</summary>
    private static (string Id, string Message)? Hidden(ITypeSymbol type, string name)
    {
        if (TypeReader.IsTuple(type))
        {
            return TypeReader.Elements(type).Any(static e => TypeReader.IsBuffer(e) || TypeReader.IsHolder(e) || StructBuffer.Is(e))
                ? ("SD1008", "The parameter '" + name + "' is a tuple that holds a buffer, which is not supported. Pass the buffer as a parameter of its own.")
                : TypeReader.Elements(type).Select(e => Hidden(e, name)).FirstOrDefault(static h => h is not null);
        }

        if (StructBuffer.Of(type) is { LayoutFault: { } fault })
        {
            return ("SD2011", "The parameter '" + name + "' holds floating-point numbers in memory that cannot be viewed as numbers alone: " + fault + ", or mark the parameter [NoGradient].");
        }

        if (TypeReader.Carries(type) || TypeReader.HiddenNumbers(type, name) is not { } path)
        {
            return null;
        }

        if (Aggregates.Obstacle(type) is { } obstacle)
        {
            return ("SD1008", "The parameter '" + name + "' holds floating-point numbers (" + path + ") that cannot be differentiated there: " + obstacle + ". Pass the numbers as parameters, or mark the parameter [NoGradient].");
        }

        string advice = " Pass the numbers as parameters, arrays or spans, or mark the parameter [NoGradient].";
        return type switch
        {
            { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => ("SD2019", "The parameter '" + name + "' is nullable; nullable numbers carry no derivative. Use the number itself, or mark the parameter [NoGradient]."),
            IArrayTypeSymbol or { ContainingNamespace.Name: "Generic" } => ("SD2011", "The parameter '" + name + "' of type '" + TypeReader.Shown(type) + "' holds floating-point numbers in a form that is not supported." + advice),
            _ => ("SD1008", "The parameter '" + name + "' holds floating-point numbers that are not differentiated (" + path + ")." + advice),
        };
    }

    private static void Directions(IMethodSymbol method, Location here, List<Report> faults)
    {
        bool self = MarkedMember.TakesSelf(method) && TypeReader.Carries(method.ContainingType);
        if (!self && !method.Parameters.Any(IsInput) && (MarkedMember.IsStatic(method) || !ModuleReader.IsModule(method.ContainingType)))
        {
            faults.Add(new("SD1002", method.MethodKind == MethodKind.PropertyGet ? "'" + MarkedMember.Shown(method) + "' has nothing to differentiate with respect to: a getter is differentiated with respect to the struct that it is read from, or the parameters of a module, and here is neither. Make it a method that takes the numbers." : "'" + MarkedMember.Shown(method) + "' has nothing to differentiate with respect to: no parameter is a double or float, or an array or span of them, that is not marked [NoGradient].", here));
        }

        bool output = TypeReader.Carries(MarkedMember.Result(method))
            || method.Parameters.Any(static p => TypeReader.Carries(p.Type) && (p.RefKind is RefKind.Ref or RefKind.Out || StructBuffer.NumbersOf(p.Type) is { IsFloatBuffer: true, IsReadOnly: false }));
        if (!output)
        {
            faults.Add(new("SD1003", "'" + MarkedMember.Shown(method) + "' has nothing to differentiate: it returns no floating-point number, and has no 'ref' or 'out' parameter, array or span that it could write one to.", here));
        }

        if (TypeReader.IsBuffer(method.ReturnType) && !TypeReader.Read(method.ReturnType).IsArray)
        {
            faults.Add(new("SD2007", "'" + MarkedMember.Shown(method) + "' returns a span, and what it is a part of cannot be proven. Return an array, or write to a span that is passed in.", here));
        }
    }

    /// <summary>Members of the user's that have the name and parameters of an emitted one.</summary>
    private static void Collisions(IMethodSymbol method, string hintName, Location here, List<Report> faults)
    {
        string[] inputs = [.. MarkedMember.Inputs(method).Select(TypeReader.NameOf)];
        string stem = MarkedMember.Stem(method);
        if (method.ContainingType.GetMembers().OfType<IMethodSymbol>().TakeWhile(other => !SymbolEqualityComparer.Default.Equals(other, method)).FirstOrDefault(other => IsTwin(other, method, stem, inputs)) is { } twin)
        {
            faults.Add(new("SD1011", "'" + MarkedMember.Shown(method) + "' and '" + MarkedMember.Shown(twin) + "' take the same, and their derivatives would have the same names. Move the computation of one to a method.", here));
        }

        foreach (IMethodSymbol other in Namesakes(method))
        {
            bool emitted = other.Locations.Any(l => l.SourceTree?.FilePath.Replace('\\', '/').EndsWith(hintName, StringComparison.OrdinalIgnoreCase) == true);
            string[] types = [.. other.Parameters.Select(static p => TypeReader.NameOf(p.Type))];
            if (!emitted && other.Arity == method.Arity && types.Length >= inputs.Length && types.Zip(inputs, (type, input) => type == input || (other.Name.EndsWith("Batch", StringComparison.Ordinal) && IsSpan(type))).All(static same => same) && Rests(method, other.Name.Substring(stem.Length)) is var rests && (rests is null || rests.Any(rest => IsRest(other, inputs.Length, rest))))
            {
                faults.Add(new("SD1011", "'" + other.Name + "' is the name of a method that SymDiff adds for '" + MarkedMember.Shown(method) + "', with the same parameters. Rename one of them.", other.Locations.FirstOrDefault() ?? here));
            }
        }
    }

    /// <summary>Whether a type is what holds an input for each of many points.</summary>
    private static bool IsSpan(string type) => type.StartsWith("global::System.ReadOnlySpan<", StringComparison.Ordinal) || type.StartsWith("global::System.Span<", StringComparison.Ordinal);

    /// <summary>Whether another marked member, which is no overload of the same method, has derivatives of the same name and inputs.</summary>
    private static bool IsTwin(IMethodSymbol other, IMethodSymbol method, string stem, string[] inputs) =>
        MarkedMember.Stem(other) == stem
        && (other.MethodKind != MethodKind.Ordinary || method.MethodKind != MethodKind.Ordinary)
        && other.Arity == method.Arity
        && SymbolNames.IsMarked(other)
        && MarkedMember.Obstacle(other) is null
        && MarkedMember.Inputs(other).Select(TypeReader.NameOf).SequenceEqual(inputs);

    /// <summary>Whether a method's last parameters have these types. One that is emitted may not be there yet, and then goes by its last name.</summary>
    private static bool IsRest(IMethodSymbol method, int first, string[] types) =>
        method.Parameters.Length == first + types.Length
        && types.Select((type, i) => (Expected: type, Type: method.Parameters[first + i].Type)).All(static pair =>
            TypeReader.NameOf(pair.Type) == pair.Expected || (pair.Type.TypeKind == TypeKind.Error && pair.Expected.EndsWith("." + pair.Type.Name, StringComparison.Ordinal)));

    private static IEnumerable<IMethodSymbol> Namesakes(IMethodSymbol method)
    {
        DerivativeKinds kinds = SignatureReader.Derivatives(method);
        string stem = MarkedMember.Stem(method);
        List<string> suffixes = ["Gradient", "Forward", "Backward", "Jvp"];
        if ((kinds & (DerivativeKinds.Jvp | DerivativeKinds.Jacobian)) != 0)
        {
            suffixes.Add("JvpLanes");
        }

        if (kinds.HasFlag(DerivativeKinds.Jacobian))
        {
            suffixes.Add("Jacobian");
        }

        if ((kinds & DerivativeKinds.SecondOrder) != 0)
        {
            suffixes.AddRange(["Hessian", "HessianVectorProduct"]);
        }

        if (kinds.HasFlag(DerivativeKinds.Batch))
        {
            suffixes.AddRange(["GradientBatch", "JacobianBatch"]);
        }

        suffixes.AddRange(Enumerable.Range(2, Math.Max(0, Math.Min(SignatureReader.Order(method), Orders.Most) - 1)).Select(static order => "Derivative" + order.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return suffixes.SelectMany(suffix => method.ContainingType.GetMembers(stem + suffix)).OfType<IMethodSymbol>();
    }

    /// <summary>The types that follow the inputs in emitted members of a name; null where any do.</summary>
    private static IReadOnlyList<string[]>? Rests(IMethodSymbol method, string suffix)
    {
        IParameterSymbol[] moving = [.. method.Parameters.Where(static p => (StructBuffer.NumbersOf(p.Type).IsFloatBuffer || ModuleReader.IsModule(p.Type)) && !SymbolNames.Has(p, SymbolNames.NoGradient))];
        static string Destination(IParameterSymbol p) => ModuleReader.TypeOf(p.Type)?.Gradients ?? "global::System.Span<" + (StructBuffer.Of(p.Type) is { } structs ? TypeReader.NameOf(structs.Element) : TypeReader.Read(p.Type).Element!.Name) + ">";
        string[] self = !MarkedMember.IsStatic(method) && ModuleReader.TypeOf(method.ContainingType) is { } module ? [module.Gradients] : [];
        bool ofInputs = method.Parameters.Any(static p => IsInput(p) && !ModuleReader.IsModule(p.Type)) && (self.Length > 0 || moving.Any(static p => ModuleReader.IsModule(p.Type)));
        return suffix switch
        {
            "Gradient" => [[.. moving.Select(Destination), .. self], .. ofInputs ? [[.. moving.Where(static p => !ModuleReader.IsModule(p.Type)).Select(Destination)]] : (string[][])[]],
            "Forward" => [["global::SymDiff.Workspace"]],
            _ => null,
        };
    }

    /// <summary>Declarations that are not partial; emitted ones always are, and the analyzer sees them, too.</summary>
    public static IEnumerable<TypeDeclarationSyntax> WholeDeclarations(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Select(static r => r.GetSyntax())
        .OfType<TypeDeclarationSyntax>()
        .Where(static d => !d.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool IsIterator(IMethodSymbol method) => method.DeclaringSyntaxReferences
        .Select(static r => r.GetSyntax())
        .Any(static d => d.DescendantNodes(static n => n is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).Any(static n => n is YieldStatementSyntax));
}
