using Microsoft.CodeAnalysis;
using SymDiff.Generator.FrontEnd;

namespace SymDiff.Generator.Tests.Architecture;

/// <summary>Every kind of operation that Roslyn knows is either lowered or refused on purpose.</summary>
public sealed class OperationKindTests
{
    [Fact]
    public void Every_kind_is_handled_or_fenced()
        => Assert.Empty(Enum.GetValues<OperationKind>().Except(LoweringSupport.Handled).Except(LoweringSupport.Fenced));

    [Fact]
    public void No_kind_is_both() => Assert.Empty(LoweringSupport.Handled.Intersect(LoweringSupport.Fenced));

    [Fact]
    public void No_kind_is_listed_twice()
    {
        Assert.Equal(LoweringSupport.Handled.Count, LoweringSupport.Handled.Distinct().Count());
        Assert.Equal(LoweringSupport.Fenced.Count, LoweringSupport.Fenced.Distinct().Count());
    }
}
