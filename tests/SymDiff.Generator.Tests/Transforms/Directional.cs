using SymDiff.Generator.Analysis;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;
using SymDiff.Generator.Transforms;

namespace SymDiff.Generator.Tests.Transforms;

/// <summary>
/// The directional derivative of a function as one region: its arguments are the function's and then a tangent for each
/// active one, its yields are the function's and then a tangent for each floating one, zero where there is none.
/// </summary>
internal sealed class Directional
{
    private readonly HashSet<Value> active;

    private Directional(Region region, HashSet<Value> active, IReadOnlyList<Value?> yieldTangents)
    {
        Region = region;
        this.active = active;
        YieldTangents = yieldTangents;
    }

    public Region Region { get; }

    /// <summary>What the transform said of each of the function's yields.</summary>
    public IReadOnlyList<Value?> YieldTangents { get; }

    /// <summary>Whether an argument of the function has a tangent among the region's arguments.</summary>
    public bool Takes(Value argument) => active.Contains(argument);

    public static Directional Of(Function function)
    {
        Activity activity = Activity.Of(function, Roots.Of(function.Body), returnOnly: false);
        Numbering numbering = new(function.NextId);
        Dictionary<Value, Value> tangents = function.Body.Arguments
            .Where(activity.IsActive)
            .ToDictionary(argument => argument, argument => numbering.New(argument.Type, argument.Name + "Tangent"));
        Region swept = TangentSweep.Of(function, activity, numbering, SingularPolicy.Infinity, tangents, out IReadOnlyList<Value?> yieldTangents);

        List<Op> ops = [.. swept.Ops];
        List<Value> yields = [.. swept.Yields];
        for (int i = 0; i < swept.Yields.Count; i++)
        {
            Value yield = swept.Yields[i];
            if (yieldTangents[i] is { } tangent)
            {
                yields.Add(tangent);
            }
            else if (yield.Type.IsFloat)
            {
                Value zero = numbering.New(yield.Type);
                ops.Add(new Constant(-1, zero, "0"));
                yields.Add(zero);
            }
        }

        Region region = new(
            [.. swept.Arguments, .. swept.Arguments.Where(tangents.ContainsKey).Select(argument => tangents[argument])],
            [.. ops],
            [.. yields]);
        return new Directional(region, [.. tangents.Keys], yieldTangents);
    }
}
