using Microsoft.CodeAnalysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Lowers calls of methods that the user has given a rule, and of the marks in <c>SymDiff.Diff</c>.</summary>
internal sealed class RuleLowering(LoweringContext context)
{
    private FunctionBuilder Builder => context.Builder;

    /// <summary>A call of a method with a rule, or of a mark; null for any other.</summary>
    public Operand? TryLower(IOperation call, IMethodSymbol method, IReadOnlyList<CallArgument> arguments)
    {
        if (method.ContainingType.ToDisplayString() == SymbolNames.Diff)
        {
            return Mark(call, method, Values(arguments));
        }

        (IMethodSymbol? local, IMethodSymbol? backward) = UserRules.Find(context.Compilation, method, context.Cancellation);
        bool forward = SignatureReader.Derivatives(context.Method).HasFlag(DerivativeKinds.Jvp);
        IMethodSymbol? rule = backward is not null && !(forward && local is not null) ? backward : local;
        if (rule is null)
        {
            return null;
        }

        if (arguments.Any(a => ModuleReader.IsModule(method.Parameters[a.Ordinal].Type)))
        {
            return context.Refuse("SD3001", "The rule for '" + method.Name + "' gives no derivatives with respect to a module that it takes. Give it the numbers.", call);
        }

        if (RuleSignature.Fault(method, rule) is { } fault)
        {
            return rule.Locations.Any(static l => l.IsInSource) ? context.RefuseElsewhere("SD3008", fault, call) : context.Refuse("SD3008", fault, call);
        }

        if (!context.Compilation.IsSymbolAccessibleWithin(rule, context.Method.ContainingType))
        {
            return context.Refuse("SD3009", "The rule '" + rule.ToDisplayString() + "' for '" + method.Name + "' is not accessible from '" + context.Method.ContainingType.ToDisplayString() + "', where it would be called. Make it internal or public.", call);
        }

        if (context.IsFlat && (context.IsTwice || !ReferenceEquals(rule, local)))
        {
            return context.Refuse("SD3013", "'" + context.Method.Name + "' " + context.Demand + ", and the rule for '" + method.Name + "' gives first ones only. Write '" + method.Name + "' out in C#, or " + context.Advice + ".", call);
        }

        return ReferenceEquals(rule, local) ? Local(call, method, rule, arguments) : Backward(call, method, rule, arguments, forward);
    }

    private Operand Mark(IOperation call, IMethodSymbol method, Value[] values)
    {
        if (method.Name == "StopGradient")
        {
            return new Operand.Single(Builder.Apply(Intrinsics.StopGradient, values[0].Type, values[0]));
        }

        IrType type = TypeReader.Read(method.ReturnType);
        Value? rounded = Builder.Unrounded(values[0]), source = values.Length > 1 ? values[1] : rounded;
        return source is null
            ? context.Refuse("SD4012", "Diff.StraightThrough is given no rounding here. Write the rounding into the call, as in Diff.StraightThrough(Math.Round(x)), or give it the number that was rounded, too: Diff.StraightThrough(rounded, x).", call)
            : new Operand.Single(Builder.Apply(Intrinsics.StraightThrough, type, values[0].Type == type ? values[0] : Builder.Apply(Intrinsics.Convert, type, values[0]), source));
    }

    /// <summary>The call and its partial derivatives, each as text with the arguments as holes.</summary>
    private Operand Local(IOperation call, IMethodSymbol method, IMethodSymbol rule, IReadOnlyList<CallArgument> arguments)
    {
        Value[] values = Values(arguments);
        string holes = "(" + string.Join(", ", values.Select(static (_, i) => "{" + i + "}").ToArray()) + ")";
        string partial = NameOf(rule) + holes;
        int count = method.Parameters.Count(static p => TypeReader.IsFloat(p.Type)), next = 0;
        IEnumerable<string> partials = method.Parameters.Select(p => !TypeReader.IsFloat(p.Type) ? "" : count == 1 ? partial : partial + ".Item" + ++next);
        string primal = context.Members.Receiver(call, null, method, []) + "." + MemberLowering.Identifier(method.Name) + holes;
        return new Operand.Single(Builder.Apply("user", TypeReader.Read(method.ReturnType), primal + "\n" + string.Join("\n", partials.ToArray()), values));
    }

    /// <summary>A call as it stands, whose backward half is the rule.</summary>
    private Operand Backward(IOperation call, IMethodSymbol method, IMethodSymbol rule, IReadOnlyList<CallArgument> arguments, bool forward)
    {
        if (forward)
        {
            string local = RuleSignature.CanHaveLocal(method) ? "Give '" + method.Name + "' a rule that returns its partial derivatives, too, or do not ask for forward mode." : "Do not ask for forward mode, or mark '" + method.Name + "' [Differentiable] instead.";
            return context.Refuse("SD3004", "'" + context.Method.Name + "' asks for forward mode, which '" + rule.Name + "', the rule for '" + method.Name + "', does not offer: it is a backward. " + local, call);
        }

        if (TypeReader.IsBuffer(method.ReturnType) && (context.Inliner.Bodies.Find(method) is null || !FreshScan.ReturnsFresh(method, context.Inliner.Bodies)))
        {
            return context.Refuse("SD2007", "That '" + method.Name + "' returns a buffer that it made itself cannot be proven, so what the result shares its elements with is not known. Let it write to a span that is passed in.", call);
        }

        context.Members.Receiver(call, null, method, []);
        Callee callee = SignatureReader.Callee(method, context.Compilation, context.Cancellation, context.Method.ContainingType);
        return context.Contracts.Emit(call, method, arguments, callee with
        {
            Parameters = callee.Parameters.Select((p, i) => p with { Differentiated = RuleSignature.IsDifferentiated(method.Parameters[i], rule) }).ToEquatable(),
            Rule = NameOf(rule),
        });
    }

    private static string NameOf(IMethodSymbol rule) => TypeReader.NameOf(rule.ContainingType) + "." + MemberLowering.Identifier(rule.Name);

    private Value[] Values(IReadOnlyList<CallArgument> arguments)
    {
        var values = new Value[arguments.Count];
        foreach (CallArgument argument in arguments)
        {
            values[argument.Ordinal] = argument.Evaluated is { } known ? context.Expressions.Single(known, argument.Value) : context.Expressions.Value(argument.Value);
        }

        return values;
    }
}
