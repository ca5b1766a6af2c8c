using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

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
internal sealed partial class FunctionBuilder
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

    public int Refuse(string id, string message, IEnumerable<string> operands)
    {
        refusals.Add(new Refusal(id, message) { Operands = operands.ToEquatable() });
        return refusals.Count - 1;
    }

    /// <summary>What the user says of the results of the operations that are built now.</summary>
    public Keeping Keeping { get; set; }

    /// <summary>Has a value stored that was computed just now, or is a copy of one.</summary>
    public void Store(Value value)
    {
        int at = ops.FindLastIndex(op => op is Apply apply && apply.Result == value);
        if (at >= 0)
        {
            ops[at] = ops[at] with { Keeping = Keeping.Stored };
        }
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
        if (env.TryGetValue(variable, out Value? current) && current == value)
        {
            return;
        }

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

    /// <summary>The text of a value that is a literal; null of any other.</summary>
    public string? ConstantOf(Value value) => constants.TryGetValue(value, out string? text) ? text : null;

    public Value Default(IrType type) => Constant(type, Intrinsics.DefaultText(type));

    public Value Apply(string function, IrType type, params Value[] arguments) => Apply(function, type, "", arguments);

    public Value Apply(string function, IrType type, string attribute, Value[] arguments, int notice = -1) =>
        KnownTruth(function, arguments) is { } known ? Constant(IrType.Boolean, known ? "true" : "false")
            : Decided(function, arguments) is { } decided ? decided
            : Define(type, null, result => new Apply(statement, result, function, EquatableArray.Of(arguments), attribute) { Notice = notice });

    /// <summary>
    /// What a value was rounded from, by a function or a conversion whose result is constant between jumps; null where
    /// it was not rounded. Where nothing else reads the value, that no derivative passes there is no longer worth a notice.
    /// </summary>
    public Value? Unrounded(Value value)
    {
        bool alone = true;
        for (int at = ops.Count - 1; at >= 0; at--)
        {
            if (ops[at] is not Apply apply || apply.Result != value)
            {
                continue;
            }

            if (apply.Notice >= 0)
            {
                ops[at] = alone ? apply with { Notice = -1 } : apply;
                Value[] rounded = [.. apply.Arguments.Where(static a => a.Type.IsFloat)];
                return rounded.Length == 1 ? rounded[0] : null;
            }

            if (apply.Function is not (Intrinsics.Convert or Intrinsics.Copy))
            {
                return null;
            }

            alone &= apply.Function == Intrinsics.Convert;
            value = apply.Arguments[0];
        }

        return null;
    }

    /// <inheritdoc cref="OpWriter.Extent"/>
    public Value Extent(Value buffer) => buffer.Type.IsMatrix ? At(Rows(buffer), Columns(buffer)) : Length(buffer);

    public Value Rows(Value matrix) => Apply(Intrinsics.Rows, IrType.Int32, matrix);

    public Value Columns(Value matrix) => Apply(Intrinsics.Columns, IrType.Int32, matrix);

    public Value At(Value row, Value column) => Apply(Intrinsics.At, IrType.Position, row, column);

    public Value Length(Value buffer) => Apply(Intrinsics.Length, IrType.Int32, buffer);

    public Value Opaque(IrType type, string template, Effect effect, int refusal, params Value[] arguments) =>
        Define(type, null, result => new Opaque(statement, result, template, EquatableArray.Of(arguments), effect, refusal));

    /// <summary>A call of a library's that gives the same for the same operands, with no derivative of its own.</summary>
    /// <param name="type">What it gives.</param>
    /// <param name="name">What that is called after.</param>
    /// <param name="template">The call.</param>
    /// <param name="throws">Whether it may end in an exception, so that it keeps its place.</param>
    /// <param name="arguments">What goes in.</param>
    public Value Known(IrType type, string name, string template, bool throws, params Value[] arguments) =>
        Define(type, null, result => new Opaque(statement, result, template, EquatableArray.Of(arguments), throws ? Effect.Acts : Effect.Pure, -1) { IsCheck = throws, Cost = 10, Hint = name });

    public void Act(string template, int refusal, params Value[] arguments) =>
        Emit(new Opaque(statement, null, template, EquatableArray.Of(arguments), Effect.Acts, refusal));

    /// <summary>Throws or does nothing.</summary>
    public void Check(string template, params Value[] arguments) =>
        Emit(new Opaque(statement, null, template, EquatableArray.Of(arguments), Effect.Acts, -1) { IsCheck = true });

    public Value Allocate(IrType type, Value length, string? name = null, bool escapes = false) =>
        Define(type, name, result => new Allocate(statement, result, length, escapes));

    public Value Slice(IrType type, Value buffer, Value start, Value? length, string? name = null) =>
        Define(type, name, result => new Slice(statement, result, buffer, start, length));

    public Value Load(Value buffer, Value index, bool isInside = false) =>
        Define(buffer.Type.Element!, null, result => new Load(statement, result, buffer, index) { IsInside = isInside });

    public void Store(Value buffer, Value index, Value value) => Emit(new Store(statement, buffer, index, value));

    public void Publish(string target, Value value) => Emit(new Publish(statement, target, value));

    public IReadOnlyList<Value> Call(Callee callee, IReadOnlyList<Value> arguments, IReadOnlyList<IrType> outputs, EquatableArray<string> through = default, Primal? primal = null)
    {
        Continue();
        Value[] results = [.. outputs.Select(type => new Value(nextId++, type))];
        ops.Add(new Call(statement, callee, arguments.ToEquatable(), EquatableArray.Of(results)) { Through = through, Primal = primal });
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

        List<Variable> kept = Changed(carried, before, arguments, running, out Dictionary<Value, Value> unchanged);

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

        List<Variable> kept = Changed(carried, before, arguments, running, out Dictionary<Value, Value> unchanged);

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
        if (!falls)
        {
            // What no path comes to has no results, but a name for each.
            falls = true;
            results = [.. results.Select(result => Default(result.Type))];
        }

        return new Function(
            signature,
            new Region(arguments.ToEquatable(), ops.ToEquatable(), results.ToEquatable()),
            statements.ToEquatable(),
            refusals.ToEquatable(),
            nextId);
    }
}
