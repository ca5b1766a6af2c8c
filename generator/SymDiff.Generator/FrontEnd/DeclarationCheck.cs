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
        Location here = method.Locations.FirstOrDefault() ?? Location.None;
        if (method.MethodKind == MethodKind.Ordinary && !Declarable.Is(method))
        {
            return [new("SD2002", "The C# compiler reports an error in the declaration of '" + method.Name + "'.", here)];
        }

        var faults = new List<Report>();
        foreach (TypeDeclarationSyntax whole in SignatureReader.Around(method).SelectMany(WholeDeclarations))
        {
            faults.Add(new("SD1001", "'" + whole.Identifier.Text + "' must be partial, because the derivatives of '" + method.Name + "' are added to it. Write 'partial' before '" + whole.Keyword.Text + "'.", whole.Identifier.GetLocation()));
        }

        if (method.ContainingType.IsFileLocal)
        {
            faults.Add(new("SD1020", "'" + method.ContainingType.Name + "' is local to its file, so no other file can add derivatives to it. Remove 'file'.", here));
        }

        if (method.MethodKind != MethodKind.Ordinary)
        {
            faults.Add(new("SD1015", "[Differentiable] is supported on ordinary methods, not on this form. Move the computation to a method.", here));
            return faults;
        }

        if (compilation is CSharpCompilation && method.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp12 } options)
        {
            faults.Add(new("SD1013", "Emitted code needs C# 12 and this project uses C# " + options.LanguageVersion.ToDisplayString() + ". Set <LangVersion> to 12 or later.", here));
        }

        if (method.IsGenericMethod)
        {
            faults.Add(new("SD1009", "'" + method.Name + "' is generic, which is not supported. Write it for 'double' or 'float'.", here));
        }

        if (method.IsAsync || IsIterator(method))
        {
            faults.Add(new("SD1004", "'" + method.Name + "' is async or an iterator: it does not run from start to end, so there is nothing to run backwards. Differentiate the computation in a method of its own.", here));
        }

        if (method.IsAbstract || method.IsExtern || (method.IsPartialDefinition && method.PartialImplementationPart is null))
        {
            faults.Add(new("SD1005", "'" + method.Name + "' has no body to differentiate. Mark the method that has one, or give a rule with [DerivativeOf].", here));
        }

        Parameters(method, compilation, faults);
        if (Whole(new AggregateText(compilation, method.ContainingType), method.ReturnType) is { } closed)
        {
            faults.Add(new("SD1008", "'" + method.Name + "' returns '" + TypeReader.Shown(method.ReturnType) + "', which " + closed, here));
        }

        if (faults.Count == 0)
        {
            Directions(method, here, faults);
            Collisions(method, hintName, here, faults);
        }

        return faults;
    }

    /// <summary>Whether members are emitted for a marked method, if only ones that throw: it is then called by contract.</summary>
    public static bool HasMembers(IMethodSymbol method)
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
        parameter.RefKind != RefKind.Out && TypeReader.Carries(parameter.Type) && !SymbolNames.Has(parameter, SymbolNames.NoGradient);

    private static void Parameters(IMethodSymbol method, Compilation compilation, List<Report> faults)
    {
        var text = new AggregateText(compilation, method.ContainingType);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            Location place = parameter.Locations.FirstOrDefault() ?? Location.None;
            string shown = "'" + parameter.Name + "' of type '" + TypeReader.Shown(parameter.Type) + "'";
            if (parameter.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol)
            {
                faults.Add(new("SD1018", "The parameter " + shown + " is a pointer, through which derivatives cannot be followed. Use a span.", place));
            }
            else if (parameter.Type.IsRefLikeType && !TypeReader.IsBuffer(parameter.Type))
            {
                faults.Add(new("SD1017", "The parameter " + shown + " is a ref struct that is no span of numbers. Pass its parts.", place));
            }
            else if (TypeReader.IsBuffer(parameter.Type) && parameter.RefKind == RefKind.Ref)
            {
                faults.Add(new("SD2007", "The parameter " + shown + " is passed by reference and may stand for another buffer afterwards. Pass it by value: its elements can be written anyway.", place));
            }
            else if (parameter.Type is ITypeParameterSymbol { DeclaringMethod: null })
            {
                faults.Add(new("SD1009", "The parameter " + shown + " is generic, which is not supported. Write the method for 'double' or 'float'.", place));
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
            return TypeReader.Elements(type).Any(TypeReader.IsBuffer)
                ? ("SD1008", "The parameter '" + name + "' is a tuple that holds a buffer, which is not supported. Pass the buffer as a parameter of its own.")
                : TypeReader.Elements(type).Select(e => Hidden(e, name)).FirstOrDefault(static h => h is not null);
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
        if (!method.Parameters.Any(IsInput))
        {
            faults.Add(new("SD1002", "'" + method.Name + "' has nothing to differentiate with respect to: no parameter is a double or float, or an array or span of them, that is not marked [NoGradient].", here));
        }

        bool output = TypeReader.Carries(method.ReturnType)
            || method.Parameters.Any(static p => TypeReader.Carries(p.Type) && (p.RefKind is RefKind.Ref or RefKind.Out || TypeReader.Read(p.Type) is { IsFloatBuffer: true, IsReadOnly: false }));
        if (!output)
        {
            faults.Add(new("SD1003", "'" + method.Name + "' has nothing to differentiate: it returns no floating-point number, and has no 'ref' or 'out' parameter, array or span that it could write one to.", here));
        }

        if (TypeReader.IsBuffer(method.ReturnType) && !TypeReader.Read(method.ReturnType).IsArray)
        {
            faults.Add(new("SD2007", "'" + method.Name + "' returns a span, and what it is a part of cannot be proven. Return an array, or write to a span that is passed in.", here));
        }
    }

    /// <summary>Members of the user's that have the name and parameters of an emitted one.</summary>
    private static void Collisions(IMethodSymbol method, string hintName, Location here, List<Report> faults)
    {
        string[] inputs = [.. method.Parameters.Select(static p => TypeReader.NameOf(p.Type))];
        foreach (IMethodSymbol other in Namesakes(method))
        {
            bool emitted = other.Locations.Any(l => l.SourceTree?.FilePath.Replace('\\', '/').EndsWith(hintName, StringComparison.OrdinalIgnoreCase) == true);
            string[] types = [.. other.Parameters.Select(static p => TypeReader.NameOf(p.Type))];
            if (!emitted && types.Length >= inputs.Length && types.Take(inputs.Length).SequenceEqual(inputs) && Rest(method, other.Name.Substring(method.Name.Length)) is var rest && (rest is null || types.Skip(inputs.Length).SequenceEqual(rest)))
            {
                faults.Add(new("SD1011", "'" + other.Name + "' is the name of a method that SymDiff adds for '" + method.Name + "', with the same parameters. Rename one of them.", other.Locations.FirstOrDefault() ?? here));
            }
        }
    }

    private static IEnumerable<IMethodSymbol> Namesakes(IMethodSymbol method)
    {
        DerivativeKinds kinds = SignatureReader.Derivatives(method);
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

        suffixes.AddRange(Enumerable.Range(2, Math.Max(0, Math.Min(SignatureReader.Order(method), Orders.Most) - 1)).Select(static order => "Derivative" + order.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return suffixes.SelectMany(suffix => method.ContainingType.GetMembers(method.Name + suffix)).OfType<IMethodSymbol>();
    }

    /// <summary>The types that follow the inputs in an emitted member; null where any do.</summary>
    private static string[]? Rest(IMethodSymbol method, string suffix) => suffix switch
    {
        "Gradient" => [.. method.Parameters
            .Where(static p => TypeReader.Read(p.Type).IsFloatBuffer && !SymbolNames.Has(p, SymbolNames.NoGradient))
            .Select(static p => "global::System.Span<" + TypeReader.Read(p.Type).Element!.Name + ">")],
        "Forward" => ["global::SymDiff.Workspace"],
        _ => null,
    };

    /// <summary>Declarations that are not partial; emitted ones always are, and the analyzer sees them, too.</summary>
    private static IEnumerable<TypeDeclarationSyntax> WholeDeclarations(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Select(static r => r.GetSyntax())
        .OfType<TypeDeclarationSyntax>()
        .Where(static d => !d.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool IsIterator(IMethodSymbol method) => method.DeclaringSyntaxReferences
        .Select(static r => r.GetSyntax())
        .Any(static d => d.DescendantNodes(static n => n is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).Any(static n => n is YieldStatementSyntax));
}
