using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Lowers members of System.Numerics by what <see cref="Restatements"/> say they compute. Where .NET may round in an order of
/// its own, or with fused operations where the hardware has them, the call stays the value, and only its derivative is
/// that of the restatement.
/// </summary>
internal sealed class NumericsLowering(LoweringContext context)
{
    private FunctionBuilder Builder => context.Builder;

    /// <summary><c>new Vector3(…)</c>; null for a constructor that is not known.</summary>
    public Operand? Create(IObjectCreationOperation operation) => operation.Constructor!.Parameters.IsEmpty
        ? context.StandIn(operation.Type)
        : Call(operation, operation.Constructor, null, [.. operation.Arguments.Select(static a => new CallArgument(a.Parameter!.Ordinal, a.Value))]);

    /// <summary>A method, operator or constructor; null where it is not one of those that are known.</summary>
    public Operand? Call(IOperation at, IMethodSymbol member, IOperation? instance, IReadOnlyList<CallArgument> arguments)
    {
        if (!Numerics.Has(member) || !(Gathers(member) || IsCut(member) || Restatements.Of(context.Compilation).Find(member) is not null))
        {
            return null;
        }

        Place? self = member.IsStatic || member.MethodKind == MethodKind.Constructor ? null : context.Structs.Receiver(instance!, member);
        var operands = new Operand?[member.Parameters.Length];
        Place? written = null;
        foreach (CallArgument argument in arguments)
        {
            if (member.Parameters[argument.Ordinal].RefKind == RefKind.Out)
            {
                written = context.Places.Of(argument.Value);
            }
            else
            {
                operands[argument.Ordinal] = argument.Evaluated ?? context.Expressions.Lower(argument.Value);
            }
        }

        Operand result = Run(at, member, self, [.. operands.OfType<Operand>()]) ?? context.StandIn(at.Type);
        if (written is null || result is not Operand.Aggregate both)
        {
            return result;
        }

        context.Places.Store(written, both.Items[1], at);
        return both.Items[0];
    }

    /// <summary>The same on operands; one with an <c>out</c> parameter gives what it writes, too. Null where it is not known.</summary>
    public Operand? Run(IOperation at, IMethodSymbol member, Place? self, IReadOnlyList<Operand> given)
    {
        Operand[] operands = self is null ? [.. given] : [context.Places.LoadPlain(self), .. given];
        if (Gathers(member))
        {
            Operand[] numbers = [.. operands.SelectMany(Leaves)];
            return Shape(member.ContainingType, new Queue<Operand>(numbers.Length == 1 ? Enumerable.Repeat(numbers[0], Count(member.ContainingType)) : numbers));
        }

        if (IsCut(member))
        {
            return Primal(member, operands, throws: false);
        }

        if (Restatements.Of(context.Compilation).Find(member) is not { } found)
        {
            return null;
        }

        // Within a restatement only the derivative is asked for.
        Operand? primal = context.Frame.Restated is null && !Restatements.IsMarked(found.Method, "Exact") ? Primal(member, operands, Restatements.IsMarked(found.Method, "Throws")) : null;
        Operand model = found.OfElements ? Elements(at, member, found.Method, operands) : Restate(at, member, found.Method, self, operands);
        return primal is null ? model : Follow(primal, model);
    }

    /// <summary>Whether a member makes a value of all its numbers in order, or of one number for all.</summary>
    private static bool Gathers(IMethodSymbol member)
    {
        bool numbers = member.Parameters.All(static p => TypeReader.IsFloat(p.Type) || Numerics.Is(p.Type));
        int count = member.Parameters.Sum(static p => Numerics.Is(p.Type) ? Count(p.Type) : 1);
        return numbers && Restatements.NameOf(member) == "Create" && (count == Count(member.ContainingType) || count == 1);
    }

    /// <summary>Whether a member tells a flag or a count, which pass no derivative on.</summary>
    private static bool IsCut(IMethodSymbol member) =>
        (member.ReturnType.SpecialType == SpecialType.System_Boolean || TypeReader.IsInteger(member.ReturnType))
        && member.Parameters.All(static p => p.RefKind == RefKind.None && (OperatorLowering.IsPlain(p.Type) || Numerics.Is(p.Type)));

    private static int Count(ITypeSymbol type) => TypeReader.Leaves(type).Count();

    private static IEnumerable<Operand> Leaves(Operand operand) => operand is Operand.Aggregate whole ? whole.Items.SelectMany(Leaves) : [operand];

    private static Operand Shape(ITypeSymbol type, Queue<Operand> numbers) => Aggregates.Is(type)
        ? new Operand.Aggregate([.. Aggregates.Parts(type).Select(part => Shape(part.Type, numbers))])
        : numbers.Dequeue();

    /// <summary>The value of one, with the derivative of the other.</summary>
    private Operand Follow(Operand primal, Operand model) => (primal, model) switch
    {
        (Operand.Aggregate values, Operand.Aggregate slopes) => new Operand.Aggregate([.. values.Items.Zip(slopes.Items, Follow)]),
        (Operand.Single { Value: { Type.IsFloat: true } value }, Operand.Single { Value: var slope }) => new Operand.Single(Builder.Apply(Intrinsics.StraightThrough, value.Type, value, slope)),
        _ => primal,
    };

