using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Lowers loops. A loop whose trip count is known on entry becomes a counted one, whose reverse runs its index
/// backwards; every other becomes a <c>while</c>.
/// </summary>
internal sealed class LoopLowering(LoweringContext context)
{
    private FunctionBuilder Builder => context.Builder;

    public void Lower(ILoopOperation loop)
    {
        IReadOnlyList<Variable> held = context.Choices.Hold(loop);
        LowerKind(loop);
        context.Choices.Release(held);
    }

    private void LowerKind(ILoopOperation loop)
    {
        switch (loop)
        {
            case IForLoopOperation forLoop:
                if (CountedLoop.Read(forLoop) is { } counted)
                {
                    Counted(forLoop, counted);
                }
                else
                {
                    For(forLoop);
                }

                break;
            case IWhileLoopOperation { ConditionIsTop: true } whileLoop:
                While(whileLoop);
                break;
            case IWhileLoopOperation doLoop:
                Do(doLoop);
                break;
            case IForEachLoopOperation each:
                ForEach(each);
                break;
            default:
                Fence.Refuse(context, loop);
                break;
        }
    }

    private void Counted(IForLoopOperation loop, CountedLoop counted)
    {
        IrType type = TypeReader.Read(counted.Variable.Type);
        Value start = context.Expressions.Value(counted.Start);
        Value end = context.Expressions.Value(counted.End);
        context.For(type, counted.Variable.Name, start, counted.Comparison, end, counted.Step, index =>
        {
            Place place = context.Places.Declare(counted.Variable, counted.Variable.Type);
            context.Places.Bind(place, new Operand.Single(index));
            context.Ranges.Loop(index, start, counted.Comparison, end, counted.Step);
            Body(loop);
        });
    }

    private void For(IForLoopOperation loop)
    {
        int statement = Builder.CurrentStatement;
        context.Statements.Hoist(loop.Locals);
        foreach (IOperation before in loop.Before)
        {
            context.Statements.Lower(before);
        }

        Builder.CurrentStatement = statement;
        ILocalSymbol? early = EarlyStep(loop);
        Breakable(loop, () => context.While(() => Test(loop.ConditionLocals, loop.Condition), () =>
        {
            if (early is null)
            {
                Body(loop);
                Step(loop);
                return;
            }

            Place outer = context.Frame.Find(early)!;
            Place now = context.Places.Temporary(early.Name, early.Type);
            context.Places.Bind(now, context.Places.LoadPlain(outer));
            Step(loop);
            context.Frame.Declare(early, now);
            Body(loop);
            context.Frame.Declare(early, outer);
        }));
    }

    /// <summary>
    /// The loop's own variable, where it may as well be stepped before the body runs on its old value: then the step
    /// does not depend on a <c>break</c> in the body, and nothing after the loop can tell.
    /// </summary>
    private static ILocalSymbol? EarlyStep(IForLoopOperation loop) =>
        ExitScan.LeavesLoop(loop)
        && loop.AtLoopBottom.Length == 1
        && loop.AtLoopBottom[0] is IExpressionStatementOperation { Operation: { } step }
        && CountedLoop.StepOf(step) is { } counted
        && loop.Locals.Contains(counted.Variable, SymbolEqualityComparer.Default)
        && TypeReader.IsInteger(counted.Variable.Type)
        && !WriteScan.Touches(loop.Body, counted.Variable)
            ? counted.Variable
            : null;

    private void Step(IForLoopOperation loop)
    {
        foreach (IOperation step in loop.AtLoopBottom)
        {
            context.Statements.Lower(step);
        }
    }

    private void While(IWhileLoopOperation loop) =>
        Breakable(loop, () => context.While(() => Test(loop.Locals, loop.Condition), () => Body(loop)));

