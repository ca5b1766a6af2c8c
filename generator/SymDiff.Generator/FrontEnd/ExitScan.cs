using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Finds where a body is left early, so that labels are made only where one is needed.</summary>
internal static class ExitScan
{
    /// <summary>An operation and what is inside it, without the bodies of lambdas and local functions.</summary>
    public static IEnumerable<IOperation> Own(IOperation operation)
    {
        yield return operation;
        foreach (IOperation child in operation.ChildOperations)
        {
            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                continue;
            }

            foreach (IOperation inner in Own(child))
            {
                yield return inner;
            }
        }
    }

    public static IReadOnlyList<IReturnOperation> Returns(IOperation body) => [.. Own(body).OfType<IReturnOperation>().Where(static r => r.Kind == OperationKind.Return)];

    /// <summary>The returns after which the body would end anyway.</summary>
    public static HashSet<IOperation> TailReturns(IOperation body)
    {
        var tails = new HashSet<IOperation>();
        Tails(body, tails);
        return tails;
    }

    /// <summary>Whether a jump inside goes to the given label.</summary>
    public static bool JumpsTo(IOperation body, ILabelSymbol target) =>
        Own(body).Any(o => o is IBranchOperation branch && SymbolEqualityComparer.Default.Equals(branch.Target, target));

    /// <summary>Whether a loop's body can leave the loop other than through its test.</summary>
    public static bool LeavesLoop(ILoopOperation loop) =>
        JumpsTo(loop.Body, loop.ExitLabel) || Own(loop.Body).Any(o => o is IReturnOperation || (o is IBranchOperation branch && IsOutside(branch, loop)));

    private static bool IsOutside(IBranchOperation branch, ILoopOperation loop)
    {
        for (IOperation? current = branch.Parent; current is not null && current != loop; current = current.Parent)
        {
            bool owns = current switch
            {
                ILoopOperation inner => SymbolEqualityComparer.Default.Equals(inner.ExitLabel, branch.Target) || SymbolEqualityComparer.Default.Equals(inner.ContinueLabel, branch.Target),
                ISwitchOperation inner => SymbolEqualityComparer.Default.Equals(inner.ExitLabel, branch.Target) || branch.BranchKind == BranchKind.GoTo,
                _ => false,
            };
            if (owns)
            {
                return false;
            }
        }

        return !SymbolEqualityComparer.Default.Equals(loop.ContinueLabel, branch.Target);
    }

    private static void Tails(IOperation operation, HashSet<IOperation> tails)
    {
        switch (operation)
        {
            case IReturnOperation:
                tails.Add(operation);
                break;
            case IBlockOperation { Operations.IsEmpty: false } block:
                IOperation? last = block.Operations.LastOrDefault(static o => o is not ILocalFunctionOperation);
                if (last is not null)
                {
                    Tails(last, tails);
                }

                break;
            case IConditionalOperation { Type: null } choice:
                Tails(choice.WhenTrue, tails);
                if (choice.WhenFalse is not null)
                {
                    Tails(choice.WhenFalse, tails);
                }

                break;
        }
    }
}
