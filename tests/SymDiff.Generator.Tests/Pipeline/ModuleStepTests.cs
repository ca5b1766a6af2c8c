using Microsoft.CodeAnalysis;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>What is generated for a module follows from its declaration, and from those of the modules it holds.</summary>
public sealed class ModuleStepTests
{
    private const string Layer =
        """
        namespace Shop;

        internal sealed partial class Layer
        {
            [Parameter] private readonly double[] weights = new double[3];
            [Parameter] private double bias;

            [Differentiable] public double Apply(double x) => weights[0] * x + bias;
        }
        """;

    private const string Network =
        """
        namespace Shop;

        internal sealed partial class Network
        {
            [Parameter] private readonly Layer first = new();

            [Differentiable] public double Predict(double x) => first.Apply(x);
        }
        """;

    // Layer, Network: first the model, then the file. M modified, C cached.
    [Theory]
    [InlineData("nothing", "", "", "CC CC")]
    [InlineData("body of a method", "weights[0] * x", "weights[1] * x", "CC CC")]
    [InlineData("comment", "private double bias;", "private double bias; // of the unit", "CC CC")]
    [InlineData("initial value", "new double[3]", "new double[4]", "CC CC")]
    [InlineData("member without the mark", "[Differentiable]", "private int count;\n    [Differentiable]", "CC CC")]
    [InlineData("parameter added", "[Differentiable]", "[Parameter] private double gain;\n    [Differentiable]", "MC MC")]
    [InlineData("parameter renamed", "bias", "offset", "MC MC")]
    [InlineData("numbers of another type", "double", "float", "MM MM")]
    public void An_edit_generates_again_what_it_changes(string edit, string old, string edited, string expected)
    {
        EditedRun run = EditedRun.Of(
            [new SourceFile("Layer.cs", Layer), new SourceFile("Network.cs", Network)],
            new SourceFile("Layer.cs", old.Length == 0 ? Layer : Layer.Replace(old, edited, StringComparison.Ordinal)));
        Assert.Equal(
            $"{edit}: {expected}",
            $"{edit}: {Letters(run.Reasons(DifferentiableGenerator.TrackingNames.Module))} {Letters(run.Reasons(DifferentiableGenerator.TrackingNames.ModuleSource))}");
    }

    private static string Letters(IEnumerable<IncrementalStepRunReason> reasons) => string.Concat(reasons.Select(static reason => reason.ToString()[0]));
}
