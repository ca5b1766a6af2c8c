using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Reads <c>[Cache]</c> and <c>[Recompute]</c>, and refuses what cannot be computed again.</summary>
internal static class CacheMarks
{
    /// <summary>What the marks of a member ask for.</summary>
    public static Keeping Of(IMethodSymbol method) =>
        Has(method, SymbolNames.Recompute) ? Keeping.Recomputed : Has(method, SymbolNames.Cache) ? Keeping.Stored : Keeping.Planned;

    /// <summary>A mark without a meaning; null where there is none.</summary>
    public static (string Id, string Message)? Fault(IMethodSymbol method)
    {
        if (Of(method) == Keeping.Planned)
        {
            return null;
        }

        string name = "'" + MarkedMember.Shown(method) + "'", mark = Has(method, SymbolNames.Recompute) ? "[Recompute]" : "[Cache]";
        return Has(method, SymbolNames.Recompute) && Has(method, SymbolNames.Cache) ? ("SD1010", name + " is marked [Recompute] and [Cache], which exclude each other. Remove one.")
            : !SymbolNames.IsMarked(method) ? ("SD6006", mark + " has no effect: " + name + " is not marked [Differentiable].")
            : !TypeReader.Carries(MarkedMember.Result(method)) ? ("SD6006", mark + " has no effect: " + name + " returns no floating-point number.")
            : TypeReader.IsBuffer(MarkedMember.Result(method)) && mark == "[Cache]" ? ("SD6006", mark + " has no effect: the array that " + name + " returns is kept in any case.")
            : null;
    }

    /// <summary>Why a member marked <c>[Recompute]</c> cannot be computed again, and where; null where it can.</summary>
    public static Report? Obstacle(IMethodSymbol method, Callee signature, IOperation? body, Compilation compilation, CancellationToken cancellation)
    {
        if (Of(method) != Keeping.Recomputed)
        {
            return null;
        }

        Report Because(string reason, Location? at = null) =>
            new("SD6004", "'" + MarkedMember.Shown(method) + "' cannot be computed again on the way back: " + reason + ". Remove [Recompute].", at ?? MarkedMember.Place(method));
        if (Hierarchy.IsDispatched(method) || body is null)
        {
            return Because("which method runs is decided at run time");
        }

        if (method.Parameters.FirstOrDefault(static p => p.RefKind is RefKind.Ref or RefKind.Out) is { } reference)
        {
            return Because("'" + reference.Name + "' is passed by reference, and what the first run wrote there would be its input");
        }

        if (signature.Parameters.FirstOrDefault(static p => p.Written) is { } written)
        {
            return Because("it may write to '" + written.Name + "'");
        }

        if (MarkedMember.Result(method) is { } result && TypeReader.Leaves(result).Any(static leaf => leaf.Type.IsBuffer))
        {
            return Because("it returns an array");
        }

        var context = new LoweringContext(method, compilation, cancellation) { IsFlat = true };
        if (context.Inliner.Recurs(method))
        {
            return Because("it calls itself, and each level would run all those below it once more");
        }

        Function function = Lowering.Body(context, method, signature, body);
        return context.Errors.Count > 0 ? Because("what it calls is not known here")
            : Acting(function.Body) is { } act ? Because("this happens once, or may come out otherwise the second time", act.Statement < 0 ? null : context.StatementLocations[act.Statement])
            : null;
    }

    /// <summary>The first operation that does or reads more than its operands say.</summary>
    private static Op? Acting(Region region) => region.Ops
        .Select(static op => op is Opaque { Effect: not Effect.Pure, IsCheck: false, Input: null } or Call { Callee.Rule: null } ? op : op.Regions.Select(Acting).FirstOrDefault(static inner => inner is not null))
        .FirstOrDefault(static op => op is not null);

    private static bool Has(IMethodSymbol method, string attribute) =>
        SymbolNames.Has(method.OriginalDefinition, attribute) || (method.MethodKind == MethodKind.PropertyGet && SymbolNames.Has(method.OriginalDefinition.AssociatedSymbol!, attribute));
}
