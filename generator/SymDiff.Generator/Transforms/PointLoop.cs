using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Transforms;

/// <summary>
/// Both sweeps of a method as the rounds of a loop over many points: each reads the numbers and rows of its point and leaves
/// its derivatives in rows of its own. Rounds then meet in the sums for what is shared, and can go side by side.
/// </summary>
/// <remarks>
/// <code>
/// s = f(x, w)                   for point: xRow = x[point]
/// dx = …, dw += …                          values[point] = f(xRow, w)
///                                          xGradientRow = …, wGradient += …
/// </code>
/// </remarks>
internal sealed class PointLoop
{
    private readonly Function function;
    private readonly Callee contract;
    private readonly OpWriter writer;
    private readonly Dictionary<string, Value> given;
    private readonly Dictionary<string, Value> widths = new(StringComparer.Ordinal);
    private readonly Value point;
    private readonly Value points;

    private PointLoop(Function function, Callee contract, Numbering numbering)
    {
        this.function = function;
        this.contract = contract;
        writer = new OpWriter(numbering, []);
        given = contract.Parameters.Where(static p => p.Passing != Passing.Out)
            .SelectMany(static p => p.Leaves.Select(leaf => (Name: p.Name + leaf.Path, Leaf: leaf, Parameter: p)))
            .ToDictionary(static it => it.Name, it => numbering.New(it.Leaf.Type, it.Leaf.Path.Length == 0 ? it.Parameter.Name : null), StringComparer.Ordinal);
        point = numbering.New(IrType.Int32, "point");
        Value counted = given[Added.Name];
        int results = function.Signature.Returns.Count;
        points = !counted.Type.IsBuffer ? counted
            : results == 1 ? writer.Copy(writer.Apply(Intrinsics.Length, IrType.Int32, counted), "points")
            : writer.Copy(writer.Apply(Intrinsics.Divide, IrType.Int32, writer.Apply(Intrinsics.Length, IrType.Int32, counted), Whole(results)), "points");
    }

    /// <summary>What receives the values, or says how many points there are.</summary>
    private Parameter Added => contract.Parameters[function.Signature.Parameters.Count];

    private IEnumerable<Parameter> Own => function.Signature.Parameters;

    private IEnumerable<(Parameter Parameter, Parameter Destination)> Destinations =>
        Own.Where(static p => p.Differentiated).Zip(contract.Parameters.Skip(function.Signature.Parameters.Count + 1), static (p, destination) => (p, destination))
            .Where(static d => !d.p.IsModule);

    /// <summary>The loop for <c>FGradientBatch</c>.</summary>
    /// <param name="function">The method.</param>
    /// <param name="contract">That of the batch.</param>
    /// <param name="sweeps">Both sweeps; yields the value, then the derivatives of numbers, then those of numbers of modules.</param>
    /// <param name="destinations">For each differentiated parameter the destination of a buffer.</param>
    /// <param name="derivatives">For each differentiated number whether it has a derivative: one that is not null.</param>
    /// <param name="modules">Where the derivatives of numbers of modules belong.</param>
    /// <param name="numbering">Where new values get their numbers.</param>
    public static Region Gradient(Function function, Callee contract, Region sweeps, IReadOnlyList<Value?> destinations, IReadOnlyList<Value?> derivatives, IReadOnlyList<string> modules, Numbering numbering) =>
        new PointLoop(function, contract, numbering).Gradient(sweeps, destinations, derivatives, modules);

