using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Lowers calls. The first that applies: an emitted gradient, a rule of the user's, a row of the rule table, a method on buffers that is
/// understood, a marked method by its contract, a method whose source is here in place, anything else as it stands.
/// </summary>
internal sealed class CallLowering(LoweringContext context)
{
    private FunctionBuilder Builder => context.Builder;

    public Operand Lower(IInvocationOperation call)
    {
        if (call.TargetMethod.RefKind != RefKind.None && call.TargetMethod.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction)
        {
            Place place = RefCall(call);
            return context.Builder.Reachable ? context.Places.LoadPlain(place) : context.StandIn(call.Type);
        }

        CallArgument[] arguments = Arguments(call);
        switch (call.TargetMethod.MethodKind)
        {
            case MethodKind.DelegateInvoke:
                return Delegate(call, arguments);
            case MethodKind.LocalFunction:
                return Local(call, arguments);
        }

        return BufferCalls.TryLower(context, call) ?? Method(call, call.TargetMethod, call.Instance, arguments, () => Opaque(call));
    }

    /// <summary>A call whose result is a reference: the callee is lowered in place, and what it returns is the target.</summary>
    public Place RefCall(IInvocationOperation call)
    {
        CallArgument[] arguments = Arguments(call);
        IMethodSymbol method = call.TargetMethod;
        Place? place = method.MethodKind == MethodKind.LocalFunction && context.Frame.Find(method) is Place.Delegate { Current: Operand.Function local }
            ? context.Inliner.InlineRef(call, local, arguments)
            : context.Inliner.CanInline(method, call.Instance) is { } body
                ? context.Inliner.InlineRef(call, new Operand.Function(method, body, null, call.Instance), arguments)
                : null;
        if (place is null)
        {
            context.Error("SD2007", "What '" + method.Name + "' returns a reference to cannot be proven. Return an index instead.", call.Syntax.GetLocation());
        }

        return place ?? context.Places.StandIn(method.ReturnType);
    }

    /// <summary>A call of a known method, directly or through a delegate that holds it.</summary>
    public Operand Method(IOperation call, IMethodSymbol method, IOperation? instance, IReadOnlyList<CallArgument> arguments, Func<Operand> otherwise)
    {
        if (context.Gradients.TryLower(call, method, instance, arguments) is { } gradient)
        {
            return gradient;
        }

        if (context.Rules.TryLower(call, method, arguments) is { } ruled)
        {
            return ruled;
        }

        if (context.Numerics.Call(call, method, instance, arguments) is { } computed)
        {
            return computed;
        }

        if (Known(call, method, arguments) is { } known)
        {
            return known;
        }

        // Marked operators are repeated in place as other ones are.
        if (method.MethodKind == MethodKind.Ordinary && SymbolNames.IsMarked(method))
        {
            if (!method.IsStatic && context.Structs.IsHeld(instance))
            {
                return OnStruct(call, method, instance!, arguments);
            }

            return context.Contracts.Call(call, method, instance, arguments);
        }

        // What the number types share and has no rule: a test of a number, or what has no derivative here.
        if (TypeReader.IsShared(method, (call as IInvocationOperation)?.ConstrainedToType))
        {
            return otherwise();
        }

        bool module = context.Modules.IsOn(method, instance);
        if (!Concerns(method) && !module && !(method is { IsStatic: false } && context.Structs.IsHeld(instance)))
        {
            return otherwise();
        }

        if (method.IsVirtual || method.IsAbstract || (method.IsOverride && !method.IsSealed && !method.ContainingType.IsSealed))
        {
            if (!module && !method.Parameters.Any(static p => TypeReader.Carries(p.Type) || ModuleReader.IsModule(p.Type)))
            {
                return otherwise();
            }

            return context.Refuse("SD2020", "'" + method.Name + "' is virtual: which method runs is decided at run time, so its derivative is not known here. Make it static, or not virtual.", call);
        }

        if (context.Inliner.CanInline(method, instance) is { } body)
        {
            return context.Inliner.Inline(call, new Operand.Function(method, body, null, instance), arguments);
        }

        return otherwise();
    }

    /// <summary>
    /// A marked method on a struct that may depend on the method's inputs. The derivatives emitted for it take <c>this</c> as a
    /// constant, so it is repeated in place, as getters are.
    /// </summary>
    private Operand OnStruct(IOperation call, IMethodSymbol method, IOperation instance, IReadOnlyList<CallArgument> arguments) =>
        context.Inliner.CanInline(method, instance) is { } body && !context.Inliner.Recurs(method)
            ? context.Inliner.Inline(call, new Operand.Function(method, body, null, instance), arguments)
            : context.Refuse("SD3001", "'" + method.Name + "' is called on a struct, which its derivatives take as a constant, and it cannot be repeated in place here. Make it a static method that takes the struct.", call);

