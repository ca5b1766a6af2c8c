using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Transforms;

/// <summary>
/// Writes the reverse sweep of a prepared primal: the adjoint of every operation, last to first.
/// </summary>
/// <remarks>
/// <para>
/// The output reads values of the forward sweep as if they were all still there, also those of branches and rounds of
/// loops long past. What it reads decides what has to be cached; the caching stage then makes each such value
/// available. Operations with regions name the one they reverse by <see cref="Structured.Mirror"/>.
/// </para>
/// <para>
/// A value's adjoint is complete when its definition is reached, because all uses come later in the primal. Adjoints of
/// array elements live in buffers of the array's shape.
/// </para>
/// <code>
/// den = sigx + xpy * xpy        dsigx = dden
///                               dxpy = 2 * xpy * dden
/// </code>
/// </remarks>
internal sealed partial class ReverseSweep
{
    private readonly Activity activity;
    private readonly OpWriter writer;
    private readonly Partials partials;
    private readonly Dictionary<Value, Value> shadows = [];
    private readonly Dictionary<Value, int> uses = [];
    private readonly Singularities singularities = new();

    // Adjoints that come from outside have a name there.
    private readonly HashSet<Value> seeds = [];
    private readonly ValueNumbers numbers;
    private Dictionary<Value, Value> adjoints = [];

    public ReverseSweep(Region forward, Activity activity, Numbering numbering, SingularPolicy policy)
    {
        this.activity = activity;
        numbers = ValueNumbers.Of(forward);
        var definitions = new Dictionary<Value, Op>();
        Scan(forward, definitions);
        writer = new OpWriter(numbering, definitions);
        partials = new Partials(writer, SumsOfSquares.Of(forward, numbers), policy);
    }

    public OpWriter Writer => writer;

    /// <summary>Adds to the adjoint of an output before the sweep.</summary>
    public void Seed(Value output, Value adjoint)
    {
        seeds.Add(adjoint);
        Contribute(output, adjoint);
    }

    /// <summary>Makes a buffer the place of the adjoints of another one's elements.</summary>
    public void Shadow(Value buffer, Value adjoints) => shadows[buffer] = adjoints;

    /// <summary>The adjoint collected for an input, or null where none arrived.</summary>
    public Value? Adjoint(Value input) => adjoints.TryGetValue(input, out Value? adjoint) ? adjoint : null;

    /// <summary>Writes the sweep over <paramref name="region"/>; the adjoints of its yields are there already.</summary>
    public void Run(Region region)
    {
        DefineShadows(region);
        foreach (Op op in region.Ops.Reverse())
        {
            writer.Statement = op.Statement;
            Reverse(op);
        }
    }

    private void Reverse(Op op)
    {
        switch (op)
        {
            case Apply apply:
                Reverse(apply);
                break;
            case Load load:
                if (Take(load.Result) is { } adjoint && shadows.TryGetValue(load.Buffer, out Value? elements))
                {
                    writer.Add(new Accumulate(writer.Statement, elements, load.Index, adjoint));
                }

                break;
            case Store store:
                Reverse(store);
                break;
            case Call { Primal: { } primal, BackwardArguments.Count: > 0 } gradient:
                Reverse(gradient, primal);
                break;
            case Call call when call.IsForwardHalf || call.BackwardArguments.Count > 0:
                Reverse(call);
                break;
            case If branch:
                Reverse(branch);
                break;
            case For loop:
                ReverseLoop(loop, loop.Inits, loop.Body, 1, loop.Outputs);
                break;
            case While loop:
                ReverseLoop(loop, loop.Inits, loop.Body, 0, loop.Outputs);
                break;
        }
    }

    // Adjoints

    private void Contribute(Value target, Value contribution)
    {
        if (!activity.IsActive(target))
        {
            return;
        }

        bool mayBeZero = singularities.MayBeZero(contribution);
        if (contribution.Type != target.Type)
        {
            contribution = writer.Apply(Intrinsics.Convert, target.Type, contribution);
        }

        string? name = AdjointName(target);
        if (!adjoints.TryGetValue(target, out Value? soFar) || writer.Number(soFar) == 0)
        {
            bool plain = name is null || contribution.Name == name || seeds.Contains(contribution) || writer.Number(contribution) is not null;
            adjoints[target] = plain ? contribution : writer.Copy(contribution, name!);
        }
        else if (writer.Number(contribution) != 0)
        {
            mayBeZero &= singularities.MayBeZero(soFar);
            adjoints[target] = writer.Definition(contribution) is Apply { Function: Intrinsics.Negate, Result.Name: null } negate
                ? writer.Named(Intrinsics.Subtract, name, soFar, negate.Arguments[0])
                : writer.Named(Intrinsics.Add, name, soFar, contribution);
        }

        if (mayBeZero)
        {
            singularities.NoteZero(adjoints[target]);
        }
    }

