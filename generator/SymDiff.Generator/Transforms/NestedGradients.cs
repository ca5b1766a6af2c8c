using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Transforms;

/// <summary>
/// Makes calls of emitted gradients differentiable: the call stays and gives the numbers, and beside it stands the method
/// itself with its tangents along each input, which give the derivatives of those numbers.
/// </summary>
/// <remarks>
/// <para>
/// The numbers have the bits of the call. Every tangent is a value of its own, so a derivative along one input cannot be
/// taken for one along another, nor for one further out (Siskind and Pearlmutter, Perturbation Confusion and Referential
/// Transparency, IFL 2005). Forward mode, because its output can be differentiated again: it costs a run of the method for
/// each number whose derivative is needed, and for each element of an array.
/// </para>
/// <para>
/// Assumes that the method overwrites no argument, does nothing that must happen once and has no calls by contract left.
/// Guarantees the same values, writes and exceptions: what stands beside the call repeats what went well in it.
/// </para>
/// <code>
/// v, d = GGradient(x)           v0, d0 = GGradient(x)        constants
///                               t = x * x; tTangent = 2 * x
///                               v = v0                       with the derivative of t
///                               d = d0                       with that of tTangent
/// </code>
/// </remarks>
internal sealed class NestedGradients
{
    private readonly Activity activity;
    private readonly Numbering numbering;

    // The parameters of modules: inputs of the function wherever they are read.
    private readonly Dictionary<ModulePath, Value> inputs;
    private readonly List<Op> reads = [];

    private NestedGradients(Function function, Numbering numbering)
    {
        activity = Activity.Of(function, Roots.Of(function.Body), returnOnly: false);
        this.numbering = numbering;
        inputs = function.Body.Ops.OfType<Opaque>().Where(static op => op.Input is not null).ToDictionary(static op => op.Input!, static op => op.Result!);
    }

    /// <summary>Whether a region calls an emitted gradient.</summary>
    public static bool AreIn(Region region) => region.Ops.Any(static op => op is Call { Primal: not null } || op.Regions.Any(AreIn));

    public static Function PutInPlace(Function function)
    {
        if (!AreIn(function.Body))
        {
            return function;
        }

        var numbering = new Numbering(function.NextId);
        var placed = new NestedGradients(function, numbering);
        Region body = placed.Visit(function.Body);
        return function with { Body = body with { Ops = [.. placed.reads, .. body.Ops] }, NextId = numbering.Next };
    }

    /// <summary>What the caller knows a parameter of a module as: read once, before everything else.</summary>
    private Value Input(Opaque read)
    {
        if (!inputs.TryGetValue(read.Input!, out Value? value))
        {
            value = inputs[read.Input!] = numbering.New(read.Result!.Type, read.Result.Name);
            reads.Add(read with { Result = value });
        }

        return value;
    }

    private Region Visit(Region region)
    {
        var ops = new List<Op>();
        foreach (Op op in region.Ops)
        {
            if (op is Call { Primal: { } primal } call)
            {
                ops.AddRange(Put(call, primal));
            }
            else
            {
                ops.Add(Rewrite.Map(op, static v => v, static v => v, Visit));
            }
        }

        return region with { Ops = ops.ToEquatable() };
    }

    private List<Op> Put(Call call, Primal primal)
    {
        var writer = new OpWriter(numbering, []) { Statement = call.Statement };
        Callee constant = call.Callee with { Parameters = [.. call.Callee.Parameters.Select(static p => p with { Differentiated = false })] };
        if (!activity.IsActive(call))
        {
            return [call with { Callee = constant, Primal = null }];
        }

        (EquatableArray<int?> numbers, EquatableArray<int> arrays) = primal.Inputs;
        Value[] destinations = [.. call.Arguments.Skip(primal.Function.Body.Arguments.Count)];
        if (primal.IsForeign || (primal.HasProduct && destinations.Any(activity.IsUseful)))
        {
            return [call];
        }

        int[] needed = [.. Enumerable.Range(0, call.Outputs.Count).Where(i => (i == 0 || numbers[i - 1] is not null) && activity.IsUseful(call.Outputs[i]))];
        Value[] given = [.. call.Outputs.Select((output, i) => needed.Contains(i) ? numbering.New(output.Type, Name(i)) : output)];
        writer.Add(call with { Callee = constant, Outputs = EquatableArray.Of(given), Primal = null });

        string Name(int output)
        {
            string name = primal.Function.Signature.Name, input = output == 0 ? "" : primal.Function.Body.Arguments[numbers[output - 1]!.Value].Name ?? "";
            return char.ToLowerInvariant(name[0]) + name.Substring(1) + (input.Length == 0 ? "" : char.ToUpperInvariant(input[0]) + input.Substring(1));
        }

        var method = new Repeated(call, primal, writer, activity, Input);
        foreach (int i in needed.Where(static i => i > 0))
        {
            writer.Add(new Apply(call.Statement, call.Outputs[i], Intrinsics.StraightThrough, [given[i], method.Along(numbers[i - 1]!.Value)]));
        }

        if (needed.Contains(0))
        {
            writer.Add(new Apply(call.Statement, call.Outputs[0], Intrinsics.StraightThrough, [given[0], method.Value()]));
        }

        for (int i = 0; i < arrays.Count; i++)
        {
            if (activity.IsUseful(destinations[i]))
            {
                method.WriteElements(arrays[i], destinations[i]);
            }
        }

        return writer.Ops;
    }