    /// <summary>An operator or conversion of the user's on structs.</summary>
    public Operand Operator(IOperation operation, IMethodSymbol method, IReadOnlyList<CallArgument> arguments) =>
        Method(operation, method, null, arguments, () => context.Refuse("SD3001", "No derivative is known for '" + method.ToDisplayString() + "', whose source is not here. Write it out.", operation));

    /// <summary>A call whose meaning is unknown: a constant of differentiation, unless an active value goes in.</summary>
    public Operand Opaque(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        bool guard = method.IsStatic && method.Name.StartsWith("ThrowIf", StringComparison.Ordinal) && method.ContainingNamespace.Name == "System";
        IMethodSymbol shown = context.Frame.Restated?.Member ?? method;
        string name = shown.ContainingType.Name + "." + shown.Name;
        Remedies remedies = Remedies.Of(context, method, call.Instance);
        if (!guard && call.Instance is { } rows && TypeReader.IsHolder(rows.Type))
        {
            return context.Refuse("SD3001", "No derivative is known for '" + name + "' of '" + TypeReader.Shown(rows.Type!) + "'. " + remedies.Advice("write it out in C#"), call, remedies.Facts);
        }

        if (!guard && call.Arguments.FirstOrDefault(a => TypeReader.Read(BufferCalls.Bare(a.Value).Type ?? a.Parameter!.Type).IsFloatBuffer) is { } buffer)
        {
            context.Error("SD3001", "No derivative is known for '" + name + "', which takes a floating-point buffer. " + remedies.Advice("write it out in C#"), buffer.Syntax.GetLocation(), remedies.Facts);
            return context.StandIn(call.Type);
        }

        if (context.Modules.IsOn(method, call.Instance) && context.Modules.Find(call.Instance!) is not { Path: null })
        {
            return context.Refuse("SD3001", "'" + name + "' is called on a module whose parameters it may read or write, and no derivative is known for it. " + remedies.Advice("call it outside"), call, remedies.Facts);
        }

        if (call.ConstrainedToType is { } self && TypeReader.IsShared(method, self) && !TypeArguments.Current.Has(self, method.Name))
        {
            return context.Refuse("SD3001", "'" + TypeReader.NameOf(self) + "' has no '" + method.Name + "' of its own, so the method that calls it cannot be repeated in place. Mark it [Differentiable], or write it out.", call);
        }

        var values = new Holes();
        string receiver = context.Members.Receiver(call, method.IsStatic ? null : call.Instance, method, values);
        string generic = method.TypeArguments.IsEmpty ? "" : "<" + string.Join(", ", method.TypeArguments.Select(TypeReader.NameOf).ToArray()) + ">";
        string arguments = guard
            ? string.Join(", ", call.Arguments.OrderBy(static a => a.Parameter!.Ordinal).Select(a => context.Opaques.Looked(BufferCalls.Bare(a.Value), values)).ToArray())
            : context.Opaques.Arguments(call.Arguments, values);
        string template = receiver + "." + MemberLowering.Identifier(method.Name) + generic + "(" + arguments + ")";
        bool pure = IsPure(method) || TypeReader.IsShared(method, call.ConstrainedToType);
        bool cut = guard || (pure && (TypeReader.IsInteger(method.ReturnType) || method.ReturnType.SpecialType == SpecialType.System_Boolean));
        int refusal = cut
            ? -1
            : context.Opaques.Refusal(values, "SD3001", "No derivative is known for '" + name + "', which is called with a value that depends on the method's inputs" + Refusal.Active + ". " + remedies.Advice("wrap that value in Diff.StopGradient"), call, remedies);
        if (guard)
        {
            Builder.Check(template, [.. values]);
            return Operand.Nothing;
        }

        if (method.ReturnsVoid)
        {
            Builder.Act(template, refusal, [.. values]);
            return Operand.Nothing;
        }

        Effect effect = !pure ? Effect.Acts : cut ? Effect.Pure : OpaqueLowering.EffectOf(values, method.ReturnType);
        context.Opaques.NoteText(method.ReturnType, values);
        if (TypeReader.Carries(method.ReturnType) && values.Any(static v => v.Type.Kind == Kind.Opaque))
        {
            context.ReadsText ??= call.Syntax.GetLocation();
        }

        if (Aggregates.Is(call.Type))
        {
            return context.Opaques.TakeApart(call.Type!, template, effect, refusal, values, call.Syntax.GetLocation());
        }

        return new Operand.Single(Builder.Opaque(TypeReader.Read(call.Type!), template, effect, refusal, [.. values]));
    }

    private static CallArgument[] Arguments(IInvocationOperation call) =>
        [.. call.Arguments.Where(static a => a.Parameter is not null).Select(static a => new CallArgument(a.Parameter!.Ordinal, a.Value))];

