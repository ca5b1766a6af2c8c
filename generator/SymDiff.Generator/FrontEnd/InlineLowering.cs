using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Lowers the bodies of lambdas, local functions and unmarked methods in place of their calls.</summary>
internal sealed class InlineLowering(LoweringContext context)
{
    private const int DeepestCall = 64;

    public Bodies Bodies { get; } = new(context.Compilation, context.Cancellation);

    public Operand Lambda(IAnonymousFunctionOperation operation) =>
        new Operand.Function(operation.Symbol, operation.Body, context.Frame, null);

    public Operand MethodGroup(IMethodReferenceOperation operation) =>
        operation.Method.MethodKind == MethodKind.LocalFunction
            ? context.Frame.Find(operation.Method) is Place.Delegate { Current: { } function } ? function : context.Refuse("SD2004", "This local function is not known here.", operation)
            : new Operand.Function(operation.Method, null, null, operation.Instance);

    /// <summary>
    /// The body of a method that can be lowered in place; null when it cannot. That of a generic method speaks of its type
    /// parameters, which have to stand for numbers, and that of a generic type of the type's.
    /// </summary>
    public IOperation? CanInline(IMethodSymbol method, IOperation? instance)
    {
        if (Hierarchy.IsDispatched(method) && instance?.Syntax is not BaseExpressionSyntax)
        {
            return null;
        }

        bool receiver = method.IsStatic || instance is null or IInstanceReferenceOperation || method.ContainingType.IsReferenceType || Aggregates.Is(method.ContainingType);
        return receiver && TypeArguments.AreNumbers(method) && !IsInstantiated(method.ContainingType, method.IsStatic) && !method.IsAsync ? Bodies.Find(method) : null;
    }

    /// <summary>Whether a type is generic and has in the place of type parameters what is not known in its static members, or in others.</summary>
    private static bool IsInstantiated(INamedTypeSymbol? type, bool isStatic) => type is not null
        && (IsInstantiated(type.ContainingType, isStatic) || type.OriginalDefinition.TypeParameters.Zip(type.TypeArguments, static (parameter, argument) => (parameter, argument))
            .Any(pair => !SymbolEqualityComparer.Default.Equals(pair.parameter, pair.argument) && (pair.argument is ITypeParameterSymbol || TypeReader.HiddenNumbers(pair.argument, "") is not null)
                && !(isStatic && TypeArguments.IsNumber(pair))));

    /// <summary>Whether a method can come to call itself.</summary>
    public bool Recurs(IMethodSymbol method)
    {
        var visited = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        bool Reaches(IMethodSymbol from) => Bodies.Find(from) is { } body && body.DescendantsAndSelf()
            .OfType<IInvocationOperation>()
            .Select(static c => c.TargetMethod.OriginalDefinition)
            .Any(callee => SymbolEqualityComparer.Default.Equals(callee, method.OriginalDefinition) || (visited.Add(callee) && Reaches(callee)));
        return Reaches(method);
    }

    public Operand Inline(IOperation call, Operand.Function function, IReadOnlyList<CallArgument> arguments)
    {
        ITypeSymbol returnType = function.Symbol.ReturnType;
        if (Enter(call, function, arguments) is not { } frame)
        {
            return context.StandIn(returnType.SpecialType == SpecialType.System_Void ? null : returnType);
        }

        if (returnType.SpecialType != SpecialType.System_Void)
        {
            frame.Result = context.Places.Temporary(NameOf(function.Symbol), returnType);
        }

        frame.ResultEscapes = TypeReader.IsBuffer(returnType) && EscapeScan.Escapes(call, context.Frame);
        if ((TypeReader.IsBuffer(returnType) || StructBuffer.Is(returnType)) && ExitScan.Returns(function.Body!).Count > 1)
        {
            return context.Refuse("SD2007", "'" + function.Symbol.Name + "' returns a buffer in several places, so which one it is cannot be proven. Return once, at the end.", call);
        }

        Keeping around = context.Builder.Keeping, own = CacheMarks.Of(function.Symbol);
        context.Builder.Keeping = own == Keeping.Recomputed ? own : around;
        Run(frame, function.Body!);
        context.Builder.Keeping = around;
        if (own == Keeping.Stored && frame.Result is { } stored)
        {
            foreach (Variable variable in PlaceLowering.Leaves(stored))
            {
                context.Builder.Store(context.Builder.Read(variable));
            }
        }

        return frame.Result is null
            ? Operand.Nothing
            : context.Builder.Reachable ? context.Places.LoadPlain(frame.Result) : context.StandIn(returnType);
    }

    /// <summary>A callee that returns a reference: the place it returns, or null when that depends on the path.</summary>
    public Place? InlineRef(IOperation call, Operand.Function function, IReadOnlyList<CallArgument> arguments)
    {
        if (ExitScan.Returns(function.Body!).Count != 1 || Enter(call, function, arguments) is not { } frame)
        {
            return null;
        }

        Run(frame, function.Body!);
        return frame.Returned;
    }

    /// <summary>Lowers a body in an activation; used for the marked method itself, too.</summary>
    public void Run(Frame frame, IOperation body)
    {
        Frame caller = context.Frame;
        int statement = context.Builder.CurrentStatement;
        frame.TailReturns = ExitScan.TailReturns(body);
        frame.EscapingLocals = EscapeScan.Locals(body, frame.ResultEscapes);
        context.Frame = frame;
        if (ExitScan.Returns(body).All(frame.TailReturns.Contains))
        {
            context.Statements.Lower(body);
        }
        else
        {
            frame.ReturnLabel = context.Builder.NewLabel("returned");
            if (frame.Result is { } result)
            {
                context.Places.Empty(result);
            }

            context.Builder.Block(frame.ReturnLabel, () => context.Statements.Lower(body));
        }

        context.Frame = caller;
        context.Builder.CurrentStatement = statement;
    }

