using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Analysis;

/// <summary>
/// Which numbers are sums of squares: never negative, and zero only where every term is, so that their gradient vanishes
/// there too. The root of one is a norm: at zero it has a kink, where the root of another number has a vertical tangent.
/// </summary>
/// <remarks>
/// The greatest solution: a value counts until something refutes it, which lets a loop carry a sum from its own round
/// before. Weights that are not known to be positive, elements of arrays and results of calls refute.
/// <code>
/// sum = 0; for (…) { d = x[i] - y[i]; sum += d * d; }        sum, d * d
/// </code>
/// </remarks>
internal sealed class SumsOfSquares
{
    // A long product of named values is not taken apart further: its factors could double with each.
    private const int MaxFactors = 8;

    private readonly ValueNumbers numbers;
    private readonly Dictionary<Value, Op> definitions = [];
    private readonly HashSet<Value> candidates = [];
    private bool changed;

    private SumsOfSquares(ValueNumbers numbers) => this.numbers = numbers;

    public static SumsOfSquares Of(Region body, ValueNumbers numbers)
    {
        var sums = new SumsOfSquares(numbers);
        sums.Gather(body);
        do
        {
            sums.changed = false;
            sums.Visit(body);
        }
        while (sums.changed);

        return sums;
    }

    /// <summary>Whether an operation is the root of a sum of squares, perhaps times or divided by a constant of differentiation.</summary>
    public bool IsNorm(Apply root, Func<Value, bool> isActive)
    {
        bool isRoot = root.Function == "Sqrt" || (root.Function == "Pow" && Number(root.Arguments[1]) == 0.5);
        return isRoot && Vanishes(root.Arguments[0]);

        // The sign of a factor does not matter to a single term.
        bool Vanishes(Value value) => candidates.Contains(value) || (definitions.TryGetValue(value, out Op? op) && op switch
        {
            Apply { Function: Intrinsics.Copy or Intrinsics.Convert } o => o.Arguments[0].Type.IsFloat && Vanishes(o.Arguments[0]),
            Apply { Function: Intrinsics.Divide } o => !isActive(o.Arguments[1]) && Vanishes(o.Arguments[0]),
            Apply { Function: Intrinsics.Multiply } o => (!isActive(o.Arguments[1]) && Vanishes(o.Arguments[0])) || (!isActive(o.Arguments[0]) && Vanishes(o.Arguments[1])),
            _ => false,
        });
    }

    private void Gather(Region region)
    {
        foreach (Op op in region.Ops)
        {
            foreach (Value result in op.Results)
            {
                definitions[result] = op;
                if (result.Type.IsFloat && op is Constant or Apply or If or For or While)
                {
                    candidates.Add(result);
                }
            }

            foreach (Region inner in op.Regions)
            {
                int first = op is For ? 1 : 0;
                candidates.UnionWith(inner.Arguments.Skip(first).Where(static a => a.Type.IsFloat));
                Gather(inner);
            }
        }
    }

    private void Visit(Region region)
    {
        foreach (Op op in region.Ops)
        {
            switch (op)
            {
                case Constant o:
                    Keep(o.Result, Number(o.Result) == 0);
                    break;
                case Apply o:
                    Keep(o.Result, IsSum(o));
                    break;
                case If o:
                    Visit(o.Then);
                    Visit(o.Else);
                    for (int i = 0; i < o.Outputs.Count; i++)
                    {
                        Keep(o.Outputs[i], candidates.Contains(o.Then.Yields[i]) && candidates.Contains(o.Else.Yields[i]));
                    }

                    break;
                case For o:
                    VisitLoop(o.Inits, o.Body, 1, o.Outputs);
                    break;
                case While o:
                    Visit(o.Test);
                    VisitLoop(o.Inits, o.Body, 0, o.Outputs);
                    break;
            }
        }
    }

    private void VisitLoop(IReadOnlyList<Value> inits, Region body, int firstCarried, IReadOnlyList<Value> outputs)
    {
        Visit(body);
        for (int i = 0; i < inits.Count; i++)
        {
            bool holds = candidates.Contains(inits[i]) && candidates.Contains(body.Yields[i]);
            Keep(body.Arguments[i + firstCarried], holds);
            Keep(outputs[i], holds);
        }
    }

    private void Keep(Value value, bool holds) => changed |= !holds && candidates.Remove(value);

    private bool IsSum(Apply apply)
    {
        IReadOnlyList<Value> a = apply.Arguments;
        return apply.Function switch
        {
            Intrinsics.Copy or Intrinsics.Convert => candidates.Contains(a[0]),
            Intrinsics.Select => candidates.Contains(a[1]) && candidates.Contains(a[2]),
            Intrinsics.Add => candidates.Contains(a[0]) && candidates.Contains(a[1]),
            Intrinsics.Divide => candidates.Contains(a[0]) && IsPositive(a[1]),
            Intrinsics.Multiply => IsSquareOfFactors(apply),
            "Pow" => Number(a[1]) is 2 or 4,
            "FusedMultiplyAdd" => numbers.AreSame(a[0], a[1]) && candidates.Contains(a[2]),
            "Functions.Square" => true,
            _ => false,
        };
    }

    /// <summary>
    /// Whether the factors of a product pair up, but for positive constants and sums of squares: <c>w * x * y * x * y</c>.
    /// </summary>
    private bool IsSquareOfFactors(Apply product)
    {
        var factors = new List<Value>();
        Flatten(product.Result, factors);
        bool vanishes = false;
        while (factors.Count > 0)
        {
            Value factor = factors[0];
            factors.RemoveAt(0);
            int twin = factors.FindIndex(other => numbers.AreSame(factor, other));
            if (twin >= 0)
            {
                factors.RemoveAt(twin);
            }
            else if (!candidates.Contains(factor))
            {
                if (IsPositive(factor))
                {
                    continue;
                }

                return false;
            }

            vanishes = true;
        }

        return vanishes;
    }

    private void Flatten(Value value, List<Value> factors)
    {
        if (factors.Count < MaxFactors && definitions.TryGetValue(value, out Op? op) && op is Apply { Function: Intrinsics.Multiply } product)
        {
            Flatten(product.Arguments[0], factors);
            Flatten(product.Arguments[1], factors);
        }
        else
        {
            factors.Add(value);
        }
    }

    /// <summary>A positive literal, or the length of a buffer as a number.</summary>
    private bool IsPositive(Value value) => Number(value) > 0
        || (definitions.TryGetValue(value, out Op? op) && op is Apply { Function: Intrinsics.Convert } convert
            && definitions.TryGetValue(convert.Arguments[0], out Op? inner) && inner is Apply { Function: Intrinsics.Length or Intrinsics.Rows or Intrinsics.Columns });

    private double? Number(Value value) =>
        value.Type.IsFloat && definitions.TryGetValue(value, out Op? op) && op is Constant constant ? Literal.Value(constant.Text) : null;
}
