using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Caching;

/// <summary>Gives arrays that a round of a loop takes from the workspace back at the end of the round.</summary>
internal static class Lifetimes
{
    public static Region ReleasePerRound(Region region, Numbering numbering) => region with
    {
        Ops = region.Ops.Select(op => op switch
        {
            If o => o with { Then = ReleasePerRound(o.Then, numbering), Else = ReleasePerRound(o.Else, numbering) },
            For o => o with { Body = Round(o.Body, numbering) },
            While o => o with { Body = Round(o.Body, numbering) },
            _ => op,
        }).ToEquatable(),
    };

    /// <summary>The same where a round is a point of a batch: both of its halves have then run, and nothing of it is left.</summary>
    public static Region ReleasePerPoint(Region region, Numbering numbering) => region with
    {
        Ops = region.Ops.Select(op => op is For loop ? loop with { Body = Point(Point(loop.Body, numbering, adjoints: false), numbering, adjoints: true) } : op).ToEquatable(),
    };

    private static Region Point(Region body, Numbering numbering, bool adjoints)
    {
        if (!Arrays.Lends(body, adjoints) || body.Ops.Any(op => op is Mark mark && mark.OfAdjoints == adjoints))
        {
            return body;
        }

        Value level = numbering.New(IrType.Int64, adjoints ? "adjointLevel" : "level");
        return body with { Ops = [new Mark(-1, level) { OfAdjoints = adjoints }, .. body.Ops, new Release(-1, level) { OfAdjoints = adjoints }] };
    }

    private static Region Round(Region body, Numbering numbering)
    {
        body = ReleasePerRound(body, numbering);
        if (!Arrays.Lends(body) || Arrays.LendsBeyond(body) || body.Ops.Any(static op => op is Mark))
        {
            return body;
        }

        Value level = numbering.New(IrType.Int64, "level");
        return body with { Ops = [new Mark(-1, level), .. body.Ops, new Release(-1, level)] };
    }
}
