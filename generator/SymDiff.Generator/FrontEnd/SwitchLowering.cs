using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Lowers the <c>switch</c> statement to a chain of branches. One with <c>goto case</c> first finds the number of its
/// section, then runs the sections in an order in which every jump goes forward.
/// </summary>
internal sealed class SwitchLowering(LoweringContext context)
{
    private readonly HashSet<IOperation> trailing = [];

    private FunctionBuilder Builder => context.Builder;

    public void Lower(ISwitchOperation operation)
    {
        context.Statements.Hoist(operation.Locals);
        Operand selector = context.Expressions.Lower(operation.Value);
        foreach (ISwitchCaseOperation section in operation.Cases)
        {
            if (section.Body.LastOrDefault() is { } last)
            {
                MarkTrailing(last);
            }
        }

        context.Choices.Prepare([.. operation.Cases.SelectMany(static section => section.Body)]);
        bool early = operation.Cases
            .SelectMany(static section => section.Body)
            .SelectMany(ExitScan.Own)
            .Any(o => o is IBranchOperation branch && SymbolEqualityComparer.Default.Equals(branch.Target, operation.ExitLabel) && !trailing.Contains(branch));
        if (!early)
        {
            Sections(operation, selector);
            return;
        }

        Label label = Builder.NewLabel("broke");
        context.Frame.SetExit(operation.ExitLabel, label);
        Builder.Block(label, () => Sections(operation, selector));
    }

    /// <summary>Whether nothing of the section follows this jump, so that it needs no code.</summary>
    public bool IsTrailing(IOperation branch) => trailing.Contains(branch);

    private void Sections(ISwitchOperation operation, Operand selector)
    {
        IReadOnlyList<ISwitchCaseOperation> cases = operation.Cases;
        int fallback = cases.ToList().FindIndex(static c => c.Clauses.Any(static clause => clause is IDefaultCaseClauseOperation));
        int[] tested = [.. Enumerable.Range(0, cases.Count).Where(i => i != fallback)];
        Dictionary<ILabelSymbol, int> labels = new(SymbolEqualityComparer.Default);
        for (int i = 0; i < cases.Count; i++)
        {
            foreach (ICaseClauseOperation clause in cases[i].Clauses)
            {
                if (clause.Label is { } label)
                {
                    labels[label] = i;
                }
            }
        }

        bool jumps = cases.SelectMany(static c => c.Body).SelectMany(ExitScan.Own).Any(o => o is IBranchOperation b && labels.ContainsKey(b.Target));
        if (!jumps)
        {
            Choose(operation, selector, tested, 0, i => Body(cases[i]), () =>
            {
                if (fallback >= 0)
                {
                    Body(cases[fallback]);
                }
            });
            return;
        }

        if (Order(cases, labels) is not { } order)
        {
            context.Error("SD2001", "The 'goto case' statements of this switch form a cycle. Write it as a loop.", operation.Syntax.GetLocation());
            return;
        }

        Variable state = Builder.NewVariable("section", IrType.Int32);
        void Go(int section) => Builder.Bind(state, context.Int(section));
        Go(-1);
        Choose(operation, selector, tested, 0, Go, () => Go(fallback));
        foreach (int section in order)
        {
            Value here = Builder.Apply(Intrinsics.Equal, IrType.Boolean, Builder.Read(state), context.Int(section));
            context.If(here, () => Jumping(cases[section], labels, Go));
        }
    }

    /// <summary>Tests the sections from <paramref name="position"/> on, in order.</summary>
    private void Choose(ISwitchOperation operation, Operand selector, int[] tested, int position, Action<int> run, Action otherwise)
    {
        if (position == tested.Length)
        {
            otherwise();
            return;
        }

        ISwitchCaseOperation section = operation.Cases[tested[position]];
        context.Statements.Hoist(section.Locals);
        Value matches = section.Clauses
            .Select(clause => Matches(clause, selector, operation.Value))
            .Aggregate((left, right) => Builder.Apply(Intrinsics.Or, IrType.Boolean, left, right));
        context.If(matches, () => run(tested[position]), () => Choose(operation, selector, tested, position + 1, run, otherwise));
    }

    private Value Matches(ICaseClauseOperation clause, Operand selector, IOperation input)
    {
        switch (clause)
        {
            case ISingleValueCaseClauseOperation single:
                return context.Patterns.Equals(selector, input.Type, single.Value);
            case IPatternCaseClauseOperation pattern:
                Value matches = context.Patterns.Matches(pattern.Pattern, selector, input.Type);
                return pattern.Guard is { } guard ? context.Patterns.Guarded(matches, guard) : matches;
            default:
                context.Error("SD2001", "This case label is not supported.", clause.Syntax.GetLocation());
                return Builder.Constant(IrType.Boolean, "false");
        }
    }

    private void Body(ISwitchCaseOperation section)
    {
        foreach (IOperation statement in section.Body)
        {
            context.Statements.Lower(statement);
        }
    }

    /// <summary>A section whose jumps set the number of the section to run next.</summary>
    private void Jumping(ISwitchCaseOperation section, Dictionary<ILabelSymbol, int> labels, Action<int> go)
    {
        IBranchOperation[] inner = [.. section.Body.SelectMany(ExitScan.Own).OfType<IBranchOperation>().Where(b => labels.ContainsKey(b.Target))];
        Label? leave = inner.All(trailing.Contains) ? null : Builder.NewLabel("jumped");
        foreach (IBranchOperation jump in inner)
        {
            int target = labels[jump.Target];
            context.Frame.Jumps[jump.Target] = () =>
            {
                go(target);
                if (leave is not null)
                {
                    Builder.Exit(leave);
                }
            };
        }

        if (leave is null)
        {
            Body(section);
        }
        else
        {
            Builder.Block(leave, () => Body(section));
        }

        foreach (IBranchOperation jump in inner)
        {
            context.Frame.Jumps.Remove(jump.Target);
        }
    }

    /// <summary>The sections in an order in which every jump goes forward; null where there is none.</summary>
    private static List<int>? Order(IReadOnlyList<ISwitchCaseOperation> cases, Dictionary<ILabelSymbol, int> labels)
    {
        var order = new List<int>();
        var state = new int[cases.Count];
        bool Visit(int section)
        {
            if (state[section] != 0)
            {
                return state[section] == 2;
            }

            state[section] = 1;
            IEnumerable<int> targets = cases[section].Body.SelectMany(ExitScan.Own).OfType<IBranchOperation>()
                .Where(b => labels.ContainsKey(b.Target)).Select(b => labels[b.Target]);
            if (!targets.All(Visit))
            {
                return false;
            }

            state[section] = 2;
            order.Insert(0, section);
            return true;
        }

        return Enumerable.Range(0, cases.Count).Reverse().All(Visit) ? order : null;
    }

    private void MarkTrailing(IOperation operation)
    {
        switch (operation)
        {
            case IBranchOperation { BranchKind: BranchKind.GoTo } or IBranchOperation { BranchKind: BranchKind.Break }:
                trailing.Add(operation);
                break;
            case IBlockOperation block when !block.Operations.IsEmpty:
                MarkTrailing(block.Operations[block.Operations.Length - 1]);
                break;
        }
    }
}