    /// <summary>The complete adjoint of a value whose definition has been reached.</summary>
    private Value? Take(Value value)
    {
        if (!adjoints.TryGetValue(value, out Value? adjoint))
        {
            return null;
        }

        adjoints.Remove(value);
        return adjoint;
    }

    private Value TakeOrZero(Value value) => Take(value) ?? writer.Zero(value.Type);

    private static string? AdjointName(Value value) => value.Name is null ? null : "d" + value.Name;

    // Pure operations

    private void Reverse(Apply apply)
    {
        if (!apply.Result.Type.IsFloat || Take(apply.Result) is not { } g)
        {
            return;
        }

        bool guard = singularities.NeedsGuard(apply, g, writer.Definition);
        Value Guarded(Value contribution)
        {
            if (singularities.MayBeZero(g) || MayChooseZero(contribution))
            {
                singularities.NoteZero(contribution);
            }

            return contribution;
        }

        // The side of a maximum that is not taken gets nothing.
        bool MayChooseZero(Value value) => writer.Number(value) == 0
            || (writer.Definition(value) is Apply { Function: Intrinsics.Select } choice && (MayChooseZero(choice.Arguments[1]) || MayChooseZero(choice.Arguments[2])));

        if (apply.Function == Intrinsics.Multiply && numbers.AreSame(apply.Arguments[0], apply.Arguments[1]))
        {
            Value twice = writer.Apply(Intrinsics.Multiply, writer.Constant(g.Type, 2), apply.Arguments[0]);
            Contribute(apply.Arguments[0], Guarded(guard ? writer.Apply("StrongMul", g, twice) : writer.Apply(Intrinsics.Multiply, twice, g)));
            return;
        }

        if (Logistic.Power(apply, writer, uses) is { } power)
        {
            Contribute(power.Arguments[0], writer.Apply(Intrinsics.Negate, Logistic.Slope(writer, g, apply.Result)));
            return;
        }

        for (int i = 0; i < apply.Arguments.Count; i++)
        {
            if (activity.IsActive(apply.Arguments[i]) && partials.Contribution(apply, i, g, activity.IsActive, guard) is { } contribution)
            {
                Contribute(apply.Arguments[i], Guarded(contribution));
            }
        }
    }

    private Apply? Unnamed(Value value) =>
        value.Name is null && uses.TryGetValue(value, out int count) && count == 1 ? writer.Definition(value) as Apply : null;

    // Memory

    private void DefineShadows(Region region)
    {
        // A parameter that is a constant of differentiation may still be written, and read again.
        foreach (Value argument in region.Arguments.Where(a => a.Type.IsFloatBuffer && activity.IsActive(a) && !shadows.ContainsKey(a)))
        {
            shadows[argument] = NewShadow(argument, writer.Extent(argument));
        }

        foreach (Op op in region.Ops)
        {
            Value? buffer = op switch
            {
                Allocate o => o.Result,
                Slice o => o.Result,
                Apply o => o.Result,
                _ => null,
            };
            if (op is Call call)
            {
                foreach (Value output in call.Outputs.Where(o => o.Type.IsBuffer && activity.IsActive(o)))
                {
                    shadows[output] = NewShadow(output, writer.Extent(output));
                }
            }

            if (buffer is null || !buffer.Type.IsFloatBuffer || !activity.IsActive(buffer) || shadows.ContainsKey(buffer))
            {
                continue;
            }

            writer.Statement = op.Statement;
            shadows[buffer] = op switch
            {
                Allocate o => NewShadow(buffer, o.Length),
                Slice o => writer.Define(
                    o.On(shadows[o.Buffer].Type),
                    AdjointName(buffer),
                    result => new Slice(writer.Statement, result, shadows[o.Buffer], o.Start, o.Length) { OfAdjoints = o.LaysOut }),
                Apply { Function: Intrinsics.Select } o => writer.Apply(
                    Intrinsics.Select,
                    buffer.Type.Lent,
                    o.Arguments[0],
                    ShadowOrEmpty(o.Arguments[1], o.Arguments[2]),
                    ShadowOrEmpty(o.Arguments[2], o.Arguments[1])),
                Apply o => shadows[o.Arguments[0]],
                _ => throw new InvalidOperationException("A buffer without a source."),
            };
        }
    }

