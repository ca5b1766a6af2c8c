using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Lowers <c>Vector2</c>, <c>Vector3</c> and <c>Vector4</c> of System.Numerics, which are aggregates of their components.
/// Sums, differences, products and quotients are those of the components. Whatever .NET may round in an order of its own,
/// or with fused operations where the hardware has them, stays the call it is, once for each component of the result, and
/// only its derivative is written in components.
/// </summary>
internal sealed class VectorLowering(LoweringContext context)
{
    private const string SafeDiv = "global::SymDiff.Functions.SafeDiv(";

    private FunctionBuilder Builder => context.Builder;

    public static bool Is(ITypeSymbol? type) =>
        type is { Name: "Vector2" or "Vector3" or "Vector4", TypeKind: TypeKind.Struct, ContainingNamespace: { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary><c>new Vector3(x, y, z)</c>, <c>new Vector3(x)</c>, <c>new Vector3(v, z)</c>; null for any other constructor.</summary>
    public Operand? Create(IObjectCreationOperation operation)
    {
        IMethodSymbol constructor = operation.Constructor!;
        int count = Aggregates.Parts(operation.Type!).Count;
        if (constructor.Parameters.IsEmpty)
        {
            return context.StandIn(operation.Type);
        }

        if (!constructor.Parameters.All(static p => TypeReader.IsFloat(p.Type) || Is(p.Type)))
        {
            return null;
        }

        var values = new Value[constructor.Parameters.Length][];
        foreach (IArgumentOperation argument in operation.Arguments)
        {
            values[argument.Parameter!.Ordinal] = Components(context.Expressions.Lower(argument.Value), argument.Value);
        }

        Value[] all = [.. values.SelectMany(static v => v)];
        return all.Length == 1 ? Vector(Enumerable.Repeat(all[0], count)) : all.Length == count ? Vector(all) : null;
    }

    /// <summary>A method or operator of a vector type; null where it is not one of those that are known.</summary>
    public Operand? Call(IMethodSymbol method, IOperation? instance, IReadOnlyList<CallArgument> arguments)
    {
        if (!Is(method.ContainingType) || !IsKnown(method))
        {
            return null;
        }

        var operands = new Value[method.Parameters.Length + (method.IsStatic ? 0 : 1)][];
        if (!method.IsStatic)
        {
            operands[operands.Length - 1] = Components(context.Expressions.Lower(instance!), instance!);
        }

        foreach (CallArgument argument in arguments)
        {
            operands[argument.Ordinal] = Components(argument.Evaluated ?? context.Expressions.Lower(argument.Value), argument.Value);
        }

        string type = TypeReader.NameOf(method.ContainingType);
        int count = Aggregates.Parts(method.ContainingType).Count;
        Value[] a = operands[0], b = operands.Length > 1 ? operands[1] : a;
        Value At(Value[] operand, int i) => operand[operand.Length == 1 ? 0 : i];
        Operand Each(string function) => Vector(Enumerable.Range(0, count).Select(i => Builder.Apply(function, IrType.Single, At(a, i), At(b, i))));
        string Whole(int from) => "new " + type + "(" + string.Join(", ", Enumerable.Range(from, count).Select(static i => "{" + i + "}").ToArray()) + ")";
        switch (method.Name)
        {
            case "op_Addition" or "Add":
                return Each(Intrinsics.Add);
            case "op_Subtraction" or "Subtract":
                return Each(Intrinsics.Subtract);
            case "op_Multiply" or "Multiply":
                return Each(Intrinsics.Multiply);
            case "op_Division" or "Divide":
                return Each(Intrinsics.Divide);
            case "op_UnaryNegation" or "Negate":
                // Before .NET 9 this was a difference from zero, which has another sign at zero.
                return Vector(a.Select(x => Rule("(-new " + type + "({0})).X", [x], ["-1f"])));
            case "Dot":
                return Scalar(type + ".Dot(" + Whole(0) + ", " + Whole(count) + ")", [.. a, .. b], i => "{" + (i + count) % (2 * count) + "}");
            case "LengthSquared":
                return Scalar(Whole(0) + ".LengthSquared()", a, static i => "(2f * {" + i + "})");
            case "Length":
                return Scalar(Whole(0) + ".Length()", a, i => SafeDiv + "{" + i + "}, " + Whole(0) + ".Length())");
            case "DistanceSquared":
                return Scalar(type + ".DistanceSquared(" + Whole(0) + ", " + Whole(count) + ")", [.. a, .. b], i => "(2f * " + Difference(i, count) + ")");
            case "Distance":
                string distance = type + ".Distance(" + Whole(0) + ", " + Whole(count) + ")";
                return Scalar(distance, [.. a, .. b], i => SafeDiv + Difference(i, count) + ", " + distance + ")");
            case "Normalize":
                Value length = Rule(Whole(0) + ".Length()", a, [.. a.Select((_, i) => SafeDiv + "{" + i + "}, " + Whole(0) + ".Length())")]);
                return Vector(a.Select(x => Builder.Apply(Intrinsics.Divide, IrType.Single, x, length)));
            case "Cross":
                string[] names = ["X", "Y", "Z"];
                return Vector(Enumerable.Range(0, 3).Select(i =>
                {
                    // r = a[j] b[k] - a[k] b[j]
                    int j = (i + 1) % 3, k = (i + 2) % 3;
                    var partials = new string[6];
                    (partials[j], partials[k], partials[3 + k], partials[3 + j]) = ("{" + (3 + k) + "}", "(-{" + (3 + j) + "})", "{" + j + "}", "(-{" + k + "})");
                    return Rule(type + ".Cross(" + Whole(0) + ", " + Whole(3) + ")." + names[i], [.. a, .. b], partials);
                }));
            default:
                Value[] t = operands[2];
                return Vector(Enumerable.Range(0, count).Select(i => Rule(
                    type + ".Lerp(new " + type + "({0}), new " + type + "({1}), {2}).X",
                    [a[i], b[i], t[0]],
                    ["(1f - {2})", "{2}", "({1} - {0})"])));
        }
    }

    private static bool IsKnown(IMethodSymbol method)
    {
        bool plain = method.Parameters.All(static p => TypeReader.IsFloat(p.Type) || Is(p.Type));
        bool vectors = method.Parameters.All(static p => Is(p.Type));
        return method.Name switch
        {
            "op_Addition" or "Add" or "op_Subtraction" or "Subtract" or "op_UnaryNegation" or "Negate" or "Dot" or "Distance" or "DistanceSquared" or "Normalize" => vectors,
            "op_Multiply" or "Multiply" or "op_Division" or "Divide" => plain,
            "Cross" => vectors && method.ContainingType.Name == "Vector3",
            "Lerp" => plain && TypeReader.IsFloat(method.Parameters[2].Type),
            "Length" or "LengthSquared" => method is { IsStatic: false, Parameters.IsEmpty: true },
            _ => false,
        };
    }

    /// <summary>Component <paramref name="i"/> of the difference of two vectors, seen from the one that it belongs to.</summary>
    private static string Difference(int i, int count) => "({" + i + "} - {" + (i + count) % (2 * count) + "})";

    private Operand Scalar(string call, Value[] arguments, Func<int, string> partial) =>
        new Operand.Single(Rule(call, arguments, [.. arguments.Select((_, i) => partial(i))]));

    /// <summary>A call as it stands, with a partial derivative for each argument; null for one that has none.</summary>
    private Value Rule(string call, Value[] arguments, string?[] partials) =>
        Builder.Apply(UserRule.Function, IrType.Single, call + "\n" + string.Join("\n", partials.Select(static p => p ?? "").ToArray()), arguments);

    private Value[] Components(Operand operand, IOperation at) => operand is Operand.Aggregate vector
        ? [.. vector.Items.Select(item => context.Expressions.Single(item, at))]
        : [context.Expressions.Single(operand, at)];

    private static Operand.Aggregate Vector(IEnumerable<Value> components) => new([.. components.Select(static c => new Operand.Single(c))]);
}
