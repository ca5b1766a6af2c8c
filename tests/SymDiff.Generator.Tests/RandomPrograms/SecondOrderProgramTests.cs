using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.Tests.Harness;
using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>
/// Second derivatives and Jacobians of random programs: value and overwritten arguments bit for bit, the gradient again, the
/// symmetry of the Hessian, its product against the Hessian and against differences of the gradient where those of three steps
/// agree; rows of Jacobians against gradient and tangents.
/// </summary>
public sealed partial class SecondOrderProgramTests(ITestOutputHelper output)
{
    private const int FirstSeed = 31;
    private const int Steepest = 100_000;

    private static int Count => int.Parse(Environment.GetEnvironmentVariable("SYMDIFF_SECOND_PROGRAMS") ?? "40", CultureInfo.InvariantCulture);

    private static int First => int.Parse(Environment.GetEnvironmentVariable("SYMDIFF_RANDOM_FIRST") ?? FirstSeed.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    [GeneratedRegex(@" *\[Differentiable\(Derivatives\.Gradient \| Derivatives\.Jvp(?: \| Derivatives\.Jacobian \| Derivatives\.Batch)?\)\]\s*public static double F\((.*)\)$", RegexOptions.Multiline)]
    private static partial Regex Mark();

    [Fact]
    public void Second_derivatives_of_random_programs_agree_with_their_gradients()
    {
        (int run, int refused, int compared) = (0, 0, 0);
        var faults = new List<string>();
        foreach (int[] seeds in Seeds().Chunk(50))
        {
            string[] texts = [.. seeds.Select(static (seed, i) => Uncut(Marked(ProgramWriter.Write(seed).Text).Replace(RandomProgram.Placeholder, $"UnderTest.P_{i}", StringComparison.Ordinal)))];
            Entry[] entries = [.. texts.Select(static text => Entry.Read(text)!)];
            string[] elements = [.. entries.Select(Element)];
            CompileResult result = Compile.Run(
                [EntryDriver.Shapes, .. texts.SelectMany((text, i) => new[]
                {
                    new SourceFile($"Program_{i}.cs", text),
                    new SourceFile($"Driver_{i}.cs", EntryDriver.Write(i, entries[i])),
                    new SourceFile($"Product_{i}.cs", EntryDriver.WriteModes(ProductDriver(i), entries[i], elements[i])),
                })],
                analyze: false);
            Diagnostic[] errors = [.. result.Compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error)];
            Assert.True(errors.Length == 0, string.Join('\n', errors.Take(5)));
            LoadedProgram program = result.Load();
            for (int i = 0; i < seeds.Length; i++)
            {
                var check = new Check(program, i, entries[i], elements[i], texts[i].Contains("float", StringComparison.Ordinal));
                Exception? thrown = null;
                bool ended = false;
                var thread = new Thread(() => ended = TimeBound.Run(() => thrown = Record.Exception(check.All), TimeSpan.FromSeconds(60)), 16 << 20);
                thread.Start();
                thread.Join();
                if (thrown is NotSupportedException { Message: ['S', 'D', '3', '0', ..] })
                {
                    refused++;
                    continue;
                }

                run++;
                compared += check.Compared;
                if (!ended || thrown is not null || check.Fault is not null)
                {
                    faults.Add($"seed {seeds[i]}: {(ended ? thrown?.ToString() ?? check.Fault : "does not end")}");
                }
            }
        }

        output.WriteLine($"{run} programs run, {refused} refused because they recurse or use a rule; {compared} products compared with differences; {faults.Count} faulty");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(run * 4 >= Count && compared > run, "Too few programs tell anything.");
    }

    // The parameters of the module that F is called on come last, which is not the order of a program's numbers.
    private static IEnumerable<int> Seeds() =>
        Enumerable.Range(First, 2 * Count).Where(static seed => Entry.Read(ProgramWriter.Write(seed).Text) is { } entry && !entry.Parameters.Any(static parameter => parameter.IsSelf)).Take(Count);

