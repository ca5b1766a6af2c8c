using System.Globalization;
using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

/// <summary>A local variable of the source while its method is being lowered.</summary>
internal sealed class Variable(string name, IrType type, int index)
{
    /// <summary>The user's name, or null for a variable of the compiler's own.</summary>
    public string? Name { get; } = name.Length == 0 ? null : name;

    public IrType Type { get; } = type;

    internal int Index { get; } = index;
}

/// <summary>Names the end of a block, so that <see cref="FunctionBuilder.Exit"/> can leave it.</summary>
internal sealed class Label(Variable flag)
{
    internal Variable Flag { get; } = flag;
}

/// <summary>
/// Builds structured static single assignment form directly from a walk over the source in evaluation order.
/// Variables are read and written by name of the moment; where paths join, differing values become results of the
/// <see cref="If"/> or loop. There are no jumps: a path that leaves a block early sets the block's flag, and what
/// follows is put into the branch that stays or, when both may stay, behind a test of the flag.
/// </summary>
/// <remarks>
/// Construction follows Braun et al., Simple and Efficient Construction of Static Single Assignment Form (CC 2013),
/// which structured control flow makes simpler still: a loop first carries every variable, then drops those that its
/// body hands on unchanged.
/// </remarks>
internal sealed class FunctionBuilder
{
    private readonly List<string> statements = [];
    private readonly List<Refusal> refusals = [];
    private readonly Dictionary<Value, string> constants = [];
    private readonly Stack<OpenIf> open = new();
    private List<Op> ops = [];
    private Dictionary<Variable, Value?> env = [];
    private List<Label> pending = [];
    private bool falls = true;
    private int statement = -1;
    private int nextId;
    private int nextVariable;

    /// <summary>False once every path has left: what is lowered now would be dead.</summary>
    public bool Reachable => falls;

    // Statements and refusals

    /// <summary>Names the statement that the following operations belong to.</summary>
    public void BeginStatement(string text)
    {
        statement = statements.Count;
        statements.Add(text);
    }

    /// <summary>Makes an earlier statement the current one again, as after an inlined call.</summary>
    public int CurrentStatement
    {
        get => statement;
        set => statement = value;
    }

    public int Refuse(string id, string message)
    {
        refusals.Add(new Refusal(id, message));
        return refusals.Count - 1;
    }

    // Variables

    public Variable NewVariable(string name, IrType type)
    {
        var variable = new Variable(name, type, nextVariable++);
        env[variable] = null;
        return variable;
    }

    public bool IsAssigned(Variable variable) => env.TryGetValue(variable, out Value? value) && value is not null;

    /// <summary>The variable's value here. One that some path left unassigned reads as its type's default.</summary>
    public Value Read(Variable variable) => env.TryGetValue(variable, out Value? value) && value is not null ? value : Default(variable.Type);

    /// <summary>Assigns, and gives the value the variable's name.</summary>
    public void Write(Variable variable, Value value)
    {
        Continue();
        env[variable] = value.Type.Kind is Kind.Float or Kind.Integer or Kind.Boolean or Kind.Opaque
            ? Define(variable.Type, variable.Name, result => new Apply(statement, result, Intrinsics.Copy, EquatableArray.Of(value)))
            : value;
    }

    /// <summary>Assigns without a trace in the text: for flags, parameters and results.</summary>
    public void Bind(Variable variable, Value value)
    {
        Continue();
        env[variable] = value;
    }

    // Operations

    public Value Argument(IrType type, string name) => new(nextId++, type, name);

    public Value Constant(IrType type, string text)
    {
        Value value = Define(type, null, result => new Constant(statement, result, text));
        constants[value] = text;
        return value;
    }

    public Value Default(IrType type) => Constant(type, Intrinsics.DefaultText(type));

    public Value Apply(string function, IrType type, params Value[] arguments) => Apply(function, type, "", arguments);

    public Value Apply(string function, IrType type, string attribute, Value[] arguments) =>
        KnownTruth(function, arguments) is { } known
            ? Constant(IrType.Boolean, known ? "true" : "false")
            : Define(type, null, result => new Apply(statement, result, function, EquatableArray.Of(arguments), attribute));

