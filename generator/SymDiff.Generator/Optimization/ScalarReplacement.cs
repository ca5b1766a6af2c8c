using System.Globalization;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Optimization;

/// <summary>
/// Short local arrays whose every place is known become numbers: what is stored at a place is what is read there.
/// </summary>
/// <remarks>
/// The array is only read and written, at indices that are literals inside of it, and written where it is made: in no branch
/// and no loop around that.
/// <code>
/// double[] t = new double[2]; t[0] = x; return t[0] * t[1]        return x * 0
/// </code>
/// </remarks>
internal sealed class ScalarReplacement
{
    private const int Longest = 16;

    private readonly Numbering numbering;
    private readonly Dictionary<Value, Op> definitions = [];
    private readonly Dictionary<Value, Region> madeIn = [];
    private readonly HashSet<Value> kept = [];
    private readonly Dictionary<Value, Value[]> elements = [];
    private readonly Dictionary<Value, Value> replaced = [];

    private ScalarReplacement(Numbering numbering) => this.numbering = numbering;

    public static Function Run(Function function)
    {
        var pass = new ScalarReplacement(new Numbering(function.NextId));
        pass.Find(function.Body);
        return pass.madeIn.Keys.All(pass.kept.Contains) ? function : function with { Body = pass.Visit(function.Body), NextId = pass.numbering.Next };
    }

    // Which arrays

    private void Find(Region region)
    {
        foreach (Op op in region.Ops)
        {
            foreach (Value result in op.Results)
            {
                definitions[result] = op;
            }

            switch (op)
            {
                case Allocate { Result.Type: { IsMatrix: false, IsJagged: false, IsHolder: false } } made when Length(made) is <= Longest and >= 0:
                    madeIn.Add(made.Result, region);
                    break;
                case Load load when IsInside(load.Buffer, load.Index):
                    break;
                case Store store when IsInside(store.Buffer, store.Index) && ReferenceEquals(madeIn[store.Buffer], region) && !store.IsThere:
                    break;
                case Apply { Function: Intrinsics.Length }:
                    break;
                default:
                    kept.UnionWith(op.Operands);
                    break;
            }

            foreach (Region inner in op.Regions)
            {
                Find(inner);
            }
        }

        kept.UnionWith(region.Yields);
    }

    private bool IsInside(Value buffer, Value index) =>
        madeIn.ContainsKey(buffer) && Number(index) is { } number && number >= 0 && number < Length((Allocate)definitions[buffer]);

    private int? Length(Allocate made) => Number(made.Length);

    private int? Number(Value value) => (definitions.TryGetValue(value, out Op? op) ? op : null) switch
    {
        Constant constant when constant.Result.Type == IrType.Int32 => int.Parse(constant.Text, CultureInfo.InvariantCulture),
        Apply { Function: Intrinsics.Copy } copy => Number(copy.Arguments[0]),
        _ => null,
    };

    // The body without them

    private Region Visit(Region region)
    {
        var ops = new List<Op>();
        foreach (Op op in region.Ops)
        {
            if (op.Operands.Concat(op.Results).FirstOrDefault(IsReplaced) is not { } array)
            {
                ops.Add(Rewrite.Map(op, Use, static v => v, Visit));
                continue;
            }

            switch (op)
            {
                case Allocate made:
                    Value zero = numbering.New(made.Result.Type.Element!);
                    ops.Add(new Constant(made.Statement, zero, Intrinsics.DefaultText(zero.Type)));
                    elements[array] = [.. Enumerable.Repeat(zero, Length(made)!.Value)];
                    break;
                case Load load:
                    replaced[load.Result] = elements[array][Number(load.Index)!.Value];
                    break;
                case Store store:
                    elements[array][Number(store.Index)!.Value] = Use(store.Value);
                    break;
                case Apply { Function: Intrinsics.Length } length:
                    replaced[length.Result] = Use(((Allocate)definitions[array]).Length);
                    break;
            }
        }

        return new Region(region.Arguments, ops.ToEquatable(), Rewrite.All(region.Yields, Use));
    }

    private bool IsReplaced(Value root) => madeIn.ContainsKey(root) && !kept.Contains(root);

    private Value Use(Value value) => replaced.TryGetValue(value, out Value? other) ? other : value;
}