    private Operand Delegate(IInvocationOperation call, CallArgument[] arguments)
    {
        Operand target = call.Instance is null ? Operand.Nothing : context.Expressions.Lower(call.Instance);
        return target is Operand.Function function
            ? Function(call, function, arguments)
            : context.Follow("SD2004", "Which function is called here is not known while compiling. Call a lambda or local function that is assigned once, or a method.", call);
    }

    private Operand Local(IInvocationOperation call, CallArgument[] arguments) =>
        call.TargetMethod.IsGenericMethod ? context.Refuse("SD2002", "The local function '" + call.TargetMethod.Name + "' is generic, which is not supported: its body is repeated in place. Write it for the types that it is called with.", call) :
        context.Frame.Find(call.TargetMethod.OriginalDefinition) is Place.Delegate { Current: Operand.Function function }
            ? Function(call, function, arguments)
            : context.Refuse("SD2004", "The local function '" + call.TargetMethod.Name + "' is not known here.", call);

    private Operand Function(IOperation call, Operand.Function function, CallArgument[] arguments)
    {
        if (function.Body is not null)
        {
            return context.Inliner.Inline(call, function, arguments);
        }

        return Method(call, function.Symbol, function.Instance, arguments, () =>
        {
            Remedies remedies = Remedies.Of(context, function.Symbol, function.Instance);
            return context.Refuse(
                "SD3001",
                "No derivative is known for '" + function.Symbol.ContainingType.Name + "." + function.Symbol.Name + "'. " + remedies.Advice("write it out in a lambda"),
                call,
                remedies.Facts);
        });
    }

    /// <summary>A row of the rule table.</summary>
    private Operand? Known(IOperation call, IMethodSymbol method, IReadOnlyList<CallArgument> arguments)
    {
        if (!method.IsStatic || method.Parameters.IsEmpty)
        {
            return null;
        }

        // What the number types share has the rows of 'double'.
        ITypeSymbol? self = (call as IInvocationOperation)?.ConstrainedToType;
        bool shared = TypeReader.IsShared(method, self);
        if (method is { IsGenericMethod: true, Parameters.Length: 1 } && (shared || method.ContainingType.SpecialType != SpecialType.None))
        {
            return context.Conversions.Create(call, method, arguments[0].Value);
        }

        string host = shared ? "double" : method.ContainingType.ToDisplayString();
        string[] types = [.. method.Parameters.Select(p => shared && SymbolEqualityComparer.Default.Equals(p.Type, self) ? "double" : p.Type.ToDisplayString())];
        IReadOnlyList<Rule> elements = RuleTable.FindTupleMethod(host, method.Name, types);
        if (elements.Count > 0)
        {
            Value x = context.Expressions.Value(arguments[0].Value);
            return new Operand.Aggregate([.. elements.Select(element => new Operand.Single(Builder.Apply(element.Name, x.Type, x)))]);
        }

        Rule? rule = RuleTable.FindMethod(host, method.Name, types);
        if (rule is null)
        {
            return null;
        }

        var values = new Value[arguments.Count];
        foreach (CallArgument argument in arguments)
        {
            values[argument.Ordinal] = context.Expressions.Value(argument.Value);
        }

        IMethodSymbol named = context.Frame.Restated?.Member ?? method;
        int notice = rule.PiecewiseConstant
            ? context.RefuseActive(
                "SD4006",
                "'" + named.ContainingType.Name + "." + named.Name + "' is constant between its jumps, so it passes no derivative on to its operand" + Refusal.Active + ". Wrap that in Diff.StopGradient to say that this is meant, or the call in Diff.StraightThrough to pass the derivative on all the same.",
                call.Syntax.GetLocation(),
                [.. method.Parameters.Select(p => arguments.First(a => a.Ordinal == p.Ordinal).Value).Select(static v => TypeReader.IsFloat(v.Type) ? v.Syntax : null)])
            : -1;
        return new Operand.Single(Builder.Apply(rule.Name, TypeReader.Read(method.ReturnType), "", values, notice));
    }

    /// <summary>Whether a derivative can go through a method at all, judged by its types.</summary>
    private static bool Concerns(IMethodSymbol method) =>
        TypeReader.Carries(method.ReturnType)
        || method.Parameters.Any(static p => TypeReader.Carries(p.Type) || TypeReader.IsBuffer(p.Type) || ModuleReader.IsModule(p.Type) || TypeReader.IsDelegate(p.Type) || p.RefKind is RefKind.Ref or RefKind.Out);

    /// <summary>Static functions of the library's number and text types, which neither read nor change anything.</summary>
    private static bool IsPure(IMethodSymbol method) =>
        method.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true }
        && !method.Name.StartsWith("Parse", StringComparison.Ordinal)
        && ((method.IsStatic && method.ContainingType.Name is "Math" or "MathF") || method.ContainingType.SpecialType is not SpecialType.None and not SpecialType.System_Object);
}