    private void Do(IWhileLoopOperation loop)
    {
        Variable go = Builder.NewVariable("go", IrType.Boolean);
        Builder.Bind(go, Builder.Constant(IrType.Boolean, "true"));
        Breakable(loop, () => context.While(() => Builder.Read(go), () =>
        {
            Body(loop);
            if (Builder.Reachable)
            {
                Builder.Bind(go, Test(loop.Locals, loop.Condition));
            }
        }));
    }

    private void ForEach(IForEachLoopOperation loop)
    {
        IOperation collection = BufferCalls.Bare(loop.Collection);
        if (TypeReader.IsBuffer(collection.Type) && loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: { } element })
        {
            Value buffer = context.Expressions.Value(collection);
            if (buffer.Type.IsMatrix)
            {
                Value columns = Builder.Columns(buffer);
                Value Part(string function, Value index) => Builder.Apply(function, IrType.Int32, index, columns);
                Each(loop, Builder.Length(buffer), index => Bind(element, buffer, Builder.At(Part(Intrinsics.Divide, index), Part(Intrinsics.Remainder, index)), loop));
                return;
            }

            Each(loop, Builder.Length(buffer), index => Bind(element, buffer, index, loop));
            return;
        }

        if (loop.Collection is IConversionOperation { IsImplicit: true } conversion)
        {
            collection = conversion.Operand;
        }