    private Region Gradient(Region sweeps, IReadOnlyList<Value?> destinations, IReadOnlyList<Value?> derivatives, IReadOnlyList<string> modules)
    {
        Measure();
        foreach ((Parameter parameter, Parameter destination) in Destinations.Where(static d => d.Destination.Passing != Passing.Out))
        {
            Value target = given[destination.Name];
            Fit(target, parameter.IsShared || parameter.IsBuffer ? given[parameter.Name] : null);
            if (parameter.IsShared)
            {
                writer.Add(new Clear(-1, target));
            }
        }

        foreach (Parameter gradients in contract.Parameters.Where(static p => p.GradientsOf is not null))
        {
            writer.Add(new Opaque(-1, null, "{0}.Clear()", [given[gradients.Name]], Effect.Acts, -1));
        }

        // What is read of a module, and where derivatives of its arrays are added, is the same for all points.
        foreach (Op op in sweeps.Ops.Where(IsOfModule))
        {
            writer.Add(op);
        }

        sweeps = sweeps with { Ops = [.. sweeps.Ops.Where(static op => !IsOfModule(op))] };

        // A shared number collects its derivative from point to point.
        List<Value> inits = [], carried = [], sums = [];
        var map = new Dictionary<Value, Value>();
        EquatableArray<Op> round = writer.Collect(() =>
        {
            Enter(map);
            int buffer = 0;
            foreach ((Parameter parameter, Parameter destination) in Destinations)
            {
                if (destinations[buffer++] is { } own)
                {
                    map[own] = parameter.IsShared ? given[destination.Name] : Window(given[destination.Name], widths[parameter.Name], destination.Name + "Row");
                }
            }

            Region here = Rewrite.Substitute(sweeps, map);
            foreach (Op op in here.Ops)
            {
                writer.Add(op);
            }

            writer.Add(new Store(-1, given[Added.Name], point, here.Yields[0]));
            int number = 0, yielded = 1;
            foreach ((Parameter parameter, Parameter destination) in Destinations.Where(static d => !d.Parameter.IsBuffer))
            {
                Value? derivative = derivatives[number++] is null ? null : here.Yields[yielded++];
                IrType type = parameter.Leaves[0].Type;
                if (!parameter.IsShared)
                {
                    writer.Add(new Store(-1, given[destination.Name], point, derivative ?? writer.Zero(type)));
                    continue;
                }

                Value sum = writer.Numbering.New(type, destination.Name + "Sum");
                carried.Add(sum);
                sums.Add(derivative is null ? sum : writer.Apply(Intrinsics.Add, sum, derivative));
            }

            for (int i = 0; i < modules.Count; i++)
            {
                Value derivative = here.Yields[yielded++], sum = writer.Numbering.New(derivative.Type, derivative.Name is { } name ? name + "Sum" : null);
                carried.Add(sum);
                sums.Add(writer.Apply(Intrinsics.Add, sum, derivative));
            }
        });
        inits.AddRange(carried.Select(sum => writer.Zero(sum.Type)));
        Value[] outputs = [.. carried.Select(sum => writer.Numbering.New(sum.Type, sum.Name))];
        Loop(point, points, round, inits, carried, sums, outputs);
        int shared = outputs.Length - modules.Count;
        for (int i = 0; i < modules.Count; i++)
        {
            writer.Add(new Opaque(-1, null, modules[i] + " += {0}", [outputs[shared + i]], Effect.Acts, -1));
        }

        return Body([.. outputs.Take(shared)]);
    }

    /// <summary>The loop for <c>FJacobianBatch</c>.</summary>
    /// <param name="function">The method.</param>
    /// <param name="contract">That of the batch.</param>
    /// <param name="forward">The forward sweep.</param>
    /// <param name="reverse">The reverse sweep, which takes nothing off the workspace; yields the derivatives of numbers.</param>
    /// <param name="seeds">For each number that is returned its adjoint.</param>
    /// <param name="adjoints">For each differentiated parameter the adjoint of a buffer.</param>
    /// <param name="derivatives">For each differentiated number whether it has a derivative: one that is not null.</param>
    /// <param name="numbering">Where new values get their numbers.</param>
    public static Region Jacobian(Function function, Callee contract, Region forward, Region reverse, IReadOnlyList<Value> seeds, IReadOnlyList<Value?> adjoints, IReadOnlyList<Value?> derivatives, Numbering numbering) =>
        new PointLoop(function, contract, numbering).Jacobian(forward, reverse, seeds, adjoints, derivatives);

