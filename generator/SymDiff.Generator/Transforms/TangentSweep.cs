using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Transforms;

/// <summary>
/// Forward mode: writes after every operation of the primal the tangent of its result, the directional derivative along
/// given tangents of the inputs.
/// </summary>
/// <remarks>
/// <para>
/// Assumes that no buffer is carried by a loop or chosen by a branch. Guarantees the primal's values, writes and
/// exceptions in the same order, with the same numbers. A value without a tangent has the tangent zero; a literal zero is
/// written only where a branch, a loop, a store or a call asks for a number. Tangents of array elements live in buffers
/// of the array's shape, its shadows, which are written wherever the array is.
/// </para>
/// <code>
/// y = Math.Sin(x)               y = Math.Sin(x)
///                               yTangent = xTangent * Math.Cos(x)
/// </code>
/// </remarks>
internal sealed partial class TangentSweep
{
    private readonly Activity activity;
    private readonly OpWriter writer;
    private readonly Partials partials;
    private readonly Dictionary<Value, Op> definitions = [];
    private readonly Dictionary<Value, int> uses = [];
    private readonly Dictionary<Value, Value> tangents = [];
    private readonly Dictionary<Value, Value> shadows = [];
    private readonly HashSet<Value> absorbed = [];
    private readonly ValueNumbers numbers;

    private readonly IReadOnlyDictionary<Value, Value> known;
    private readonly HashSet<Value> derivatives;
    private readonly int round;

    private TangentSweep(Function function, Activity activity, Numbering numbering, SingularPolicy policy, IReadOnlyDictionary<Value, Value> known, int round)
    {
        this.activity = activity;
        this.known = known;
        this.round = round;
        derivatives = [.. known.Values];
        foreach (KeyValuePair<Value, Value> pair in known)
        {
            (pair.Key.Type.IsBuffer ? shadows : tangents)[pair.Key] = pair.Value;
        }

        numbers = ValueNumbers.Of(function.Body);
        writer = new OpWriter(numbering, definitions);
        partials = new Partials(writer, SumsOfSquares.Of(function.Body, numbers), policy);
    }

    /// <summary>The body with tangents: its arguments and yields are those of the function's body.</summary>
    /// <param name="function">The primal.</param>
    /// <param name="activity">Its activity.</param>
    /// <param name="numbering">Where new values get their numbers.</param>
    /// <param name="policy">What partial derivatives are at singular points.</param>
    /// <param name="tangents">
    /// For arguments of the body: the tangent of a number, the tangent buffer of a buffer. A number that is not there has
    /// the tangent zero, an active buffer that is not there gets a buffer of zeros.
    /// </param>
    /// <param name="yieldTangents">For each yield its tangent or tangent buffer; null where it is zero or not floating.</param>
    /// <exception cref="InvalidOperationException">An operation has no tangent: the front end and earlier stages never write it.</exception>
    public static Region Of(
        Function function,
        Activity activity,
        Numbering numbering,
        SingularPolicy policy,
        IReadOnlyDictionary<Value, Value> tangents,
        out IReadOnlyList<Value?> yieldTangents) => Of(function, activity, numbering, policy, tangents, new Dictionary<Value, Value>(), 0, out yieldTangents, out _);

    /// <inheritdoc cref="Of(Function, Activity, Numbering, SingularPolicy, IReadOnlyDictionary{Value, Value}, out IReadOnlyList{Value?})"/>
    /// <param name="known">Tangents along the same direction that the body holds already.</param>
    /// <param name="round">How often the body is differentiated now, for names: <c>y</c>, <c>y1</c>, <c>y2</c>; 0 for <c>yTangent</c>.</param>
    /// <param name="all">The tangent or tangent buffer of every value that has one.</param>
    public static Region Of(
        Function function,
        Activity activity,
        Numbering numbering,
        SingularPolicy policy,
        IReadOnlyDictionary<Value, Value> tangents,
        IReadOnlyDictionary<Value, Value> known,
        int round,
        out IReadOnlyList<Value?> yieldTangents,
        out IReadOnlyDictionary<Value, Value> all)
    {
        var sweep = new TangentSweep(function, activity, numbering, policy, known, round);
        sweep.Scan(function.Body);
        sweep.Absorb();
        EquatableArray<Op> ops = sweep.writer.Collect(() =>
        {
            sweep.Bind(function.Body.Arguments, tangents);
            sweep.Run(function.Body);
        });
        yieldTangents = [.. function.Body.Yields.Select(y => y.Type.IsBuffer ? sweep.ShadowOrNull(y) : sweep.Tangent(y))];
        all = sweep.tangents.Concat(sweep.shadows).ToDictionary(static pair => pair.Key, static pair => pair.Value);
        return function.Body with { Ops = ops };
    }

    private bool IsKnown(Value value) => known.ContainsKey(value);

    private void Bind(EquatableArray<Value> arguments, IReadOnlyDictionary<Value, Value> given)
    {
        foreach (Value argument in arguments)
        {
            if (given.TryGetValue(argument, out Value? tangent))
            {
                (argument.Type.IsBuffer ? shadows : tangents)[argument] = tangent;
            }
            else if (argument.Type.IsBuffer && activity.IsActive(argument))
            {
                shadows[argument] = ZerosLike(argument, TangentName(argument));
            }
        }
    }

    private void Run(Region region)
    {
        foreach (Op op in region.Ops)
        {
            writer.Statement = op.Statement;
            Forward(op);
        }
    }