        if (TypeReader.IsJagged(collection.Type) && loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: { IsRef: false } named } && TypeReader.Read(named.Type) is { IsBuffer: true })
        {
            Value rows = context.Expressions.Value(collection);
            Each(loop, Builder.Length(rows), index =>
            {
                Value row = context.Buffers.Row(rows, index, named.Name);
                context.Places.Bind(context.Places.Declare(named, named.Type), new Operand.Single(row));
            });
            return;
        }

        if (collection.Type is { } listed && TypeReader.Read(listed).IsList && loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: { } held })
        {
            Value list = context.Expressions.Value(collection);
            Each(loop, Builder.Length(list), index => Bind(held, list, index, loop));
            return;
        }

        StructBuffer? shape = IsOfStructs(loop, collection) ? StructBuffer.Of(collection.Type) : null;
        Operand? evaluated = shape is null ? null : context.Expressions.Lower(collection);
        if (shape is not null && (evaluated is Operand.Structs || shape.LayoutFault is null))
        {
            if (context.StructBuffers.Held(evaluated!, shape, loop.Collection.Syntax.GetLocation()) is { } structs)
            {
                Each(loop, context.StructBuffers.Length(structs), index => Bind(loop, context.StructBuffers.Element(structs, index, IndexRanges.Inside)));
            }

            return;
        }

        if (collection.Type is IArrayTypeSymbol { Rank: 1, ElementType: var type } && !TypeReader.IsBuffer(type) && IsOf(loop, type))
        {
            Value array = context.Expressions.Single(evaluated ?? context.Expressions.Lower(collection), collection);
            Value length = Builder.Opaque(IrType.Int32, "{0}.Length", Effect.Pure, -1, array);
            Each(loop, length, index => context.Places.Store(
                ControlPlace(loop),
                Aggregates.Is(type)
                    ? context.Opaques.TakeApart(type, "{0}[{1}]", Effect.Reads, -1, [array, index], loop.Collection.Syntax.GetLocation())
                    : new Operand.Single(Builder.Opaque(TypeReader.Read(type), "{0}[{1}]", Effect.Reads, -1, array, index)),
                loop.LoopControlVariable));
            return;
        }

        context.Error("SD2011", "'foreach' over '" + collection.Type?.ToDisplayString() + "' is not supported. Use an array or a span.", loop.Collection.Syntax.GetLocation());
    }

    private static bool IsOfStructs(IForEachLoopOperation loop, IOperation collection) => StructBuffer.Of(collection.Type) is { } shape
        && (IsOf(loop, shape.Element) || loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol.IsRef: true });

    /// <summary>Whether the loop's variables take the elements of an array as they are.</summary>
    private static bool IsOf(IForEachLoopOperation loop, ITypeSymbol element) => loop.LoopControlVariable switch
    {
        IVariableDeclaratorOperation { Symbol: { IsRef: false } local } => SymbolEqualityComparer.Default.Equals(local.Type, element),
        IDeclarationExpressionOperation or ITupleOperation => TypeReader.IsTuple(element) && SameParts(loop.LoopControlVariable, element),
        _ => false,
    };

    private static bool SameParts(IOperation target, ITypeSymbol type) => target switch
    {
        IDeclarationExpressionOperation declaration => SameParts(declaration.Expression, type),
        ITupleOperation tuple => TypeReader.IsTuple(type) && tuple.Elements.Length == TypeReader.Elements(type).Count
            && tuple.Elements.Select((e, i) => SameParts(e, TypeReader.Elements(type)[i])).All(static same => same),
        IDiscardOperation => true,
        _ => SymbolEqualityComparer.Default.Equals(target.Type, type),
    };

    private Place ControlPlace(IForEachLoopOperation loop) => loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: { } local }
        ? context.Places.Declare(local, local.Type)
        : context.Places.Of(loop.LoopControlVariable);

    /// <summary>Runs the body for each index below a length.</summary>
    private void Each(IForEachLoopOperation loop, Value length, Action<Value> bind)
    {
        if (!ExitScan.LeavesLoop(loop))
        {
            context.Buffers.Each(length, index =>
            {
                bind(index);
                Body(loop);
            });
            return;
        }

        Variable position = Builder.NewVariable("i", IrType.Int32);
        Builder.Bind(position, context.Int(0));
        Breakable(loop, () => context.While(() => Builder.Apply(Intrinsics.Less, IrType.Boolean, Builder.Read(position), length), () =>
        {
            Value index = Builder.Read(position);
            Builder.Bind(position, Builder.Apply(Intrinsics.Add, IrType.Int32, index, context.Int(1)));
            bind(index);
            Body(loop);
        }));
    }

    private void Bind(ILocalSymbol element, Value buffer, Value index, IForEachLoopOperation loop)
    {
        if (element.IsRef)
        {
            context.Frame.Declare(element, new Place.Element(buffer, index));
            return;
        }

        Value value = Builder.Load(buffer, index);
        IrType type = TypeReader.Read(element.Type);
        if (value.Type != type)
        {
            value = Builder.Apply(Intrinsics.Convert, type, value);
        }

        context.Places.Store(context.Places.Declare(element, element.Type), new Operand.Single(value), loop.LoopControlVariable);
    }

    private void Bind(IForEachLoopOperation loop, Place place)
    {
        if (loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: { IsRef: true } named })
        {
            context.Frame.Declare(named, place);
            return;
        }

        Operand value = place is Place.Aggregate element ? context.StructBuffers.Load(element, isInside: true) : context.Places.LoadPlain(place);
        context.Places.Store(ControlPlace(loop), value, loop.LoopControlVariable);
    }

    /// <summary>The body, in a block of its own where <c>continue</c> leaves it.</summary>
    private void Body(ILoopOperation loop)
    {
        if (!ExitScan.JumpsTo(loop.Body, loop.ContinueLabel))
        {
            context.Statements.Lower(loop.Body);
            return;
        }

        Label label = Builder.NewLabel("continued");
        context.Frame.SetExit(loop.ContinueLabel, label);
        Builder.Block(label, () => context.Statements.Lower(loop.Body));
    }

    private void Breakable(ILoopOperation loop, Action run)
    {
        if (!ExitScan.JumpsTo(loop.Body, loop.ExitLabel))
        {
            run();
            return;
        }

        Label label = Builder.NewLabel("broke");
        context.Frame.SetExit(loop.ExitLabel, label);
        Builder.Block(label, run);
    }

    private Value Test(IEnumerable<ILocalSymbol> locals, IOperation? condition)
    {
        context.Statements.Hoist(locals);
        return condition is null ? Builder.Constant(IrType.Boolean, "true") : context.Expressions.Value(condition);
    }
}