    /// <summary>The call as it stands.</summary>
    private Operand Primal(IMethodSymbol member, IReadOnlyList<Operand> operands, bool throws)
    {
        bool onSelf = !member.IsStatic && member.MethodKind != MethodKind.Constructor;
        ITypeSymbol[] types = [.. onSelf ? (ITypeSymbol[])[member.ContainingType] : [], .. member.Parameters.Where(static p => p.RefKind != RefKind.Out).Select(static p => p.Type)];
        var values = new List<Value>();
        string[] texts = [.. operands.Select((operand, i) => Template.Fill(
            context.Text.Assembly(types[i])!,
            [.. Leaves(operand).Select(leaf =>
            {
                values.Add(((Operand.Single)leaf).Value);
                return "{" + (values.Count - 1) + "}";
            })]))];
        string arguments = string.Join(", ", texts.Skip(onSelf ? 1 : 0));
        string holder = TypeReader.NameOf(member.ContainingType);
        string name = member.AssociatedSymbol?.Name ?? Restatements.NameOf(member);
        if (member.Parameters.Any(static p => p.RefKind == RefKind.Out))
        {
            return Whole(name, "global::SymDiff.Inverse.Of(" + arguments + ")", values, throws, member.ReturnType, member.Parameters.Last().Type);
        }

        string call = member.AssociatedSymbol is IPropertySymbol property ? texts[0] + (property.IsIndexer ? "[" + arguments + "]" : "." + property.Name)
            : onSelf ? texts[0] + "." + name + "(" + arguments + ")"
            : member is { MethodKind: MethodKind.UserDefinedOperator, ReturnType.SpecialType: SpecialType.System_Boolean } ? texts[0] + (member.Name == WellKnownMemberNames.EqualityOperatorName ? " == " : " != ") + texts[1]
            : holder + "." + name + "(" + arguments + ")";
        return Whole(name, call, values, throws, member.ReturnType);
    }

    /// <summary>What a call gives, taken apart; a number of it is stored rather than computed again.</summary>
    private Operand Whole(string name, string call, IReadOnlyList<Value> values, bool throws, params ITypeSymbol[] types)
    {
        if (types.Length == 1 && !Aggregates.Is(types[0]))
        {
            return new Operand.Single(Builder.Known(TypeReader.Read(types[0]), name, call, throws, [.. values]));
        }

        string names = string.Join(", ", types.Select(TypeReader.NameOf));
        Value whole = Builder.Known(new IrType(Kind.Opaque, types.Length == 1 ? names : "(" + names + ")"), name, call, throws, [.. values]);
        Operand Of(ITypeSymbol type, string path) => Aggregates.Is(type)
            ? new Operand.Aggregate([.. Aggregates.Parts(type).Select(part => Of(part.Type, path + part.Path))])
            : new Operand.Single(Builder.Known(TypeReader.Read(type), name + path.Substring(path.LastIndexOf('.') + 1), "{0}" + path, false, whole));
        return types.Length == 1 ? Of(types[0], "") : new Operand.Aggregate([.. types.Select((type, i) => Of(type, ".Item" + (i + 1)))]);
    }

    /// <summary>What is done to every element.</summary>
    private Operand Elements(IOperation at, IMethodSymbol member, IMethodSymbol restatement, IReadOnlyList<Operand> operands)
    {
        int count = operands.Max(static operand => operand is Operand.Aggregate whole ? whole.Items.Count : 1);
        Operand[] results = [.. Enumerable.Range(0, count).Select(i => Restate(at, member, restatement, null, [.. operands.Select(o => o is Operand.Aggregate whole ? whole.Items[i] : o)]))];

        // The sine and the cosine of each are the sines and the cosines of all.
        return results[0] is Operand.Aggregate { Items.Count: var parts }
            ? new Operand.Aggregate([.. Enumerable.Range(0, parts).Select(k => new Operand.Aggregate([.. results.Select(r => ((Operand.Aggregate)r).Items[k])]))])
            : new Operand.Aggregate(results);
    }

    private Operand Restate(IOperation at, IMethodSymbol member, IMethodSymbol restatement, Place? self, IReadOnlyList<Operand> operands)
    {
        var frame = new Frame(restatement, context.Frame, null) { Restated = context.Frame.Restated ?? (at, member) };
        Place? written = null;
        for (int i = 0; i < restatement.Parameters.Length; i++)
        {
            IParameterSymbol parameter = restatement.Parameters[i];
            Place place = parameter.RefKind == RefKind.Ref ? self! : context.Places.Temporary("", parameter.Type);
            frame.Declare(parameter, place);
            switch (parameter.RefKind)
            {
                case RefKind.None:
                    context.Places.Bind(place, operands[i]);
                    break;
                case RefKind.Out:
                    context.Places.Empty(place);
                    written = place;
                    break;
            }
        }

        if (!restatement.ReturnsVoid)
        {
            frame.Result = context.Places.Temporary("", restatement.ReturnType);
        }

        context.Inliner.Run(frame, context.Inliner.Bodies.Find(restatement)!);
        if (!Builder.Reachable)
        {
            return context.StandIn(restatement.ReturnType);
        }

        Operand result = frame.Result is null ? Operand.Nothing : context.Places.LoadPlain(frame.Result);
        return written is null ? result : new Operand.Aggregate([result, context.Places.LoadPlain(written)]);
    }
}