    /// <summary>Evaluates the arguments in the caller and declares the parameters in a new activation.</summary>
    public Frame? Enter(IOperation call, Operand.Function function, IReadOnlyList<CallArgument> arguments)
    {
        IMethodSymbol method = function.Symbol.MethodKind == MethodKind.Ordinary ? SymDiff.Generator.FrontEnd.Bodies.Implementation(function.Symbol) : function.Symbol;
        if (context.Frame.Depth >= DeepestCall || (context.Frame.Runs(method) && !method.Parameters.Any(static p => TypeReader.IsDelegate(p.Type))))
        {
            context.Error(
                "SD3001",
                method.MethodKind == MethodKind.Ordinary
                    ? "'" + method.Name + "' calls itself, so it cannot be repeated in place. Mark it [Differentiable], so that it is called instead."
                    : "'" + method.Name + "' calls itself, so it cannot be repeated in place. Make it a method and mark it [Differentiable].",
                call.Syntax.GetLocation(),
                method.MethodKind == MethodKind.Ordinary ? Remedies.Of(context, method, function.Instance).Facts : null);
            return null;
        }

        var frame = new Frame(method, context.Frame, function.Scope) { Types = function.Scope?.Types ?? TypeArguments.Of(method, function.Symbol) };
        Receive(frame, function, method);

        var operands = new Operand?[method.Parameters.Length];
        foreach (CallArgument argument in arguments)
        {
            IParameterSymbol parameter = method.Parameters[argument.Ordinal];
            if (argument.IsPlace(function.Symbol.Parameters[argument.Ordinal]))
            {
                Place place = argument.Target ?? context.Places.Of(argument.Value);
                if (place == Place.Discarded)
                {
                    place = context.Places.Temporary(parameter.Name, function.Symbol.Parameters[argument.Ordinal].Type);
                    context.Places.Empty(place);
                }

                frame.Declare(parameter, place);
            }
            else
            {
                operands[argument.Ordinal] = argument.Evaluated ?? context.Expressions.Lower(argument.Value);
            }
        }

        Frame caller = context.Frame;
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i] is { } operand)
            {
                // What a record's own constructor keeps gets its name where it is kept, and a restatement names nothing.
                if ((function.Body is null && method.MethodKind == MethodKind.Constructor) || frame.Restated is not null)
                {
                    Place unnamed = context.Places.Temporary("", method.Parameters[i].Type);
                    frame.Declare(method.Parameters[i], unnamed);
                    context.Places.Bind(unnamed, Cut(method.Parameters[i], operand, call));
                    continue;
                }

                context.Frame = frame;
                Place place = context.Places.Declare(method.Parameters[i], method.Parameters[i].Type);
                context.Frame = caller;
                context.Places.Store(place, Cut(method.Parameters[i], operand, call), call);
            }
        }

        return frame;
    }

    /// <summary>What <c>this</c> is in an activation: that of the place a lambda was written at, or what a method is called on.</summary>
    private void Receive(Frame frame, Operand.Function function, IMethodSymbol method)
    {
        Frame from = function.Scope ?? context.Frame;
        if (function.Self is not null)
        {
            frame.Self = function.Self;
        }
        else if (function.Scope is not null || method.IsStatic || function.Instance is null or IInstanceReferenceOperation)
        {
            (frame.Receiver, frame.Self, frame.Module) = (from.Receiver, from.Self, from.Module);
        }
        else if (ModuleReader.IsModule(function.Instance.Type))
        {
            frame.Module = context.Modules.Find(function.Instance);
            frame.Receiver = frame.Module is null ? (context.StandIn(function.Instance.Type) as Operand.Single)?.Value : null;
        }
        else if (Aggregates.Is(method.ContainingType))
        {
            frame.Self = context.Structs.Receiver(function.Instance, method);
        }
        else
        {
            frame.Receiver = context.Expressions.Value(function.Instance);
        }
    }

    /// <summary>A parameter that the callee declares a constant of differentiation is one here, too.</summary>
    private Operand Cut(IParameterSymbol parameter, Operand operand, IOperation call)
    {
        if (!SymbolNames.Has(parameter, SymbolNames.NoGradient) || !TypeReader.Carries(parameter.Type))
        {
            return operand;
        }

        return operand switch
        {
            Operand.Single { Value: { Type.IsFloat: true } value } => new Operand.Single(context.Builder.Apply(Intrinsics.StopGradient, value.Type, value)),
            Operand.Aggregate aggregate => new Operand.Aggregate([.. aggregate.Items.Select(item => Cut(parameter, item, call))]),
            Operand.Single { Value.Type.IsFloatBuffer: true } or Operand.Structs =>
                context.Refuse("SD3003", "'" + parameter.ContainingSymbol.Name + "' marks the buffer '" + parameter.Name + "' [NoGradient], and is lowered in place here, where that cannot be kept. Pass the numbers, or take the mark away.", call),
            _ => operand,
        };
    }

    private static string NameOf(IMethodSymbol method) =>
        method.AssociatedSymbol is IPropertySymbol { IsIndexer: false } property ? char.ToLowerInvariant(property.Name[0]) + property.Name.Substring(1) :
        method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction && method.Name.Length > 0
            ? char.ToLowerInvariant(method.Name[0]) + method.Name.Substring(1)
            : "result";
}