    private Region Jacobian(Region forward, Region reverse, IReadOnlyList<Value> seeds, IReadOnlyList<Value?> adjoints, IReadOnlyList<Value?> derivatives)
    {
        IReadOnlyList<SeveralDirections.Output> outputs = Sizes(out IReadOnlyDictionary<string, Value> blocks, out Value[] starts, out Value rows);
        int results = function.Signature.Returns.Count;
        var map = new Dictionary<Value, Value>();
        EquatableArray<Op> round = writer.Collect(() =>
        {
            Enter(map);
            Dictionary<string, Value> windows = Destinations.ToDictionary(
                static d => d.Destination.Name,
                d => Window(given[d.Destination.Name], blocks[d.Destination.Name], d.Destination.Name + "Rows"),
                StringComparer.Ordinal);
            Value? row = results > 1 ? Window(given[Added.Name], Whole(results), Added.Name + "Row") : null;
            Region there = Rewrite.Substitute(forward, map);
            foreach (Op op in there.Ops)
            {
                writer.Add(op);
            }

            for (int i = 0; i < results; i++)
            {
                writer.Add(row is null ? new Store(-1, given[Added.Name], point, there.Yields[i]) : new Store(-1, row, Whole(i), there.Yields[i]));
            }

            writer.Add(new Turn(-1));
            foreach (Value window in windows.Values)
            {
                writer.Add(new Clear(-1, window));
            }

            Value output = writer.Numbering.New(IrType.Int32, "row");
            EquatableArray<Op> backwards = writer.Collect(() =>
            {
                int at = 0, number = 0, yielded = 0;
                foreach (Value seed in seeds)
                {
                    Value one = writer.Constant(seed.Type, "1");
                    map[seed] = results == 1 ? one : writer.Apply(Intrinsics.Select, seed.Type, writer.Apply(Intrinsics.Equal, IrType.Boolean, output, Whole(at)), one, writer.Zero(seed.Type));
                    at++;
                }

                at = 0;
                foreach ((Parameter parameter, Parameter destination) in Destinations)
                {
                    Value? adjoint = adjoints[at++];
                    if (!parameter.IsBuffer)
                    {
                        continue;
                    }

                    Value columns = Columns(parameter);
                    Value part = writer.Define(IrType.Span(parameter.Leaves[0].Type.Element!), destination.Name + "Row", result => new Slice(-1, result, windows[destination.Name], Product(output, columns), columns));
                    if (adjoint is not null)
                    {
                        map[adjoint] = part;
                    }

                    for (int i = 0; i < outputs.Count; i++)
                    {
                        if (outputs[i].Owner == parameter)
                        {
                            Seed(part, output, starts[i], columns, outputs.Count == 1);
                        }
                    }
                }

                Region here = Rewrite.Substitute(reverse, map);
                foreach (Op op in here.Ops)
                {
                    writer.Add(op);
                }

                foreach ((_, Parameter destination) in Destinations.Where(static d => !d.Parameter.IsBuffer))
                {
                    if (derivatives[number++] is not null)
                    {
                        writer.Add(new Store(-1, windows[destination.Name], output, here.Yields[yielded++]));
                    }
                }
            });
            Loop(output, rows, backwards, [], [], [], []);
        });
        Loop(point, points, round, [], [], [], []);
        return Body([]);
    }

    /// <summary>The loop for <c>FJacobianBatch</c> that calls <c>FJacobian</c> at each point.</summary>
    public static Region Each(Function function, Callee contract, Numbering numbering) => new PointLoop(function, contract, numbering).Each();