    public Value Length(Value buffer) => Apply(Intrinsics.Length, IrType.Int32, buffer);

    public Value Opaque(IrType type, string template, Effect effect, int refusal, params Value[] arguments) =>
        Define(type, null, result => new Opaque(statement, result, template, EquatableArray.Of(arguments), effect, refusal));

    public void Act(string template, int refusal, params Value[] arguments) =>
        Emit(new Opaque(statement, null, template, EquatableArray.Of(arguments), Effect.Acts, refusal));

    public Value Allocate(IrType type, Value length, string? name = null, bool escapes = false) =>
        Define(type, name, result => new Allocate(statement, result, length, escapes));

    public Value Slice(IrType type, Value buffer, Value start, Value? length, string? name = null) =>
        Define(type, name, result => new Slice(statement, result, buffer, start, length));

    public Value Load(Value buffer, Value index) => Define(buffer.Type.Element!, null, result => new Load(statement, result, buffer, index));

    public void Store(Value buffer, Value index, Value value) => Emit(new Store(statement, buffer, index, value));

    public IReadOnlyList<Value> Call(Callee callee, IReadOnlyList<Value> arguments, IReadOnlyList<IrType> outputs)
    {
        Continue();
        Value[] results = [.. outputs.Select(type => new Value(nextId++, type))];
        ops.Add(new Call(statement, callee, arguments.ToEquatable(), EquatableArray.Of(results)));
        return results;
    }

    /// <summary>Ends the path with an exception.</summary>
    public void Throw(string template, params Value[] arguments)
    {
        Emit(new Throw(statement, template, EquatableArray.Of(arguments)));
        falls = false;
    }

    // Control flow

    public Label NewLabel(string flag) => new(NewVariable(flag, IrType.Boolean));

    /// <summary>Runs <paramref name="body"/>; <see cref="Exit"/> to <paramref name="label"/> goes to its end.</summary>
    public void Block(Label label, Action body)
    {
        Continue();
        int depth = open.Count;
        env[label.Flag] = Constant(IrType.Boolean, "false");
        body();
        CloseTo(depth);
        if (pending.Contains(label))
        {
            pending = [.. pending.Where(other => other != label)];
            falls = true;
        }

        env.Remove(label.Flag);
    }

    /// <summary>Leaves every block up to and including the label's.</summary>
    public void Exit(Label label)
    {
        if (!falls)
        {
            return;
        }

        Continue();
        env[label.Flag] = Constant(IrType.Boolean, "true");
        pending = [label];
        falls = false;
    }

    public void If(Value condition, Action then, Action? otherwise = null)
    {
        if (!falls)
        {
            return;
        }

        Continue();
        if (constants.TryGetValue(condition, out string? known))
        {
            (known == "true" ? then : otherwise)?.Invoke();
            return;
        }

        Dictionary<Variable, Value?> before = env;
        Branch yes = Run(before, then);
        Branch no = Run(before, otherwise ?? (static () => { }));
        if (yes.Falls != no.Falls)
        {
            (Branch leaving, Branch staying) = yes.Falls ? (no, yes) : (yes, no);
            if (leaving.Pending.Count > 0 && staying.Pending.Count == 0)
            {
                Reopen(condition, before, leaving, leaving == yes, staying);
                return;
            }
        }

        Merge(condition, before, yes, no);
    }

