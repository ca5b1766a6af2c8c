using Microsoft.CodeAnalysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// The front end: reads a marked method with the C# compiler's eyes and writes it down in the intermediate
/// representation. What cannot be differentiated is reported at its place; nothing is dropped.
/// </summary>
internal static class Lowering
{
    /// <summary>Lowers one marked method. Faults of the front end itself become an error of that method alone.</summary>
    /// <param name="method">The method.</param>
    /// <param name="compilation">Where it stands.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <param name="declare">
    /// How the gradient of a method is declared, for <see cref="Stubs"/>; null where the compilation has the emitted files.
    /// </param>
    public static LoweringResult Lower(IMethodSymbol method, Compilation compilation, CancellationToken cancellation, Func<MethodModel, string?>? declare = null)
    {
        try
        {
            return declare is null ? Read(method, compilation, cancellation) : Read(method, compilation, Stubs.Of(compilation, declare), cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Refused(
                Unread(method, cancellation),
                [new("SD9001", Fault.Describe(method.Name, e), MarkedMember.Place(method))],
                []);
        }
        finally
        {
            TypeArguments.Current = TypeArguments.None;
        }
    }

    /// <summary>What is known of a method whose reading ended in a fault: where that was in the signature, only its name.</summary>
    private static MethodModel Unread(IMethodSymbol method, CancellationToken cancellation)
    {
        try
        {
            return SignatureReader.Model(method, SignatureReader.Callee(method, null, cancellation));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new MethodModel("", [], "", method.Name, DerivativeKinds.None, new Callee("", method.Name, "", [], []), null, []) { IsDeclarable = false };
        }
    }

    private static LoweringResult Read(IMethodSymbol method, Compilation compilation, Stubs stubs, CancellationToken cancellation)
    {
        try
        {
            return Read(method, compilation, cancellation);
        }
        catch (StubsRequiredException)
        {
            TypeArguments.Current = TypeArguments.None;
            return Read(stubs.Find(method, cancellation)!, stubs.Compilation, cancellation);
        }
    }

    private static LoweringResult Read(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        MethodModel model = SignatureReader.Model(method, SignatureReader.Callee(method, compilation, cancellation));
        IReadOnlyList<Report> faults = DeclarationCheck.Check(method, compilation, model.HintName);
        if (faults.Count > 0 && Hierarchy.Difference(method) is { } difference)
        {
            // The members that throw are those of the contract, so that the error is one.
            model = model with
            {
                Signature = SignatureReader.Callee(difference.Contract, compilation, cancellation, method.ContainingType),
                Derivatives = SignatureReader.Derivatives(difference.Contract.OriginalDefinition),
                Order = SignatureReader.Order(difference.Contract.OriginalDefinition),
            };
        }

        if (faults.Count == 0 && method.IsAbstract && CacheMarks.Obstacle(method, model.Signature, null, compilation, cancellation) is { } dispatched)
        {
            faults = [dispatched];
        }

        if (faults.Count > 0 || method.IsAbstract)
        {
            return Refused(model, faults, []);
        }

        var context = new LoweringContext(method, compilation, cancellation);
        Unavailable(model, method, context);
        if (context.Inliner.Bodies.Find(method) is not { } body)
        {
            return Refused(model, [new("SD1005", "'" + MarkedMember.Shown(method) + "' has no body to differentiate.", MarkedMember.Place(method))], []);
        }

        if (!FreshScan.ReturnsFresh(method, context.Inliner.Bodies))
        {
            context.Error("SD2007", "'" + MarkedMember.Shown(method) + "' returns a buffer that it did not make itself. Return a new array, or nothing: a buffer that it is given can be written in place.", MarkedMember.Place(method));
        }

        if (CacheMarks.Obstacle(method, model.Signature, body, compilation, cancellation) is { } obstacle)
        {
            context.Error(obstacle);
        }

        Function function = Body(context, method, model.Signature, body);
        if (CallsMarked(function.Body) && (model.IsTwice || model.HasSweep || model.Has(DerivativeKinds.Jvp)))
        {
            bool required = model.IsTwice;
            var flat = new LoweringContext(method, compilation, cancellation) { IsFlat = true, IsTwice = required, InlineBudget = required ? context.InlineBudget : SweepBudget };
            Function inPlace = Body(flat, method, model.Signature, body);
            model = model with { Flat = required || flat.Errors.Count == 0 ? inPlace : null };
            foreach (Report error in flat.Errors.Where(_ => required))
            {
                context.Error(error);
            }

            // What is left would lose its second derivatives without a word.
            if (required && flat.Errors.Count == 0 && CallsMarked(inPlace.Body))
            {
                context.Error("SD3013", "'" + MarkedMember.Shown(method) + "' asks for second derivatives, and a function that it calls has first ones only. Write it out in numbers, or ask for the gradient alone.", MarkedMember.Place(method));
            }
        }

        if (context.WritesText && context.ReadsText is { } place)
        {
            context.Error("SD2018", "A number may be read here from text that was made from another in the same method, which would lose its derivative. Keep the number itself.", place);
        }

        if (Nesting.IsTooDeep(function.Body) || (model.Flat is { } whole && Nesting.IsTooDeep(whole.Body)))
        {
            throw new InsufficientExecutionStackException();
        }

        return context.Errors.Count > 0
            ? Refused(model, context.Errors, context.Warnings)
            : new LoweringResult(model with { Body = function }, [], context.Conditional, context.Warnings) { StatementLocations = context.StatementLocations };
    }

    /// <summary>How much is lowered in place for sweeps along several directions: where it takes more, they go without.</summary>
    private const int SweepBudget = 4_000;

    /// <summary>A derivative that the signature cannot have is left out, and the user is told.</summary>
    private static void Unavailable(MethodModel model, IMethodSymbol method, LoweringContext context)
    {
        void Tell(string message) => context.Warn("SD1019", "'" + MarkedMember.Shown(method) + "' " + message, MarkedMember.Place(method));
        bool Misses(DerivativeKinds kind) => model.Derivatives.HasFlag(kind) && !model.Has(kind);
        if (model.Has(DerivativeKinds.Batch))
        {
            Unbatched(model, method, context);
        }

        if (Misses(DerivativeKinds.Jacobian))
        {
            Tell("returns an array in a tuple, for which no Jacobian is added. Return the array alone.");
        }

        if (model.Order != model.HighestOrder)
        {
            Tell(model.Order is < 1 or > Orders.Most
                ? "asks for derivatives of order " + model.Order.ToString(System.Globalization.CultureInfo.InvariantCulture) + ". Orders are 1 to 5."
                : "is no function of one floating-point number, so it has no derivatives of higher order, and none are added. Mark the other parameters [NoGradient], or ask for Derivatives.Hessian.");
        }

        if ((model.Derivatives & DerivativeKinds.SecondOrder) != 0 && !model.Has(DerivativeKinds.HessianVectorProduct))
        {
            Tell("does not return one floating-point number, so it has no Hessian, and none is added.");
        }
        else if (Misses(DerivativeKinds.Hessian))
        {
            Tell("has a 'ref' or 'out' parameter, and FHessian would run it several times: none is added. FHessianVectorProduct is.");
        }
    }

    private static void Unbatched(MethodModel model, IMethodSymbol method, LoweringContext context)
    {
        DerivativeKinds[] kinds = [.. new[] { DerivativeKinds.Gradient, DerivativeKinds.Jacobian }.Where(model.Has)];
        string[] obstacles = kinds.Length == 0
            ? ["asks for Derivatives.Batch alone. Ask for Derivatives.Gradient or Derivatives.Jacobian with it."]
            : [.. kinds.Select(kind => Batches.Obstacle(model, kind)).OfType<string>().Distinct()];
        foreach (string obstacle in obstacles)
        {
            context.Warn("SD6007", "'" + MarkedMember.Shown(method) + "' " + obstacle, MarkedMember.Place(method));
        }
    }

    /// <summary>Whether something is called that has first derivatives only.</summary>
    public static bool CallsMarked(Region region) =>
        region.Ops.Any(static op => op is Call { Primal: null } or Apply { Function: UserRule.Function } || op.Regions.Any(CallsMarked));

    /// <summary>What a method whose gradient is called is given of the caller's.</summary>
    /// <param name="Self">The module that it is called on.</param>
    /// <param name="Receiver">The type of the object that it is called on, where that is an argument of its own: a constant.</param>
    /// <param name="Passed">The modules that its parameters are.</param>
    internal sealed record Surroundings(Operand.Module? Self, IrType? Receiver, IReadOnlyDictionary<ISymbol, ModulePath> Passed);

    /// <summary>The body of the marked method, or of one whose gradient it calls, as it reads where the marked method stands.</summary>
    public static Function Body(LoweringContext context, IMethodSymbol method, Callee signature, IOperation body, Surroundings? around = null)
    {
        IMethodSymbol called = method;
        method = Bodies.Implementation(method);
        var frame = new Frame(method, null, null) { ResultEscapes = true, Types = TypeArguments.Of(method, called) };
        context.Frame = frame;
        var arguments = new List<Value>();
        var finals = new List<Place>();
        Place? self = MarkedMember.TakesSelf(method) ? context.Places.Temporary(MarkedMember.SelfName, method.ContainingType) : null;
        if (self is not null)
        {
            context.Places.Bind(self, Argument(context.Builder, method.ContainingType, MarkedMember.SelfName, arguments));
            frame.Self = self;
        }

        Value[] given = [.. arguments];
        if (around?.Receiver is { } type)
        {
            Value receiver = context.Builder.Argument(type, "receiver");
            arguments.Add(receiver);
            signature = signature.On(type);
            (frame.Receiver, frame.Module) = around.Self is { } constant ? (null, constant with { Value = receiver }) : (receiver, (Operand.Module?)null);
        }
        else
        {
            frame.Module = around?.Self;
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            Place place = context.Places.DeclareParameter(parameter);
            if (parameter.RefKind == RefKind.Out)
            {
                context.Places.Empty(place);
            }
            else
            {
                Operand argument = place is Place.Structs { Shape: var shape }
                    ? new Operand.Structs(shape, Argument(context.Builder, shape.Numbers, parameter.Name, arguments))
                    : Argument(context.Builder, parameter.Type, parameter.Name, arguments);
                context.Places.Bind(place, ModuleReader.IsModule(parameter.Type) && argument is Operand.Single module ? ModuleLowering.Argument(parameter, module.Value, around) : argument);
            }

            if (parameter.RefKind is RefKind.Ref or RefKind.Out)
            {
                context.Places.Publish(place, TypeReader.Leaves(parameter.Type).Select(leaf => MemberLowering.Identifier(parameter.Name) + leaf.Path));
                finals.Add(place);
            }
        }

        if (method.MethodKind == MethodKind.Constructor)
        {
            frame.Self = frame.Result = context.Places.Temporary("result", method.ContainingType);
            context.Places.Empty(frame.Self);
            context.Structs.Build(body, method, body, frame, frame.Self);
        }
        else if (!method.ReturnsVoid)
        {
            frame.Result = context.Places.Temporary("result", method.ReturnType);
            if (TypeReader.IsBuffer(method.ReturnType) && ExitScan.Returns(body).Count > 1)
            {
                context.Error("SD2007", "'" + MarkedMember.Shown(method) + "' returns a buffer in several places, so which one it is cannot be proven. Return once, at the end.", MarkedMember.Place(method));
            }
        }

        if (method.MethodKind != MethodKind.Constructor)
        {
            context.Inliner.Run(frame, body);
        }

        if (self is not null && context.Builder.Reachable && !PlaceLowering.Leaves(self).Select(context.Builder.Read).SequenceEqual(given))
        {
            context.Error("SD2013", "The getter of '" + MarkedMember.Shown(method) + "' writes to the struct that it is read from, which its derivatives are given by value. Make it readonly.", MarkedMember.Place(method));
        }

        IEnumerable<Place> places = frame.Result is null ? finals : finals.Prepend(frame.Result);
        Value[] results = [.. places.SelectMany(PlaceLowering.Leaves).Select(context.Builder.Read).Select(result => Own(context, result))];
        Function function = context.Builder.Finish(signature, arguments, results);
        return function with { Body = function.Body with { Ops = [.. context.Modules.Reads, .. function.Body.Ops] } };
    }

    /// <summary>
    /// A result that is one of several arrays is returned as a copy, so that one array has its adjoint. A choice that comes
    /// to one array in any case is that array.
    /// </summary>
    private static Value Own(LoweringContext context, Value result)
    {
        if (!result.Type.IsBuffer || !context.Builder.Reachable)
        {
            return result;
        }

        if (context.Roots(result).Count == 1)
        {
            return context.SelectedFrom(result) is null ? result : context.Roots(result).Single();
        }

        return context.Buffers.Copy(result, result.Type, "result", escapes: true);
    }

    private static Operand Argument(FunctionBuilder builder, ITypeSymbol type, string name, List<Value> arguments)
    {
        if (Aggregates.Is(type))
        {
            return new Operand.Aggregate([.. Aggregates.Parts(type).Select(part => Argument(builder, part.Type, PlaceLowering.Named(name, part), arguments))]);
        }

        return new Operand.Single(Argument(builder, TypeReader.Read(type), name, arguments));
    }

    private static Value Argument(FunctionBuilder builder, IrType type, string name, List<Value> arguments)
    {
        Value argument = builder.Argument(type, name);
        arguments.Add(argument);
        return argument;
    }

    private static LoweringResult Refused(
        MethodModel model,
        IReadOnlyList<Report> errors,
        IReadOnlyList<Report> warnings) =>
        new(model with { Refusals = errors.Select(static e => new Refusal(e.Id, e.Message)).ToEquatable() }, errors, [], warnings);
}