    private void Forward(Op op)
    {
        switch (op)
        {
            case Apply apply:
                writer.Add(apply);
                Forward(apply);
                break;
            case Load load:
                writer.Add(load);
                Forward(load);
                break;
            case Store store:
                writer.Add(store);
                Forward(store);
                break;
            case Call call when activity.IsActive(call):
                Forward(call);
                break;
            case Constant or Allocate or Slice or Opaque or Publish or Call or Throw:
                writer.Add(op);
                foreach (Value result in op.Results)
                {
                    DefineShadow(result, op);
                }

                break;
            case If branch:
                Forward(branch);
                break;
            case For loop:
                Forward(loop);
                break;
            case While loop:
                Forward(loop);
                break;
            default:
                throw new InvalidOperationException("No tangent is known for the operation " + op.GetType().Name + ".");
        }
    }

    // Tangents

    private string? TangentName(Value value)
    {
        if (value.Name is null || round == 0)
        {
            return value.Name is null ? null : value.Name + "Tangent";
        }

        string last = (round - 1).ToString(System.Globalization.CultureInfo.InvariantCulture), next = round.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return derivatives.Contains(value) && value.Name.EndsWith(last, StringComparison.Ordinal) ? value.Name.Substring(0, value.Name.Length - last.Length) + next : value.Name + "1";
    }

    private Value? Tangent(Value value) => tangents.TryGetValue(value, out Value? tangent) ? tangent : null;

    private Value TangentOrZero(Value value) => Tangent(value) ?? writer.Zero(value.Type);

    /// <summary>Gives a value its tangent, under its name where it has one. Zero stays unwritten.</summary>
    private void Define(Value value, Value? tangent)
    {
        if (tangent is null || writer.Number(tangent) == 0)
        {
            return;
        }

        tangent = Typed(tangent, value.Type);
        string? name = TangentName(value);
        tangents[value] = name is null || tangent.Name == name ? tangent : writer.Copy(tangent, name);
    }

    private Value Typed(Value tangent, IrType type) => tangent.Type == type ? tangent : writer.Apply(Intrinsics.Convert, type, tangent);

    // Pure operations

    private void Forward(Apply apply)
    {
        if (IsKnown(apply.Result))
        {
            return;
        }

        if (apply.Result.Type.IsBuffer)
        {
            DefineShadow(apply.Result, apply);
        }
        else if (apply.Result.Type.IsFloat && activity.IsActive(apply.Result) && !absorbed.Contains(apply.Result))
        {
            Define(apply.Result, TangentOf(apply));
        }
    }

    private Value? TangentOf(Apply apply)
    {
        EquatableArray<Value> operands = apply.Arguments;
        switch (apply.Function)
        {
            case Intrinsics.Multiply when numbers.AreSame(operands[0], operands[1]) && Tangent(operands[0]) is { } g:
                Value two = writer.Constant(g.Type, 2);
                return writer.Apply(Intrinsics.Multiply, writer.Apply(Intrinsics.Multiply, two, operands[0]), g);

            case Intrinsics.Select:
                return Tangent(operands[1]) is null && Tangent(operands[2]) is null
                    ? null
                    : writer.Apply(Intrinsics.Select, apply.Result.Type, operands[0], TangentOrZero(operands[1]), TangentOrZero(operands[2]));

            case Intrinsics.Divide when Logistic.Power(apply, writer, uses) is { } power:
                return Tangent(power.Arguments[0]) is not { } da ? null : Logistic.Slope(writer, writer.Apply(Intrinsics.Negate, da), apply.Result);
        }

        Value? sum = null;
        for (int i = 0; i < operands.Count; i++)
        {
            int before = writer.Ops.Count;
            if (Tangent(operands[i]) is not { } tangent
                || partials.Contribution(apply, i, tangent, activity.IsActive) is not { } contribution
                || writer.Number(contribution) == 0)
            {
                continue;
            }

            contribution = Typed(contribution, apply.Result.Type);
            sum = sum is null ? contribution : Sum(sum, contribution, before);
        }

        return sum;
    }

    /// <summary><c>a + -b</c> reads <c>a - b</c>, which has the same bits.</summary>
    /// <param name="sum">The sum so far.</param>
    /// <param name="contribution">What is added to it.</param>
    /// <param name="before">How many operations there were before the contribution was written.</param>
    private Value Sum(Value sum, Value contribution, int before)
    {
        if (writer.Definition(contribution) is not Apply { Function: Intrinsics.Negate, Result.Name: null } negation)
        {
            return writer.Apply(Intrinsics.Add, sum, contribution);
        }

        int last = writer.Ops.Count - 1;
        if (last >= before && ReferenceEquals(writer.Ops[last], negation))
        {
            writer.Ops.RemoveAt(last);
        }

        return writer.Apply(Intrinsics.Subtract, sum, negation.Arguments[0]);
    }

    /// <summary>Inside a logistic function the sum and the power need no tangents: nothing else reads them.</summary>
    private void Absorb()
    {
        foreach (Apply quotient in definitions.Values.OfType<Apply>())
        {
            if (Logistic.Power(quotient, writer, uses) is { } power)
            {
                absorbed.Add(quotient.Arguments[1]);
                absorbed.Add(power.Result);
            }
        }
    }

    private void Scan(Region region)
    {
        foreach (Op op in region.Ops)
        {
            foreach (Value result in op.Results)
            {
                definitions[result] = op;
            }

            Count(op.Operands);
            foreach (Region inner in op.Regions)
            {
                Scan(inner);
            }
        }

        Count(region.Yields);
    }

    private void Count(IEnumerable<Value> used)
    {
        foreach (Value value in used)
        {
            uses[value] = uses.TryGetValue(value, out int count) ? count + 1 : 1;
        }
    }
}
