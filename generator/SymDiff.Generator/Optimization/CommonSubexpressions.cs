using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Optimization;

/// <summary>
/// Computes equal pure expressions once where one is in scope of the other.
/// </summary>
/// <remarks>
/// Literals and the user's own names stay: a reader looks for them. Loads are left alone. A reverse sweep reads what the
/// forward sweep has computed, where that is dearer than to keep it: a sine is there where a cosine's derivative is formed.
/// What is as dear is also taken from under a name of the user's, which goes to where it is computed first.
/// </remarks>
internal sealed class CommonSubexpressions
{
    /// <summary>In units of one addition: below it a value is cheaper computed again than kept.</summary>
    private const int Dear = 6;

    private readonly Dictionary<Value, Value> replaced = [];
    private readonly Dictionary<Value, string> names = [];

    public static Region Share(Region region) => new CommonSubexpressions().Run(region, null);

    /// <param name="reverse">A reverse sweep.</param>
    /// <param name="forward">The sweep that it mirrors.</param>
    public static Region Share(Region reverse, Region forward) => new CommonSubexpressions().Run(reverse, forward);

    private Region Run(Region region, Region? mirrored) => Rewrite.Rename(Visit(region, mirrored, []), names);

    private Region Visit(Region region, Region? mirrored, Dictionary<Key, Value> known)
    {
        // What a region adds is out of scope behind it.
        var added = new List<Key>();
        foreach (Apply dear in mirrored is null ? [] : mirrored.Ops.OfType<Apply>().Where(IsDear))
        {
            if (!known.ContainsKey(Key.Of(dear)))
            {
                known.Add(Key.Of(dear), dear.Result);
                added.Add(Key.Of(dear));
            }
        }

        var mirrors = new Dictionary<int, Op>();
        foreach (Structured structured in mirrored is null ? [] : mirrored.Ops.OfType<Structured>())
        {
            mirrors[structured.Key] = structured;
        }

        var ops = new List<Op>();
        foreach (Op op in region.Ops)
        {
            Op? mirror = op is Structured { Mirror: >= 0 and int reversed } && mirrors.TryGetValue(reversed, out Op? found) ? found : null;
            int at = 0;
            Op mapped = Rewrite.Map(op, Use, static v => v, inner => Visit(inner, Mirrored(mirror, at++), known));
            if (mapped is Apply apply && (apply.Result.Name is null || IsDear(apply)) && apply.Function is not (Intrinsics.Copy or UserRule.Function or Intrinsics.StopGradient))
            {
                Key key = Key.Of(apply);
                if (!known.TryGetValue(key, out Value? same))
                {
                    known.Add(key, apply.Result);
                    added.Add(key);
                }
                else if (apply.Result.Name is not { } name)
                {
                    replaced[apply.Result] = same;
                    continue;
                }
                else if (same.Name is null && mirrored is null && !names.ContainsKey(same))
                {
                    replaced[apply.Result] = same;
                    names[same] = name;
                    continue;
                }
            }
            else if (mapped is Constant constant)
            {
                var key = new Key("", constant.Text, constant.Result.Type, default);
                if (known.TryGetValue(key, out Value? same))
                {
                    replaced[constant.Result] = same;
                    continue;
                }

                known.Add(key, constant.Result);
                added.Add(key);
            }

            ops.Add(mapped);
        }

        foreach (Key key in added)
        {
            known.Remove(key);
        }

        return new Region(region.Arguments, ops.ToEquatable(), Rewrite.All(region.Yields, Use));
    }

    private static bool IsDear(Apply apply) => RuleTable.Find(apply.Function)?.Cost >= Dear;

    /// <summary>What a region of a mirror runs backwards: a loop its body, a branch each of its sides.</summary>
    private static Region? Mirrored(Op? mirror, int at) => mirror switch
    {
        For loop => loop.Body,
        While loop => loop.Body,
        If branch => at == 0 ? branch.Then : branch.Else,
        _ => null,
    };

    private Value Use(Value value) => replaced.TryGetValue(value, out Value? same) ? same : value;

    private sealed record Key(string Function, string Attribute, IrType Type, EquatableArray<Value> Arguments)
    {
        public static Key Of(Apply apply) => new(apply.Function, apply.Attribute, apply.Result.Type, apply.Arguments);
    }
}
