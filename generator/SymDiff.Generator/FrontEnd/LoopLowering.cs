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
        if (!TypeReader.IsBuffer(collection.Type) || loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: { } element })
        {
            ITypeSymbol? type = loop.Collection is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand.Type : collection.Type;
            context.Error("SD2011", "'foreach' over '" + type?.ToDisplayString() + "' is not supported. Use an array or a span.", loop.Collection.Syntax.GetLocation());
            return;
        }

        Value buffer = context.Expressions.Value(collection);
        if (!ExitScan.LeavesLoop(loop))
        {
            context.Buffers.Each(Builder.Length(buffer), index =>
            {
                Bind(element, buffer, index, loop);
                Body(loop);
            });
            return;
        }

        Value length = Builder.Length(buffer);
        Variable position = Builder.NewVariable("i", IrType.Int32);
        Builder.Bind(position, context.Int(0));
        Breakable(loop, () => context.While(() => Builder.Apply(Intrinsics.Less, IrType.Boolean, Builder.Read(position), length), () =>
        {
            Value index = Builder.Read(position);
            Builder.Bind(position, Builder.Apply(Intrinsics.Add, IrType.Int32, index, context.Int(1)));
            Bind(element, buffer, index, loop);
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