    private static string Marked(string text)
    {
        Entry entry = Entry.Read(text)!;
        string modes = entry.HasHessian ? "Derivatives.Hessian" : "Derivatives.HessianVectorProduct";
        return Mark().Replace(text, match => EntryDriver.WriterText(entry, match.Groups[1].Value, entry.Parameters.Select(static p => "@" + p.Name))
            + $"    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Jacobian | {modes})]\n    public static double F({match.Groups[1].Value})");
    }

    // What is cut is a constant to both derivatives, but the gradient moves with its value: differences of the gradient
    // would see that.
    private static string Uncut(string text) => text.Replace("Diff.StopGradient(", "(", StringComparison.Ordinal).Replace("[NoGradient] ", "", StringComparison.Ordinal);

    private static string ProductDriver(int number) => $"Product_{number}";

    private static string Element(Entry entry)
    {
        string[] types = [.. entry.Parameters.Where(static p => p.Differentiated && p.Modifier != "out").Select(static p => p.Element ?? p.Type).Distinct()];
        return types.Length == 1 ? types[0] : "double";
    }

    private sealed partial class Check(LoadedProgram program, int number, Entry entry, string element, bool singles)
    {
        private readonly Func<object[], object[], double[]> value = program.Delegate<Func<object[], object[], double[]>>(EntryDriver.Name(number), "Value");
        private readonly Func<object[], object[], double[]> product = program.Delegate<Func<object[], object[], double[]>>(ProductDriver(number), "Product");
        private readonly Func<object[], object[], double[]> hessian = program.Delegate<Func<object[], object[], double[]>>(ProductDriver(number), "Hessian");
        private readonly Func<object[], object[], double[]> jacobian = program.Delegate<Func<object[], object[], double[]>>(ProductDriver(number), "Jacobian");
        private readonly Func<object[], object[], double[]> written = program.Delegate<Func<object[], object[], double[]>>(ProductDriver(number), "Written");
        private readonly Func<object[], object[], double[]> tangent = program.Delegate<Func<object[], object[], double[]>>(EntryDriver.Name(number), "Jvp");
        private readonly Func<object[], object[], double[]> gradient = program.Delegate<Func<object[], object[], double[]>>(EntryDriver.Name(number), "Gradient");

        public string? Fault { get; private set; }

        public int Compared { get; private set; }

        public void All()
        {
            for (int i = 0; i < ProgramPoint.Count && Fault is null; i++)
            {
                At(ProgramPoint.Create(entry, i), new Random(i));
            }
        }

        private void At(ProgramPoint point, Random random)
        {
            object[] left = point.Fresh(), arguments = point.Fresh();
            double expected = 0;
            Exception? own = Record.Exception(() => expected = value(left, [])[0]);
            int n = point.Dimension;
            double[] v = Direction(random, n), w = Direction(random, n);
            if (own is not null)
            {
                Exception? thrown = Record.Exception(() => Product(point.Fresh(), v));
                Fault = thrown?.GetType() == own.GetType() ? null : $"F throws {own.GetType().Name}, the product {thrown?.ToString() ?? "returns"}";
                return;
            }

            (double found, double[] first, double[] hv) = Product(arguments, v);
            double[] hw = Product(point.Fresh(), w).Product;
            double[] partials = Gradient(point.Fresh(), point);
            double scale = partials.Concat(hv).Concat(hw).Select(Math.Abs).DefaultIfEmpty(0).Max();
            if (BitConverter.DoubleToInt64Bits(expected) != BitConverter.DoubleToInt64Bits(found))
            {
                Fault = $"the value is {found:R}, not {expected:R}";
            }
            else if (!left.Zip(arguments).All(static pair => Same(pair.First, pair.Second)))
            {
                Fault = "an argument does not end as F leaves it";
            }
            else if (double.IsFinite(expected) && scale < (singles ? 1e3 : Steepest))
            {
                Compare(point, (v, w), (partials, first, hv, hw), Math.Max(scale, 1e-3));
                Fault ??= WholeHessian(point, v, (expected, partials, hv), Math.Max(scale, 1e-3));
                Fault ??= Rows(point, v, (expected, left, partials), Math.Max(scale, 1e-3));
            }
        }