    private Region Each()
    {
        Sizes(out IReadOnlyDictionary<string, Value> blocks, out _, out _);
        int results = function.Signature.Returns.Count;
        EquatableArray<Op> round = writer.Collect(() =>
        {
            var map = new Dictionary<Value, Value>();
            Enter(map);
            Value[] arguments = [.. function.Body.Arguments.Select(argument => map[argument])];
            Value[] windows = [.. Destinations.Select(d => Window(given[d.Destination.Name], blocks[d.Destination.Name], d.Destination.Name + "Rows"))];
            string holes = string.Join(", ", Holes(arguments.Length).Concat(Enumerable.Range(arguments.Length, windows.Length).Select(Hole)));
            string call = function.Signature.Named("Jacobian") + "(" + holes + ")";
            Value? returned = results == 0 ? null : writer.Numbering.New(results == 1 ? function.Signature.Returns[0].Type : new IrType(Kind.Opaque, function.Signature.ReturnType), "value");
            writer.Add(new Opaque(-1, returned, call, [.. arguments, .. windows], Effect.Acts, -1));
            if (results == 1)
            {
                writer.Add(new Store(-1, given[Added.Name], point, returned!));
            }
            else if (results > 1)
            {
                Value row = Window(given[Added.Name], Whole(results), Added.Name + "Row");
                for (int i = 0; i < results; i++)
                {
                    Leaf leaf = function.Signature.Returns[i];
                    writer.Add(new Store(-1, row, Whole(i), writer.Define(leaf.Type, null, result => new Opaque(-1, result, "{0}" + leaf.Path, [returned!], Effect.Pure, -1))));
                }
            }
        });
        Loop(point, points, round, [], [], [], []);
        return Body([]);
    }

    /// <summary>The method's parameters as they are passed: an aggregate is put together from its leaves.</summary>
    private IEnumerable<string> Holes(int count)
    {
        int at = 0;
        foreach (Parameter parameter in Own)
        {
            string[] leaves = [.. parameter.Leaves.Select(_ => Hole(at++))];
            yield return Template.Fill(parameter.Assembly, leaves);
        }

        if (at != count)
        {
            throw new InvalidOperationException("The arguments of '" + function.Signature.Name + "' are not its parameters.");
        }
    }