    /// <summary>The method beside a call of its gradient.</summary>
    private sealed class Repeated
    {
        private readonly Call call;
        private readonly Primal primal;
        private readonly OpWriter writer;
        private readonly Function method;
        private readonly Value[] given;
        private readonly HashSet<Value> written = [];

        // Without regions and writes one run serves all tangents.
        private readonly Function? shared;
        private Value? value;

        public Repeated(Call call, Primal primal, OpWriter writer, Activity activity, Func<Opaque, Value> inputOf)
        {
            this.call = call;
            this.primal = primal;
            this.writer = writer;
            Function placed = PutInPlace(primal.Function);
            Opaque[] inputs = [.. placed.Body.Ops.OfType<Opaque>().Where(static op => op.Input is not null)];
            method = WithArguments(placed, inputs);

            // What the method declares a constant of differentiation is one here, too.
            given =
            [
                .. CallFacts.Arguments(placed.Signature, call.Arguments).Select(a =>
                    !a.Parameter.Differentiated && a.Leaf.Type.IsFloat && activity.IsVaried(a.Argument) ? writer.Apply(Intrinsics.StopGradient, a.Argument) : a.Argument),
                .. inputs.Select(inputOf),
            ];
            shared = method.Body.Ops.All(static op => op is Constant or Apply or Load or Opaque) ? Copy() : null;
        }

        /// <summary>The method with what it reads of modules as arguments behind its own: none that its gradient is with respect to.</summary>
        private static Function WithArguments(Function function, Opaque[] inputs) => inputs.Length == 0 ? function : function with
        {
            Signature = function.Signature with
            {
                Parameters =
                [
                    .. function.Signature.Parameters,
                    .. inputs.Select(static read => new Parameter(read.Template, read.Result!.Type.Name, Passing.Value, [new Leaf("", read.Result.Type)], false, false)),
                ],
            },
            Body = function.Body with
            {
                Arguments = [.. function.Body.Arguments, .. inputs.Select(static read => read.Result!)],
                Ops = function.Body.Ops.Where(op => !inputs.Contains(op)).ToEquatable(),
            },
        };

        /// <summary>The value of the method.</summary>
        public Value Value()
        {
            if (value is null)
            {
                Function copy = shared ?? Copy();
                Add(copy, copy.Body);
            }

            return value!;
        }

        /// <summary>Its derivative with respect to a number.</summary>
        public Value Along(int input)
        {
            Function copy = shared ?? Copy();

            // In the body, where the sweep sees that it is a literal.
            Value one = writer.Numbering.New(copy.Body.Arguments[input].Type);
            EquatableArray<Op> ops = [new Constant(call.Statement, one, "1"), .. copy.Body.Ops];
            return Along(copy with { Body = copy.Body with { Ops = ops } }, input, _ => one, keepsValue: true);
        }

