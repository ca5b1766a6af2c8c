using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Analysis;

/// <summary>
/// Which values are certainly the same number: one expression written twice, or one element read twice with nothing
/// between that could write it.
/// </summary>
/// <remarks>Equality holds within one round of a loop: values of different rounds are never compared by their names.</remarks>
internal sealed class ValueNumbers
{
    private readonly Dictionary<Value, Value> representatives = [];
    private readonly Dictionary<Key, Value> known = [];
    private readonly Dictionary<Op, int> epochs = new(ReferenceComparer<Op>.Instance);
    private int epoch;

    private ValueNumbers()
    {
    }

    public static ValueNumbers Of(Region body)
    {
        var numbers = new ValueNumbers();
        numbers.Visit(body);
        return numbers;
    }

    public bool AreSame(Value left, Value right) => Of(left) == Of(right);

    /// <summary>Whether no effect stands between two operations on memory.</summary>
    public bool NothingBetween(Op left, Op right) => epochs[left] == epochs[right];

    /// <summary>The first value that is the same number.</summary>
    public Value Of(Value value) => representatives.TryGetValue(value, out Value? other) ? other : value;

    private void Visit(Region region)
    {
        foreach (Op op in region.Ops)
        {
            epochs[op] = epoch;
            switch (op)
            {
                case Constant o:
                    Define(o.Result, new Key("constant", o.Text, o.Result.Type, default));
                    break;
                case Apply { Function: Intrinsics.Copy } o:
                    representatives[o.Result] = Of(o.Arguments[0]);
                    break;
                case Apply o when o.Function != UserRule.Function:
                    Define(o.Result, new Key(o.Function, o.Attribute, o.Result.Type, o.Arguments.Select(Of).ToEquatable()));
                    break;
                case Load o:
                    Define(o.Result, new Key("load", epoch.ToString(System.Globalization.CultureInfo.InvariantCulture), o.Result.Type, [Of(o.Buffer), Of(o.Index)]));
                    break;
            }

            if (Effects.HasEffect(op) || op is Structured)
            {
                epoch++;
            }

            foreach (Region inner in op.Regions)
            {
                Visit(inner);
                epoch++;
            }
        }
    }

    private void Define(Value value, Key key)
    {
        if (known.TryGetValue(key, out Value? same))
        {
            representatives[value] = same;
        }
        else
        {
            known[key] = value;
        }
    }

    private sealed record Key(string Function, string Attribute, IrType Type, EquatableArray<Value> Arguments);
}