    /// <summary>
    /// <c>while (test()) body()</c>. A test that writes or calls is moved into the body, behind a flag.
    /// </summary>
    public void While(Func<Value> test, Action body)
    {
        if (!falls)
        {
            return;
        }

        Continue();
        Dictionary<Variable, Value?> before = env;
        Variable[] carried = Carried(before);
        Dictionary<Variable, Value?> arguments = Arguments(before, carried);
        Value? condition = null;
        Branch testing = Run(arguments, () => condition = test());
        if (!testing.Falls || testing.Ops.Any(static op => !Intrinsics.IsRepeatable(op)) || carried.Any(v => testing.Env[v] != arguments[v]))
        {
            Variable go = NewVariable("go", IrType.Boolean);
            env[go] = Constant(IrType.Boolean, "true");
            While(
                () => Read(go),
                () => If(test(), body, () => Bind(go, Constant(IrType.Boolean, "false"))));
            return;
        }

        Branch running = Run(arguments, body);
        Region testRegion = new(default, testing.Ops.ToEquatable(), EquatableArray.Of(condition!));
        bool endless = testing.Ops.OfType<Constant>().Any(c => c.Result == condition && c.Text == "true");
        if (running.Pending.Count > 0)
        {
            testRegion = GuardTest(running.Pending, arguments, testRegion, endless);
        }

        var unchanged = new Dictionary<Value, Value>();
        var kept = new List<Variable>();
        foreach (Variable variable in carried)
        {
            if (running.Env[variable] == arguments[variable])
            {
                unchanged[arguments[variable]!] = before[variable]!;
            }
            else
            {
                kept.Add(variable);
            }
        }

        EquatableArray<Value> Of(Dictionary<Variable, Value?> values) => kept.Select(v => values[v]!).ToEquatable();
        Value[] results = [.. kept.Select(v => new Value(nextId++, v.Type, v.Name))];
        Region bodyRegion = new(Of(arguments), running.Ops.ToEquatable(), kept.Select(v => running.Env[v]!).ToEquatable());
        ops.Add(new While(
            statement,
            Of(before),
            Rewrite.Substitute(testRegion with { Arguments = Of(arguments) }, unchanged),
            Rewrite.Substitute(bodyRegion, unchanged),
            EquatableArray.Of(results)) { Key = nextId++ });
        Rebind(before, kept, results);
        falls = !endless;
        pending = running.Pending;
    }

    /// <summary>
    /// <c>for (i = start; i comparison end; i += step) body(i)</c> whose body leaves neither the loop nor touches
    /// <c>i</c> or <c>end</c>.
    /// </summary>
    public void For(IrType type, string name, Value start, string comparison, Value end, long step, Action<Value> body)
    {
        if (!falls)
        {
            return;
        }

        Continue();
        Dictionary<Variable, Value?> before = env;
        Variable[] carried = Carried(before);
        Dictionary<Variable, Value?> arguments = Arguments(before, carried);
        var index = new Value(nextId++, type, name);
        Branch running = Run(arguments, () => body(index));
        if (running.Pending.Count > 0)
        {
            throw new InvalidOperationException("A counted loop is left early.");
        }

        var unchanged = new Dictionary<Value, Value>();
        var kept = new List<Variable>();
        foreach (Variable variable in carried)
        {
            if (running.Env[variable] == arguments[variable])
            {
                unchanged[arguments[variable]!] = before[variable]!;
            }
            else
            {
                kept.Add(variable);
            }
        }

        Value[] results = [.. kept.Select(v => new Value(nextId++, v.Type, v.Name))];
        Region region = new(
            new Value[] { index }.Concat(kept.Select(v => arguments[v]!)).ToEquatable(),
            running.Ops.ToEquatable(),
            kept.Select(v => running.Env[v]!).ToEquatable());
        ops.Add(new For(
            statement,
            start,
            comparison,
            end,
            step,
            kept.Select(v => before[v]!).ToEquatable(),
            Rewrite.Substitute(region, unchanged),
            EquatableArray.Of(results)) { Key = nextId++ });
        Rebind(before, kept, results);
    }

    /// <summary>Finishes the function.</summary>
    public Function Finish(Callee signature, IReadOnlyList<Value> arguments, IReadOnlyList<Value> results)
    {
        CloseTo(0);
        return new Function(
            signature,
            new Region(arguments.ToEquatable(), ops.ToEquatable(), results.ToEquatable()),
            statements.ToEquatable(),
            refusals.ToEquatable(),
            nextId);
    }

    /// <summary>What a test of literals gives: the branch it leads to is then the only one.</summary>
    private bool? KnownTruth(string function, Value[] arguments)
    {
        string?[] texts = [.. arguments.Select(a => constants.TryGetValue(a, out string? text) ? text : null)];
        if (texts.Length == 0 || texts.Any(static t => t is null))
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
            ops.Add(op);
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
