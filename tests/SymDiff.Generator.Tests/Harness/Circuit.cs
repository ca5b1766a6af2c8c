using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.Generator.Tests.Harness;

/// <summary>
/// Marked methods together with a driver that lays their inputs and derivatives end to end, compiled as C# 12 without
/// a warning: what stands behind a snapshot, so that nothing is accepted that was not run.
/// </summary>
internal sealed class Circuit
{
    private readonly LoadedProgram program;

    private Circuit(IReadOnlyList<GeneratedSource> sources, LoadedProgram program)
    {
        Sources = sources;
        this.program = program;
        Value = Delegate<Func<double[], double>>("Value");
        Gradient = Delegate<Func<double[], double[]>>("Gradient");
    }

    /// <summary>The emitted files.</summary>
    public IReadOnlyList<GeneratedSource> Sources { get; }

    /// <summary>The function of all its numbers laid end to end.</summary>
    public Func<double[], double> Value { get; }

    /// <summary>Its value followed by its partial derivatives.</summary>
    public Func<double[], double[]> Gradient { get; }

    /// <summary>Compiles, asserts that nothing is reported, and loads.</summary>
    /// <param name="source">The marked methods.</param>
    /// <param name="driver">
    /// The members <c>double Value(double[] p)</c> and <c>double[] Gradient(double[] p)</c> of a static class; also
    /// <c>double[] Tangent(double[] p, double[] t)</c>, value and directional derivative, where forward mode is asked for.
    /// </param>
    public static Circuit Compile(string source, string driver)
    {
        CompileResult result = Harness.Compile.Run(
            [
                new SourceFile("Source.cs", source),
                new SourceFile("Driver.cs", $"internal static class Driver\n{{\n{driver}\n}}\n"),
            ],
            LanguageVersion.CSharp12);
        return new Circuit(result.AssertClean().Sources, result.Load());
    }

    /// <summary>Fails unless reverse mode agrees with differences at a point.</summary>
    /// <param name="point">The point.</param>
    public void AgreesWithDifferencesAt(params double[] point) => NumericCheck.AgreesWithDifferences(Value, Gradient, point);

    /// <summary>Fails unless forward mode along every coordinate agrees with reverse mode to 1e-12.</summary>
    /// <param name="point">The point.</param>
    public void ForwardAgreesWithReverseAt(params double[] point)
    {
        var tangent = Delegate<Func<double[], double[], double[]>>("Tangent");
        double[] gradient = Gradient([.. point]);
        for (int i = 0; i < point.Length; i++)
        {
            var direction = new double[point.Length];
            direction[i] = 1;
            double[] forward = tangent([.. point], direction);
            Assert.Equal(gradient[0], forward[0]);
            Assert.Equal(gradient[1 + i], forward[1], 1e-12 * Math.Max(1, Math.Abs(gradient[1 + i])));
        }
    }

    /// <summary>Fails unless value and partial derivatives are the given ones.</summary>
    /// <param name="point">The point.</param>
    /// <param name="value">The expected value.</param>
    /// <param name="partials">The expected partial derivatives.</param>
    /// <param name="tolerance">Allowed absolute error: half a unit of the last digit that is written out.</param>
    public void Gives(double[] point, double value, double[] partials, double tolerance)
    {
        double[] actual = Gradient(point);
        double[] expected = [value, .. partials];
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }

    /// <summary>Another member of the driver.</summary>
    /// <typeparam name="T">Its type as a delegate.</typeparam>
    /// <param name="member">Its name.</param>
    public T Delegate<T>(string member)
        where T : Delegate
        => program.Delegate<T>("Driver", member);
}