        /// <summary>Its derivatives with respect to the elements of an array, which get the numbers that stand in the destination.</summary>
        public void WriteElements(int input, Value destination)
        {
            Value array = given[input];
            Value length = writer.Apply(Intrinsics.Length, IrType.Int32, array);
            Value index = writer.Numbering.New(IrType.Int32, "i");
            EquatableArray<Op> round = writer.Collect(() =>
            {
                Value place = array.Type.IsMatrix ? Position(array, index) : index;
                Value derivative = Along(
                    Copy(),
                    input,
                    entry =>
                    {
                        Value direction = writer.Define(entry.Type.Lent, entry.Name is null ? null : entry.Name + "Tangent", result => new Allocate(call.Statement, result, writer.Extent(array), Escapes: false));
                        writer.Add(new Store(call.Statement, direction, place, writer.Constant(entry.Type.Element!, 1)));
                        return direction;
                    },
                    keepsValue: false);
                Value number = writer.Define(destination.Type.Element!, null, result => new Load(call.Statement, result, destination, place) { IsInside = true });
                writer.Add(new Store(call.Statement, destination, place, writer.Apply(Intrinsics.StraightThrough, number, derivative)) { IsThere = true });
            });
            writer.Add(new For(call.Statement, writer.Constant(IrType.Int32, "0"), "<", length, 1, default, new Region([index], round, default), default) { Key = writer.Numbering.Take() });
        }

        private Value Along(Function copy, int input, Func<Value, Value> tangent, bool keepsValue)
        {
            Parameter own = CallFacts.Arguments(copy.Signature, copy.Body.Arguments).ElementAt(input).Parameter;
            Function along = copy with { Signature = copy.Signature with { Parameters = [.. copy.Signature.Parameters.Select(p => p with { Differentiated = p == own })] } };
            Value entry = copy.Body.Arguments[input];
            Activity active = Activity.Of(along, Roots.Of(along.Body), returnOnly: true);
            var tangents = new Dictionary<Value, Value> { [entry] = tangent(entry) };
            Region body = TangentSweep.Of(along, active, writer.Numbering, primal.Singular, tangents, out IReadOnlyList<Value?> yields);
            Add(copy, body, keepsValue);
            return yields[0] is { } derivative ? Passed(copy, derivative) : writer.Zero(copy.Body.Yields[0].Type);
        }

        private Value Position(Value matrix, Value index)
        {
            Value columns = writer.Apply(Intrinsics.Columns, IrType.Int32, matrix);
            return writer.Apply(Intrinsics.At, IrType.Position, writer.Apply(Intrinsics.Divide, IrType.Int32, index, columns), writer.Apply(Intrinsics.Remainder, IrType.Int32, index, columns));
        }

        /// <summary>Writes a body with what the call is given, but for what stands there from another run of it.</summary>
        private void Add(Function copy, Region body, bool keepsValue = true)
        {
            Dictionary<Value, Value> map = Arguments(copy);
            foreach (Op op in Rewrite.Substitute(body, map).Ops.Where(op => !op.Results.Any(written.Contains)))
            {
                writer.Add(op);
                written.UnionWith(op.Results);
            }

            if (keepsValue)
            {
                value ??= Passed(copy, copy.Body.Yields[0]);
            }
        }

        private Dictionary<Value, Value> Arguments(Function copy) => copy.Body.Arguments.Zip(given, static (own, passed) => (own, passed)).ToDictionary(static pair => pair.own, static pair => pair.passed);

        private Value Passed(Function copy, Value yielded) => Arguments(copy).TryGetValue(yielded, out Value? passed) ? passed : yielded;

        /// <summary>The method with numbers of its own. Its checks and the bounds of its arrays held in the call.</summary>
        private Function Copy()
        {
            var map = new Dictionary<Value, Value>();
            Value Define(Value own) => map.TryGetValue(own, out Value? known) ? known : map[own] = writer.Numbering.New(own.Type, own.Name);
            Value Use(Value own) => map.TryGetValue(own, out Value? known) ? known : own;
            Op Own(Op op) => Rewrite.Map(op, Use, Define, Inner) switch
            {
                Load load => load with { Statement = call.Statement, IsInside = true },
                Call inner => inner with { Statement = call.Statement, IsRepeated = !inner.Callee.Parameters.Any(static p => p.IsBuffer && p.Written) },
                Opaque opaque => opaque with { Statement = call.Statement, Refusal = -1 },
                Apply apply => apply with { Statement = call.Statement, Notice = -1 },
                Structured structured => structured with { Statement = call.Statement, Key = writer.Numbering.Take() },
                Op other => other with { Statement = call.Statement },
            };
            Region Inner(Region region) => new(
                region.Arguments.Select(Define).ToEquatable(),
                region.Ops.Where(static op => op is not Opaque { IsCheck: true, Result: null }).Select(Own).ToEquatable(),
                region.Yields.Select(Use).ToEquatable());
            return method with { Body = Inner(method.Body) };
        }
    }
}
