using System.Globalization;
using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

// How paths part and meet again.
internal sealed partial class FunctionBuilder
{
    /// <summary>What a conjunction or disjunction comes to when one side is a literal.</summary>
    private Value? Decided(string function, Value[] arguments)
    {
        if (function is not (Intrinsics.And or Intrinsics.Or))
        {
            return null;
        }

        for (int i = 0; i < 2; i++)
        {
            if (constants.TryGetValue(arguments[i], out string? known))
            {
                return (known == "true") == (function == Intrinsics.And) ? arguments[1 - i] : arguments[i];
            }
        }

        return null;
    }

    /// <summary>What a test of literals gives: the branch it leads to is then the only one.</summary>
    private bool? KnownTruth(string function, Value[] arguments)
    {
        string?[] texts = [.. arguments.Select(a => constants.TryGetValue(a, out string? text) ? text : null)];
        if (texts.Length == 0 || texts.Any(static t => t is null or "default" or "default!"))
        {
            return null;
        }

        if (arguments[0].Type.IsFloat)
        {
            double first = Literal.Value(texts[0]!), second = Literal.Value(texts[texts.Length - 1]!);
            return function switch
            {
                Intrinsics.Less => first < second,
                Intrinsics.LessOrEqual => first <= second,
                Intrinsics.Greater => first > second,
                Intrinsics.GreaterOrEqual => first >= second,
                Intrinsics.Equal => first == second,
                Intrinsics.NotEqual => first != second,
                _ => null,
            };
        }

        switch (function)
        {
            case Intrinsics.Not:
                return texts[0] != "true";
            case Intrinsics.Equal:
                return texts[0] == texts[1];
            case Intrinsics.NotEqual:
                return texts[0] != texts[1];
        }

        if (!decimal.TryParse(texts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal left)
            || !decimal.TryParse(texts[texts.Length - 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal right))
        {
            return null;
        }

        return function switch
        {
            Intrinsics.Less => left < right,
            Intrinsics.LessOrEqual => left <= right,
            Intrinsics.Greater => left > right,
            Intrinsics.GreaterOrEqual => left >= right,
            _ => null,
        };
    }

    // Paths

    private Value Define(IrType type, string? name, Func<Value, Op> op)
    {
        var result = new Value(nextId++, type, name);
        Emit(op(result));
        return result;
    }

    private void Emit(Op op)
    {
        Continue();
        if (falls)
        {
            ops.Add(Keeping == Keeping.Planned ? op : op with { Keeping = Keeping });
        }
    }

    /// <summary>Before anything follows a place that some paths have left: puts it behind a test of their flags.</summary>
    private void Continue()
    {
        if (!falls || pending.Count == 0)
        {
            return;
        }

        List<Label> left = pending;
        pending = [];
        Value flag = AnyOf(left.Select(label => env[label.Flag]!));
        var leaving = new Branch([], env, false, left);
        var staying = new Branch([], new(env), true, []);
        Reopen(flag, env, leaving, true, staying);
    }

    private Value AnyOf(IEnumerable<Value> flags) =>
        flags.Aggregate((left, right) => Apply(Intrinsics.Or, IrType.Boolean, left, right));

    private Branch Run(Dictionary<Variable, Value?> start, Action body)
    {
        (List<Op>, Dictionary<Variable, Value?>, bool, List<Label>) saved = (ops, env, falls, pending);
        int depth = open.Count;
        (ops, env, falls, pending) = ([], new(start), true, []);
        body();
        CloseTo(depth);
        var branch = new Branch(ops, env, falls, pending);
        (ops, env, falls, pending) = saved;
        return branch;
    }

    private void Reopen(Value condition, Dictionary<Variable, Value?> before, Branch leaving, bool leavingIsThen, Branch staying)
    {
        open.Push(new OpenIf(condition, ops, before, leaving, leavingIsThen, statement));
        (ops, env, falls, pending) = (staying.Ops, staying.Env, true, []);
    }

    private void CloseTo(int depth)
    {
        while (open.Count > depth)
        {
            OpenIf it = open.Pop();
            var rest = new Branch(ops, env, falls, pending);
            ops = it.Ops;
            (Branch yes, Branch no) = it.LeavingIsThen ? (it.Leaving, rest) : (rest, it.Leaving);
            int current = statement;
            statement = it.Statement;
            Merge(it.Condition, it.Before, yes, no);
            statement = current;
        }
    }

    /// <summary>Emits the branch and makes its results the variables' values.</summary>
    private void Merge(Value condition, Dictionary<Variable, Value?> before, Branch yes, Branch no)
    {
        var results = new List<Value>();
        var yesYields = new List<Value>();
        var noYields = new List<Value>();
        var after = new Dictionary<Variable, Value?>(before);
        foreach (Variable variable in before.Keys.OrderBy(static v => v.Index))
        {
            Value? left = yes.Env.TryGetValue(variable, out Value? l) ? l : null;
            Value? right = no.Env.TryGetValue(variable, out Value? r) ? r : null;
            if (left == right)
            {
                after[variable] = left;
                continue;
            }

            Value? original = before[variable];
            if (yes.Ends && right == original)
            {
                after[variable] = right;
                continue;
            }

            if (no.Ends && left == original)
            {
                after[variable] = left;
                continue;
            }

            var result = new Value(nextId++, variable.Type, variable.Name);
            results.Add(result);
            yesYields.Add(yes.Ends || left is null ? DefaultIn(yes.Ops, variable.Type) : left);
            noYields.Add(no.Ends || right is null ? DefaultIn(no.Ops, variable.Type) : right);
            after[variable] = result;
        }

        ops.Add(new If(
            statement,
            condition,
            new Region(default, yes.Ops.ToEquatable(), yesYields.ToEquatable()),
            new Region(default, no.Ops.ToEquatable(), noYields.ToEquatable()),
            results.ToEquatable()) { Key = nextId++ });
        env = after;
        falls = yes.Falls || no.Falls;
        pending = [.. yes.Pending.Union(no.Pending)];
    }

    private Value DefaultIn(List<Op> branch, IrType type)
    {
        var result = new Value(nextId++, type);
        branch.Add(new Constant(statement, result, Intrinsics.DefaultText(type)));
        return result;
    }

    private Region GuardTest(List<Label> left, Dictionary<Variable, Value?> testArguments, Region test, bool endless)
    {
        List<Op> saved = ops;
        ops = [];
        Value flag = AnyOf(left.Select(label => testArguments[label.Flag]!));
        var result = new Value(nextId++, IrType.Boolean);
        if (endless)
        {
            ops.Add(new Apply(statement, result, Intrinsics.Not, EquatableArray.Of(flag)));
        }
        else
        {
            var no = new Value(nextId++, IrType.Boolean);
            ops.Add(new If(
                statement,
                flag,
                new Region(default, EquatableArray.Of<Op>(new Constant(statement, no, "false")), EquatableArray.Of(no)),
                test,
                EquatableArray.Of(result)) { Key = nextId++ });
        }

        var guarded = new Region(default, ops.ToEquatable(), EquatableArray.Of(result));
        ops = saved;
        return guarded;
    }

    private static Variable[] Carried(Dictionary<Variable, Value?> values) =>
        [.. values.Where(static pair => pair.Value is not null).Select(static pair => pair.Key).OrderBy(static v => v.Index)];

    private Dictionary<Variable, Value?> Arguments(Dictionary<Variable, Value?> before, Variable[] carried)
    {
        var arguments = new Dictionary<Variable, Value?>(before);
        foreach (Variable variable in carried)
        {
            arguments[variable] = new Value(nextId++, before[variable]!.Type, variable.Name);
        }

        return arguments;
    }

    /// <summary>The variables that a round changes; the others stand for what they were before the loop.</summary>
    private static List<Variable> Changed(
        Variable[] carried,
        Dictionary<Variable, Value?> before,
        Dictionary<Variable, Value?> arguments,
        Branch round,
        out Dictionary<Value, Value> unchanged)
    {
        var changed = new List<Variable>();
        unchanged = [];
        foreach (Variable variable in carried)
        {
            if (round.Env[variable] == arguments[variable])
            {
                unchanged[arguments[variable]!] = before[variable]!;
            }
            else
            {
                changed.Add(variable);
            }
        }

        return changed;
    }

    private void Rebind(Dictionary<Variable, Value?> before, List<Variable> kept, Value[] results)
    {
        env = new(before);
        for (int i = 0; i < kept.Count; i++)
        {
            env[kept[i]] = results[i];
        }
    }

    /// <summary>What a branch did. One that ends neither falls through nor left for a label: it threw.</summary>
    private sealed record Branch(List<Op> Ops, Dictionary<Variable, Value?> Env, bool Falls, List<Label> Pending)
    {
        public bool Ends => !Falls && Pending.Count == 0;
    }

    private sealed record OpenIf(Value Condition, List<Op> Ops, Dictionary<Variable, Value?> Before, Branch Leaving, bool LeavingIsThen, int Statement);
}