    private static string Hole(int at) => "{" + at.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}";

    /// <summary>Sets the element that a row is about to one, where it is one of this buffer's.</summary>
    private void Seed(Value adjoint, Value row, Value start, Value count, bool alone)
    {
        bool first = writer.Definition(start) is Constant { Text: "0" };
        Value place = first ? row : writer.Apply(Intrinsics.Subtract, IrType.Int32, row, start);
        Value one = writer.Constant(adjoint.Type.Element!, "1");
        if (alone)
        {
            writer.Add(new Store(-1, adjoint, place, one));
            return;
        }

        Value below = writer.Apply(Intrinsics.Less, IrType.Boolean, place, count);
        Value within = first ? below : writer.Apply(Intrinsics.And, IrType.Boolean, writer.Apply(Intrinsics.GreaterOrEqual, IrType.Boolean, row, start), below);
        EquatableArray<Op> store = writer.Collect(() => writer.Add(new Store(-1, adjoint, place, one)));
        writer.Add(new If(-1, within, new Region(default, store, default), new Region(default, default, default), default));
    }

    /// <summary>How many elements the Jacobian of a point has, and where in it the rows of each output begin.</summary>
    private IReadOnlyList<SeveralDirections.Output> Sizes(out IReadOnlyDictionary<string, Value> blocks, out Value[] starts, out Value rows)
    {
        Measure();
        IReadOnlyList<SeveralDirections.Output> outputs = SeveralDirections.JacobianRows(function.Signature);
        int results = function.Signature.Returns.Count;
        bool returns = results > 0;
        starts = new Value[outputs.Count];
        rows = Whole(0);
        for (int i = 0; i < outputs.Count; i++)
        {
            starts[i] = rows;
            rows = returns ? Whole(i + 1) : Sum(rows, Columns(outputs[i].Owner!));
        }

        rows = returns ? rows : writer.Copy(rows, "rows");
        if (results > 1)
        {
            Check("RowLength", "{0}, {1}, nameof({1})", points, given[Added.Name]);
        }

        var sizes = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach ((Parameter parameter, Parameter destination) in Destinations)
        {
            Value columns = Columns(parameter);
            sizes[destination.Name] = Checked(destination.Name + "Block", "BlockLength", "{0}, {1}, {2}, {3}, nameof({3})", given[destination.Name], points, rows, columns, given[destination.Name]);
        }

        blocks = sizes;
        return outputs;
    }

    /// <summary>How long the rows of each buffer are, and that there is a number for each point.</summary>
    private void Measure()
    {
        foreach (Parameter parameter in Own.Where(static p => !p.IsShared))
        {
            Value buffer = given[parameter.Name];
            if (parameter.IsBuffer)
            {
                widths[parameter.Name] = Checked(parameter.Name + "Length", "RowLength", "{0}, {1}, nameof({1})", buffer, points, buffer);
            }
            else
            {
                Check("HasLength", "{0}, {1}, nameof({1})", points, buffer);
            }
        }
    }

    /// <summary>How many numbers a parameter has at one point.</summary>
    private Value Columns(Parameter parameter) => !parameter.IsBuffer ? Whole(1)
        : parameter.IsShared ? writer.Apply(Intrinsics.Length, IrType.Int32, given[parameter.Name])
        : widths[parameter.Name];

    /// <summary>What the method takes at the point.</summary>
    private void Enter(Dictionary<Value, Value> map)
    {
        int at = 0;
        foreach (Parameter parameter in Own)
        {
            foreach (Leaf leaf in parameter.Leaves)
            {
                Value argument = function.Body.Arguments[at++], passed = given[parameter.Name + leaf.Path];
                map[argument] = parameter.IsShared ? passed
                    : parameter.IsBuffer ? Window(passed, widths[parameter.Name], parameter.Name + "Row")
                    : writer.Define(leaf.Type, parameter.Name + "Here", result => new Load(-1, result, passed, point));
            }
        }
    }

    /// <summary>A row of memory that belongs to the point.</summary>
    private Value Window(Value memory, Value width, string name) =>
        writer.Define(memory.Type, name, result => new Slice(-1, result, memory, Product(point, width), width));

    /// <summary>Checks that a destination has as many elements as what it belongs to; one for each point where that is a number.</summary>
    private void Fit(Value target, Value? like)
    {
        if (like is null)
        {
            Check("HasLength", "{0}, {1}, nameof({1})", points, target);
        }
        else
        {
            Check("SameLength", "{0}, {1}, nameof({1})", like, target);
        }
    }

    private static bool IsOfModule(Op op) => op is Opaque { Input: not null } or Opaque { Effect: Effect.Pure, Arguments.Count: 0, Result.Type.IsBuffer: true };

    private void Check(string name, string holes, Value first, Value target) =>
        writer.Add(new Opaque(-1, null, Guard(name, target) + "(" + holes + ")", [first, target], Effect.Acts, -1));

    private Value Checked(string name, string check, string holes, Value buffer, params Value[] arguments) =>
        writer.Define(IrType.Int32, name, result => new Opaque(-1, result, Guard(check, buffer) + "(" + holes + ")", EquatableArray.Of(arguments), Effect.Acts, -1));

    private static string Guard(string name, Value buffer) => "global::SymDiff.Guard." + name + "<" + buffer.Type.Element!.Name + ">";

    private void Loop(Value index, Value end, EquatableArray<Op> round, List<Value> inits, List<Value> carried, List<Value> yields, Value[] outputs) =>
        writer.Add(new For(-1, Whole(0), "<", end, 1, inits.ToEquatable(), new Region([index, .. carried], round, yields.ToEquatable()), EquatableArray.Of(outputs)) { Key = writer.Numbering.Take() });

    private Region Body(Value[] outputs) => new(
        [.. contract.Parameters.Where(static p => p.Passing != Passing.Out).SelectMany(p => p.Leaves.Select(leaf => given[p.Name + leaf.Path]))],
        writer.Ops.ToEquatable(),
        EquatableArray.Of(outputs));

    private Value Whole(int value) => writer.Constant(IrType.Int32, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private Value Sum(Value left, Value right) => writer.Definition(left) is Constant { Text: "0" } ? right : writer.Apply(Intrinsics.Add, IrType.Int32, left, right);

    private Value Product(Value left, Value right) => writer.Definition(right) is Constant { Text: "1" } ? left : writer.Apply(Intrinsics.Multiply, IrType.Int32, left, right);
}