    /// <remarks>Of a matrix that is a real array, so are its adjoints: a callee takes them as such.</remarks>
    private Value NewShadow(Value buffer, Value length) => writer.Define(
        buffer.Type.IsMatrix ? buffer.Type : buffer.Type.Lent,
        AdjointName(buffer),
        result => new Allocate(writer.Statement, result, length, Escapes: result.Type.IsArray) { OfAdjoints = true });

    /// <summary>Where one side of a choice is a constant, its adjoints go to a buffer that nobody reads.</summary>
    private Value ShadowOrEmpty(Value buffer, Value other) =>
        shadows.TryGetValue(buffer, out Value? shadow) ? shadow : NewShadow(buffer, writer.Extent(buffer));

    private void Reverse(Store store)
    {
        if (!shadows.TryGetValue(store.Buffer, out Value? elements))
        {
            return;
        }

        if (InPlaceTerm(store) is { } term)
        {
            // b[i] = b[i] + t keeps the adjoint of the element; t gets a share.
            (Value added, bool negative) = term;
            if (activity.IsActive(added))
            {
                Value share = LoadAdjoint(elements, store);
                Contribute(added, negative ? writer.Apply(Intrinsics.Negate, share) : share);
            }

            return;
        }

        if (activity.IsActive(store.Value))
        {
            Value adjoint = LoadAdjoint(elements, store);
            singularities.NoteZero(adjoint);
            writer.Add(new Store(writer.Statement, elements, store.Index, writer.Zero(adjoint.Type)));
            Contribute(store.Value, adjoint);
        }
        else
        {
            writer.Add(new Store(writer.Statement, elements, store.Index, writer.Zero(elements.Type.Element!)));
        }
    }

    /// <summary>The end of an element's name: <c>yi</c>, <c>hiddenUnit</c>.</summary>
    private static string Part(string? index) =>
        index is null ? "Element" : index.Length == 1 ? index : char.ToUpperInvariant(index[0]) + index.Substring(1);

    private Value LoadAdjoint(Value elements, Store store) =>
        writer.Define(elements.Type.Element!, store.Value.Name is null && store.Buffer.Name is not null ? "d" + store.Buffer.Name + Part(store.Index.Name) : null, result => new Load(writer.Statement, result, elements, store.Index));

    /// <summary>The <c>t</c> of <c>b[i] = b[i] ± t</c>.</summary>
    private (Value Term, bool Negative)? InPlaceTerm(Store store)
    {
        if (Unnamed(store.Value) is not { Function: Intrinsics.Add or Intrinsics.Subtract } update)
        {
            return null;
        }

        Value old = update.Arguments[0];
        bool same = writer.Definition(old) is Load load && load.Buffer == store.Buffer && numbers.AreSame(load.Index, store.Index)
            && uses[old] == 1 && numbers.NothingBetween(load, store);
        return same ? (update.Arguments[1], update.Function == Intrinsics.Subtract) : null;
    }

    private void Scan(Region region, Dictionary<Value, Op> definitions)
    {
        foreach (Op op in region.Ops)
        {
            foreach (Value result in op.Results)
            {
                definitions[result] = op;
            }

            singularities.Note(op, value => definitions.TryGetValue(value, out Op? definition) ? definition : null);
            foreach (Value operand in op.Operands)
            {
                uses[operand] = uses.TryGetValue(operand, out int count) ? count + 1 : 1;
            }

            foreach (Region inner in op.Regions)
            {
                Scan(inner, definitions);
            }
        }

        foreach (Value yielded in region.Yields)
        {
            uses[yielded] = uses.TryGetValue(yielded, out int count) ? count + 1 : 1;
        }
    }
}