        private void Compare(ProgramPoint point, (double[] V, double[] W) directions, (double[] Partials, double[] First, double[] Hv, double[] Hw) found, double scale)
        {
            double tolerance = (singles ? 1e-2 : 1e-9) * scale;
            if (found.Partials.Zip(found.First).Any(pair => Math.Abs(pair.First - pair.Second) > tolerance))
            {
                Fault = $"gradient {Show(found.First)}, FGradient gives {Show(found.Partials)}";
            }
            else if (Math.Abs(Dot(directions.W, found.Hv) - Dot(directions.V, found.Hw)) > tolerance * point.Dimension)
            {
                Fault = $"not symmetric: {Dot(directions.W, found.Hv):R} and {Dot(directions.V, found.Hw):R}";
            }
            else if (!singles && Differences(point, directions.V, scale) is { } differences)
            {
                Compared++;
                if (differences.Zip(found.Hv).Any(pair => Math.Abs(pair.First - pair.Second) > 1e-4 * scale))
                {
                    Fault = $"product {Show(found.Hv)}, differences of the gradient give {Show(differences)}";
                }
            }
        }

        // Null where three steps disagree: a kink or a jump lies near.
        private double[]? Differences(ProgramPoint point, double[] direction, double scale)
        {
            double[][] steps = [.. new[] { 1e-4, 3e-5, 1e-5 }.Select(h => Along(point, direction, h))];
            return steps.All(step => step.Zip(steps[1]).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-5 * scale)) ? steps[1] : null;
        }

        private double[] Along(ProgramPoint point, double[] direction, double h)
        {
            double[] At(double step)
            {
                ProgramPoint moved = point;
                for (int i = 0; i < direction.Length; i++)
                {
                    moved = new ProgramPoint(entry, moved.Moved(i, step * direction[i]));
                }

                return Gradient(moved.Fresh(), moved);
            }

            double[] one = At(h), minus = At(-h), two = At(2 * h), minusTwo = At(-2 * h);
            return [.. one.Select((_, i) => ((8 * (one[i] - minus[i])) - (two[i] - minusTwo[i])) / (12 * h))];
        }

        private double[] Gradient(object[] arguments, ProgramPoint point)
        {
            object[] destinations = point.Laid(null, double.NaN);
            return point.Collect(destinations, gradient(arguments, destinations));
        }

        private (double Value, double[] First, double[] Product) Product(object[] arguments, double[] direction)
        {
            int n = direction.Length;
            Array[] d = element == "float"
                ? [direction.Select(static x => (float)x).ToArray(), Enumerable.Repeat(float.NaN, n).ToArray(), Enumerable.Repeat(float.NaN, n).ToArray()]
                : [direction, Enumerable.Repeat(double.NaN, n).ToArray(), Enumerable.Repeat(double.NaN, n).ToArray()];
            double result = product(arguments, d)[0];
            return (result, Numbers(d[1]), Numbers(d[2]));
        }

        private static double[] Numbers(Array array) => array as double[] ?? [.. ((float[])array).Select(static x => (double)x)];

        private static double[] Direction(Random random, int n) => [.. Enumerable.Range(0, n).Select(_ => (float)((2 * random.NextDouble()) - 1))];

        private static double Dot(double[] left, double[] right) => left.Zip(right, static (a, b) => a * b).Sum();

        private static bool Same(object left, object right) => (left, right) switch
        {
            (double[] x, double[] y) => x.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(y.Select(BitConverter.DoubleToInt64Bits)),
            (float[] x, float[] y) => x.Select(BitConverter.SingleToInt32Bits).SequenceEqual(y.Select(BitConverter.SingleToInt32Bits)),
            (int[] x, int[] y) => x.SequenceEqual(y),
            _ => left.Equals(right),
        };

        private static string Show(double[] numbers) => "(" + string.Join(", ", numbers.Select(static number => number.ToString("R", CultureInfo.InvariantCulture))) + ")";
    }
}
