using System.Globalization;

namespace SymDiff.Generator.Tests.Conformance;

/// <summary>Runs every scalar case once; the facts read the outcomes.</summary>
internal sealed class ConformanceRun
{
    private const double ForwardTolerance = 1e-10;

    // Some cases recurse; emitted code that does not end is told apart from a slow one by a generous limit.
    private const int StackBytes = 64 << 20;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);
    private static readonly Lazy<ConformanceRun> LazyInstance = new(() => new ConformanceRun(CompilerOptions.Default));

    private ConformanceRun(CompilerOptions options)
    {
        IReadOnlyList<ConformanceCase> cases = ConformanceCase.ReadScalar();
        Program = ConformanceProgram.Create(cases, options);
        Outcomes = [.. cases.Select(record => Run(Program, record))];
    }

    /// <summary>A run with some optimisations off.</summary>
    /// <param name="options">Which are on.</param>
    public static ConformanceRun With(CompilerOptions options) => new(options);

    /// <summary>The run, done when first asked for.</summary>
    public static ConformanceRun Instance => LazyInstance.Value;

    /// <summary>The cases, compiled.</summary>
    public ConformanceProgram Program { get; }

    /// <summary>One outcome for each scalar case.</summary>
    public IReadOnlyList<ConformanceOutcome> Outcomes { get; }

    private static ConformanceOutcome Run(ConformanceProgram program, ConformanceCase record)
    {
        var outcome = new ConformanceOutcome(record.Id) { Refusals = program.Refusals(record.Number) };
        if (program.CompileErrors(record.Number) is [_, ..] errors)
        {
            outcome.Wrong.Add($"does not compile: {string.Join("; ", errors.Take(3))}");
            return outcome;
        }

        Exception? fault = null;
        var thread = new Thread(
            () => fault = Record.Exception(() => Array.ForEach([.. record.Points], point => Check(program, record, point, outcome))),
            StackBytes)
        {
            IsBackground = true,
        };
        thread.Start();
        if (!thread.Join(TimeLimit))
        {
            // The thread still holds the outcome it was given: report in one of its own.
            return new ConformanceOutcome(record.Id) { Wrong = { $"does not end within {TimeLimit.TotalSeconds} s" } };
        }

        // What is refused is still run: it throws, or it is right. A refusal is a build error that may be switched off.
        if (fault is not null && !(fault is NotSupportedException && outcome.Refusals.Count > 0))
        {
            outcome.Wrong.Add($"throws {fault.GetType().Name}: {fault.Message}");
        }

        return outcome;
    }

    private static void Check(ConformanceProgram program, ConformanceCase record, ConformancePoint point, ConformanceOutcome outcome)
    {
        var value = program.Driver<Func<object[], double>>(record.Number, ConformanceSource.ValueDriver);
        var gradient = program.Driver<Func<object[], object[], double[]>>(record.Number, ConformanceSource.GradientDriver);
        object[] left = point.Fresh();
        double expectedValue = value(left);

        object[] inputs = point.Fresh();
        (double first, double[] partials) = Gradient(gradient, record, inputs, poison: double.NaN);
        CheckPartials(point, first, partials, outcome.Wrong);
        if (!SameBits([expectedValue], [first]))
        {
            outcome.Values.Add(Invariant($"FGradient gives {first:R}, F gives {expectedValue:R}"));
        }

        CheckArguments(record, left, inputs, "FGradient", outcome.Arguments);
        (double second, double[] again) = Gradient(gradient, record, point.Fresh(), poison: 1e300);
        if (!SameBits([first, .. partials], [second, .. again]))
        {
            outcome.Repetitions.Add("a second call, with other numbers in its destinations before, gives other bits");
        }

        CheckTangents(program, record, point, (expectedValue, left, partials), outcome);
    }

    private static void CheckPartials(ConformancePoint point, double value, double[] partials, List<string> wrong)
    {
        if (!Close(point.Value, value, Math.Abs(point.Value)))
        {
            wrong.Add(Invariant($"value {value:R}, expected {point.Value:R}"));
        }

        double largest = point.Gradient.Max(Math.Abs);
        for (int i = 0; i < partials.Length; i++)
        {
            if (!Close(point.Gradient[i], partials[i], largest))
            {
                wrong.Add(Invariant($"partial {i} {partials[i]:R}, expected {point.Gradient[i]:R}"));
            }
        }
    }

    private static void CheckTangents(
        ConformanceProgram program,
        ConformanceCase record,
        ConformancePoint point,
        (double Value, object[] Left, double[] Partials) reverse,
        ConformanceOutcome outcome)
    {
        var tangent = program.Driver<Func<object[], object[], double[]>>(record.Number, ConformanceSource.TangentDriver);
        foreach (double[] direction in Directions(reverse.Partials.Length))
        {
            object[] inputs = point.Fresh();
            double[] forward = tangent(inputs, Unflatten(record, point, direction));
            double expected = 0;

            // Where the terms cancel, both modes are right to rounding of the terms: the larger of 1 and the largest
            // partial derivative is the yardstick, as for the expected values.
            double scale = reverse.Partials.Where(double.IsFinite).Select(Math.Abs).Append(1).Max();
            for (int i = 0; i < direction.Length; i++)
            {
                // A coordinate that does not move contributes nothing, whatever its partial derivative.
                double term = direction[i] == 0 ? 0 : reverse.Partials[i] * direction[i];
                expected += term;
                scale += Math.Abs(term);
            }

            bool agrees = double.IsFinite(expected)
                ? Math.Abs(forward[1] - expected) <= ForwardTolerance * scale
                : expected.Equals(forward[1]);
            if (!agrees)
            {
                outcome.Tangents.Add(Invariant($"forward {forward[1]:R}, reverse {expected:R}"));
            }

            if (!SameBits([reverse.Value], [forward[0]]))
            {
                outcome.Values.Add(Invariant($"FJvp gives {forward[0]:R}, F gives {reverse.Value:R}"));
            }

            CheckArguments(record, reverse.Left, inputs, "FJvp", outcome.Arguments);
        }
    }

    // Every coordinate of a small function; four random directions of a large one.
    private static IEnumerable<double[]> Directions(int length)
    {
        if (length <= 12)
        {
            return Enumerable.Range(0, length).Select(i => Enumerable.Range(0, length).Select(j => i == j ? 1.0 : 0.0).ToArray());
        }

        var random = new Random(20260711);
        return Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, length).Select(_ => (2 * random.NextDouble()) - 1).ToArray());
    }

    private static (double Value, double[] Partials) Gradient(
        Func<object[], object[], double[]> driver, ConformanceCase record, object[] inputs, double poison)
    {
        object[] destinations = [.. inputs.Select(input =>
            input is double[] array ? Enumerable.Repeat(poison, array.Length).ToArray() : input)];
        double[] returned = driver(inputs, destinations);
        var partials = new List<double>();
        int scalar = 1;
        for (int i = 0; i < record.Parameters.Count; i++)
        {
            ConformanceParameter parameter = record.Parameters[i];
            if (parameter.Differentiable)
            {
                partials.AddRange(parameter.IsBuffer ? (double[])destinations[i] : [returned[scalar++]]);
            }
        }

        return (returned[0], [.. partials]);
    }

    private static object[] Unflatten(ConformanceCase record, ConformancePoint point, double[] direction)
    {
        var tangents = new object[point.Inputs.Length];
        int at = 0;
        for (int i = 0; i < tangents.Length; i++)
        {
            int length = point.Inputs[i] is double[] array ? array.Length : 1;
            tangents[i] = !record.Parameters[i].Differentiable ? point.Inputs[i]
                : record.Parameters[i].IsBuffer ? direction[at..(at + length)]
                : direction[at];
            at += record.Parameters[i].Differentiable ? length : 0;
        }

        return tangents;
    }

    private static void CheckArguments(
        ConformanceCase record, object[] expected, object[] actual, string member, List<string> failures)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i] is double[] left && !SameBits(left, (double[])actual[i]))
            {
                failures.Add($"after {member}, {record.Parameters[i].Name} does not hold what F leaves in it");
            }
        }
    }

    private static bool Close(double expected, double actual, double largest)
        => Math.Abs(actual - expected) <= Math.Max(1e-8 * Math.Abs(expected), 1e-9 * Math.Max(1, largest));

    private static bool SameBits(double[] left, double[] right)
        => left.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(right.Select(BitConverter.DoubleToInt64Bits));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
