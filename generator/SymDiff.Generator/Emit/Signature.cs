using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Emit;

/// <summary>The signatures of the emitted methods: they follow from the marked method's own alone.</summary>
internal static class Signature
{
    /// <summary>Names that tuple elements cannot have, whatever the case.</summary>
    private static readonly HashSet<string> Clashing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Value", "Rest", "ToString", "CompareTo", "Equals", "GetHashCode", "Deconstruct", "GetType",
    };

    public static bool IsMoving(Leaf leaf) => leaf.Type.IsFloat || leaf.Type.IsFloatBuffer;

    public static bool ReturnsNumbers(Callee callee) => callee.Returns.Any(IsMoving);

    /// <summary>The parameters whose derivative <c>FGradient</c> returns.</summary>
    public static IEnumerable<Parameter> ReturnedDerivatives(Callee callee) =>
        callee.Parameters.Where(static p => p.Differentiated && !p.IsBuffer && !p.IsModule && p.Passing != Passing.Out);

    public static IEnumerable<Parameter> Buffers(Callee callee) => callee.Parameters.Where(static p => p.Differentiated && p.IsBuffer);

    /// <summary>The parameters that a Jacobian has columns for.</summary>
    public static IEnumerable<Parameter> Columns(Callee callee) => callee.Parameters.Where(static p => p.Differentiated && p.Passing != Passing.Out);

    /// <summary>The type of a parameter's numbers: <c>double</c> when they mix.</summary>
    public static string NumberOf(Parameter parameter) => parameter.IsModule ? parameter.Module!.Number : SeveralDirections.NumberOf(parameter.Leaves).Name;

    /// <summary>The tuple element of each returned derivative, in order.</summary>
    public static IReadOnlyList<string> Elements(Callee callee)
    {
        var elements = new List<string>();
        foreach (Parameter parameter in ReturnedDerivatives(callee))
        {
            string name = char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1);
            bool item = name.Length > 4 && name.StartsWith("Item", StringComparison.OrdinalIgnoreCase) && name.Skip(4).All(char.IsDigit);
            if (Clashing.Contains(name) || item || elements.Contains(name))
            {
                name += "Gradient";
            }

            elements.Add(name);
        }

        return elements;
    }

    public static string Own(Parameter parameter, bool backward = false)
    {
        string name = Expressions.Identifier(parameter.Name);
        return parameter.Passing switch
        {
            Passing.In => "in " + parameter.Type + " " + name,
            Passing.Ref when backward => "in " + parameter.Type + " " + name,
            Passing.Ref => "ref " + parameter.Type + " " + name,
            Passing.Out => "out " + parameter.Type + " " + name,
            _ => parameter.Type + " " + name,
        };
    }

    /// <summary>A call of the marked member itself with a method's own parameters, which have the same names.</summary>
    public static string Invocation(Callee callee) => callee.Invocation is { } form
        ? Template.Fill(form, [.. callee.Parameters.Select(static p => Expressions.Identifier(p.Name))])
        : callee.Named() + "(" + string.Join(", ", callee.Parameters.Select(MemberPrinter.Pass)) + ")";

    /// <summary>What is given for the parameters of the module that the method is called on.</summary>
    private static IEnumerable<string> Receiver(Callee callee, AddedNames names) =>
        callee.Self is null ? [] : [callee.Self.Gradients + " " + names.Root("")];

    private static string Span(Parameter parameter, bool readOnly = false) => parameter.Leaves[0].Type is { IsMatrix: true } or { IsJagged: true } ? parameter.Leaves[0].Type.Name + " " :
        "global::System." + (readOnly ? "ReadOnlySpan<" : "Span<") + (parameter.Struct ?? parameter.Leaves[0].Type.Element!.Name) + "> ";

    public static (string Returns, IReadOnlyList<string> Parameters) Of(MemberKind kind, Callee callee, bool joint = false)
    {
        AddedNames names = AddedNames.Of(callee, kind);
        var parameters = new List<string>();
        parameters.AddRange(callee.Parameters.Where(p => kind != MemberKind.Backward || joint || p.Passing != Passing.Out).Select(p => Own(p, kind == MemberKind.Backward && !joint)));
        switch (kind)
        {
            case MemberKind.Gradient:
                parameters.AddRange(callee.Parameters.Where(static p => p.Differentiated && (p.IsBuffer || p.IsModule)).Select(p => (p.IsModule ? p.Module!.Gradients + " " : Span(p)) + names.Derivative(p)));
                parameters.AddRange(Receiver(callee, names));
                IReadOnlyList<string> elements = Elements(callee);
                string returns = elements.Count == 0
                    ? callee.ReturnType
                    : "(" + callee.ReturnType + " Value, " + string.Join(", ", ReturnedDerivatives(callee).Select((p, i) => p.Type + " " + elements[i])) + ")";
                return (returns, parameters);

            case MemberKind.Forward:
                parameters.Add("global::SymDiff.Workspace " + names.Workspace);
                return (callee.ReturnType, parameters);

            case MemberKind.Backward:
                if (!joint)
                {
                    parameters.Add("global::SymDiff.Workspace " + names.Workspace);
                }

                if (ReturnsNumbers(callee))
                {
                    Leaf first = callee.Returns[0];
                    parameters.Add(first.Path.Length == 0 && first.Type is { IsBuffer: true, IsMatrix: false }
                        ? "global::System.ReadOnlySpan<" + first.Type.Element!.Name + "> " + names.ResultAdjoint
                        : callee.ReturnType + " " + names.ResultAdjoint);
                }

                parameters.AddRange(callee.Parameters.Where(static p => p.Differentiated).Select(p =>
                    p.IsModule ? p.Module!.Gradients + " " + names.Derivative(p)
                    : p.IsBuffer ? Span(p) + names.Derivative(p)
                    : (p.Passing == Passing.Out ? "" : "ref ") + p.Type + " " + names.Derivative(p)));
                parameters.AddRange(Receiver(callee, names));
                return (joint ? callee.ReturnType : "void", parameters);

            case MemberKind.Jacobian:
                parameters.AddRange(Columns(callee).Select(p => "global::System.Span<" + NumberOf(p) + "> " + names.Derivative(p)));
                parameters.AddRange(callee.Self is null ? [] : ["global::System.Span<" + callee.Self.Number + "> " + names.Root("")]);
                return (callee.ReturnType, parameters);

            case MemberKind.HessianVectorProduct or MemberKind.Hessian or MemberKind.SeveralDirections or MemberKind.EightDirections or MemberKind.Derivative
                or MemberKind.GradientBatch or MemberKind.JacobianBatch:
                return (callee.ReturnType, parameters);

            default:
                parameters.AddRange(callee.Parameters.Where(static p => p.Differentiated).Select(p =>
                    p.IsModule ? p.Module!.Gradients + " " + names.Derivative(p)
                    : p.IsBuffer ? Span(p, p.Leaves[0].Type.IsReadOnly) + names.Derivative(p)
                    : (p.Passing switch { Passing.Ref => "ref ", Passing.Out => "out ", _ => "" }) + p.Type + " " + names.Derivative(p)));
                parameters.AddRange(Receiver(callee, names));
                return (ReturnsNumbers(callee) ? "(" + callee.ReturnType + " Value, " + callee.ReturnType + " Tangent)" : callee.ReturnType, parameters);
        }
    }

    public static string Suffix(MemberKind kind, Callee callee) => kind switch
    {
        MemberKind.Derivative => "Derivative" + (callee.Returns.Count - 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
        MemberKind.SeveralDirections => "Jvp",
        MemberKind.EightDirections => "JvpLanes",
        _ => kind.ToString(),
    };
}
