using System.Globalization;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>
/// What must hold for every program: reverse mode, forward mode and differences agree; values are those of F bit for bit;
/// arguments end as F leaves them; nothing depends on what was in destinations or in the workspace before.
/// </summary>
internal sealed partial class ProgramCheck
{
    private const int StackBytes = 16 << 20;
    private const double LargestSingle = 1e18;

    // 2⁻⁶⁰⁰: numbers of 10¹⁸⁰ are reached, and there is as much room for small ones.
    private const double SmallSeed = 2.409919865102884e-181;

    // Over the smallest step, 1e-5, such a slope takes the argument of a sine through a thousand radians: what differences
    // see then is its mean, not its slope.
    private const double Steepest = 1e8;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(120);

    private readonly Func<object[], object[], double[]> value;
    private readonly Func<object[], object[], double[]> gradient;
    private readonly Func<object[], object[], double[]> tangent;
    private readonly Func<object[], object[], double[]> several;
    private readonly Func<object[], object[], double[]> joint;
    private readonly Func<object[], object[], double[]> split;
    private readonly Func<object[], object[], double[]> follow;
    private readonly Func<long> trace;
    private readonly LoadedProgram loaded;
    private readonly int number;
    private readonly Entry entry;
    private readonly ProgramOutcome outcome;
    private readonly bool realArrays;
    private readonly bool calls;
    private readonly bool singles;
    private readonly bool differences;

    private ProgramCheck(LoadedProgram loaded, LoadedProgram traced, int number, Entry entry, ProgramOutcome outcome, bool realArrays)
    {
        string driver = EntryDriver.Name(number);
        value = loaded.Delegate<Func<object[], object[], double[]>>(driver, "Value");
        gradient = loaded.Delegate<Func<object[], object[], double[]>>(driver, "Gradient");
        tangent = loaded.Delegate<Func<object[], object[], double[]>>(driver, "Jvp");
        several = loaded.Delegate<Func<object[], object[], double[]>>(driver, "Several");
        joint = loaded.Delegate<Func<object[], object[], double[]>>(driver, "Joint");
        split = loaded.Delegate<Func<object[], object[], double[]>>(driver, "Split");
        follow = traced.Delegate<Func<object[], object[], double[]>>(driver, "Value");
        trace = traced.Delegate<Func<long>>("Trace", "Take");
        (this.loaded, this.number) = (loaded, number);
        this.entry = entry;
        this.outcome = outcome;
        this.realArrays = realArrays;
        string text = outcome.Program.Text;
        calls = text.Contains("internal static double ", StringComparison.Ordinal) || text.Contains("internal static (", StringComparison.Ordinal) || text.Contains("internal static void ", StringComparison.Ordinal)
            || text.IndexOf("[Differentiable", StringComparison.Ordinal) != text.LastIndexOf("[Differentiable", StringComparison.Ordinal);
        singles = HasSingles(text);
        differences = !singles && !text.Contains("StopGradient", StringComparison.Ordinal);
    }

    /// <summary>Types whose numbers are of single precision.</summary>
    private static readonly string[] SingleTypes = ["float", "Vector2", "Vector3", "Vector4", "Quaternion", "Plane", "Matrix3x2", "Matrix4x4"];

    private static bool HasSingles(string text) => Array.Exists(SingleTypes, type => text.Contains(type, StringComparison.Ordinal));

    /// <summary>Checks a program at every point.</summary>
    /// <param name="loaded">The compiled batch.</param>
    /// <param name="traced">The copies of its programs that note their way.</param>
    /// <param name="number">The program's number in it.</param>
    /// <param name="entry">Its entry method.</param>
    /// <param name="outcome">Receives the faults.</param>
    /// <param name="refused">Whether an error was reported: then it may throw what it says.</param>
    /// <param name="realArrays">Whether emitted code makes arrays, so that it may allocate.</param>
    public static void Run(LoadedProgram loaded, LoadedProgram traced, int number, Entry entry, ProgramOutcome outcome, bool refused, bool realArrays)
    {
        var shown = new ProgramOutcome(outcome.Program);
        var check = new ProgramCheck(loaded, traced, number, entry, shown, realArrays);
        Exception? thrown = null;
        bool ended = false;
        var thread = new Thread(() => ended = TimeBound.Run(() => thrown = Record.Exception(check.All), TimeLimit), StackBytes) { IsBackground = true };
        thread.Start();
        thread.Join();
        if (!ended)
        {
            outcome.Faults.Add(new ProgramFault("hangs", $"does not end within {TimeLimit.TotalSeconds} s"));
            return;
        }

        if (thrown is not null && !(refused && thrown is NotSupportedException))
        {
            outcome.Faults.Add(new ProgramFault($"throws {thrown.GetType().Name}", thrown.Message));
        }

        outcome.Faults.AddRange(shown.Faults);
        outcome.Gradients.AddRange(shown.Gradients);
        (outcome.IsTelling, outcome.Coordinates, outcome.Compared) = (shown.IsTelling, shown.Coordinates, shown.Compared);
    }

    /// <summary>Compares the gradients of a program that was compiled without some optimisation with those found before.</summary>
    /// <param name="loaded">The compiled batch.</param>
    /// <param name="number">The program's number in it.</param>
    /// <param name="entry">Its entry method.</param>
    /// <param name="outcome">Holds the gradients; receives the faults.</param>
    /// <param name="options">What is switched off.</param>
    public static void Compare(LoadedProgram loaded, int number, Entry entry, ProgramOutcome outcome, CompilerOptions options)
    {
        var gradient = loaded.Delegate<Func<object[], object[], double[]>>(EntryDriver.Name(number), "Gradient");
        var value = loaded.Delegate<Func<object[], object[], double[]>>(EntryDriver.Name(number), "Value");
        bool singles = HasSingles(outcome.Program.Text);
        for (int i = 0; i < outcome.Gradients.Count; i++)
        {
            if (outcome.Gradients[i] is not { } expected)
            {
                continue;
            }

            ProgramPoint point = ProgramPoint.Create(entry, i);
            object[] destinations = point.Laid(null, double.NaN);
            double[] returned = gradient(point.Fresh(), destinations);
            double[] actual = [returned[0], .. point.Collect(destinations, returned)];
            double tolerance = (singles ? 1e-4 : 1e-11) * Math.Max(expected.Skip(1).Select(Math.Abs).DefaultIfEmpty(0).Max(), 1e-3);

            // Of a program that calls a gradient the value itself is one of sums that may be rounded otherwise.
            double own = value(point.Fresh(), [])[0];
            if (!SameBits([own], [actual[0]]) || !expected.Zip(actual).All(pair => Close(pair.First, pair.Second, tolerance)))
            {
                outcome.Faults.Add(new ProgramFault($"differs with {options}", $"all on: {Show(expected)}, off: {Show(actual)}"));
                return;
            }

            if (entry.HasBatch && Batches(loaded, number, entry, point, singles) is { } wrong)
            {
                outcome.Faults.Add(wrong with { Kind = $"{wrong.Kind} with {options}" });
                return;
            }
        }
    }

    private static bool SameBits(IEnumerable<double> left, IEnumerable<double> right) =>
        left.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(right.Select(BitConverter.DoubleToInt64Bits));

    private static bool SameArguments(object[] left, object[] right) => left.Zip(right).All(static pair => pair switch
    {
        (double[] x, double[] y) => SameBits(x, y),
        (float[] x, float[] y) => SameBits(x.Select(static e => (double)e), y.Select(static e => (double)e)),
        (int[] x, int[] y) => x.SequenceEqual(y),
        (double x, double y) => SameBits([x], [y]),
        var (x, y) => x.Equals(y),
    });

    private static string Show(IEnumerable<double> numbers) =>
        "(" + string.Join(", ", numbers.Select(static number => number.ToString("R", CultureInfo.InvariantCulture))) + ")";

    // A workspace in which every bit of tape and lent arrays is set, which is NaN to a double and to a float and -1 to an
    // integer: whoever reads what he did not write shows it.
    private static void Poison()
    {
        Workspace workspace = Workspace.Rent();
        for (int i = 0; i < 1024; i++)
        {
            workspace.Push(-1L);
            workspace.Arrays.Allocate<long>(8).Fill(-1);
            workspace.Adjoints.Allocate<long>(8).Fill(-1);
        }

        workspace.Return();
    }

    private void All()
    {
        for (int i = 0; i < ProgramPoint.Count; i++)
        {
            At(ProgramPoint.Create(entry, i));
        }
    }

    private void Fault(string kind, string detail)
    {
        if (!outcome.Faults.Any(fault => fault.Kind == kind))
        {
            outcome.Faults.Add(new ProgramFault(kind, detail));
        }
    }

    private void At(ProgramPoint point)
    {
        object[] left = point.Fresh();
        double expected = 0;
        Exception? own = Record.Exception(() => expected = value(left, [])[0]);
        object[] arguments = point.Fresh();
        object[] destinations = point.Laid(null, double.NaN);
        double[] returned = [];
        if (own is not null)
        {
            outcome.Gradients.Add(null);
            Throwing(point, left, own);
            return;
        }

        returned = gradient(arguments, destinations);
        double[] partials = point.Collect(destinations, returned);
        outcome.Gradients.Add([returned[0], .. partials]);
        Same("value of FGradient", expected, returned[0]);
        Arguments("arguments after FGradient", left, arguments);

        Poison();
        object[] again = point.Laid(null, 1e300);
        double[] second = gradient(point.Fresh(), again);
        if (!SameBits([returned[0], .. partials], [second[0], .. point.Collect(again, second)]))
        {
            Fault("second call differs", $"first {Show(partials)}, second {Show(point.Collect(again, second))}");
        }

        double allocated = gradient(point.Fresh(), point.Laid(null))[^1];
        if (allocated > 0 && !realArrays && !(calls && allocated <= Own(point)))
        {
            Fault("allocates", Show([allocated]));
        }

        double largest = partials.Select(Math.Abs).DefaultIfEmpty(0).Max();
        double tolerance = (singles ? 1e-4 : 1e-10) * Math.Max(largest, singles ? 1 : 1e-3);
        outcome.IsTelling |= double.IsFinite(expected) && double.IsFinite(largest) && largest > 0;
        Backward("joint FBackward", joint, point, (expected, left, partials), tolerance);
        Backward("split FBackward", split, point, (expected, left, partials), tolerance);
        if (singles && largest > LargestSingle)
        {
            // The square of such a number is infinite, and then forward mode may meet 0 * ∞ where reverse mode does not.
            return;
        }

        Several(point, (expected, left, partials));
        if (entry.HasBatch && Batches(loaded, number, entry, point, singles) is { } wrong)
        {
            Fault(wrong.Kind, wrong.Detail);
        }

        if (double.IsFinite(expected) && partials.All(double.IsFinite))
        {
            Tangents(point, (expected, left, partials), tolerance);
            Transposed(point, largest);
            Differences(point, expected, partials);
        }
        else if (double.IsFinite(expected) && partials.Any(double.IsNaN))
        {
            // Not wrong by itself: a partial may be infinite on the way. Forward mode has the same rules, so it must agree. Products
            // beyond all numbers, which each mode meets in its own order, are kept out by a small seed: both are linear in it.
            double seed = singles ? 1 : SmallSeed;
            object[] adjoints = [.. point.Laid(null), seed];
            double[] scaled = joint(point.Fresh(), adjoints);
            double[] small = point.Collect(adjoints, scaled);
            Tangents(point, (expected, left, small), singles ? tolerance : 1e-10 * small.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max(), seed);
        }
    }

    // What a called constant method allocates by itself, the gradient does as well: it calls that method as F does.
    private double Own(ProgramPoint point)
    {
        object[] arguments = point.Fresh();
        long before = GC.GetAllocatedBytesForCurrentThread();
        value(arguments, []);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // F's exceptions are F's: the same one after the same writes.
    private void Throwing(ProgramPoint point, object[] left, Exception own)
    {
        foreach ((string name, Func<object[], object[], double[]> member) in new[] { ("FGradient", gradient), ("FJvp", tangent), ("joint FBackward", joint), ("split FBackward", split) })
        {
            object[] arguments = point.Fresh();
            Exception? thrown = Record.Exception(() => member(arguments, point.Laid(null)));
            if (thrown?.GetType() != own.GetType())
            {
                Fault($"{name} throws otherwise", $"F throws {own.GetType().Name}, {name} {thrown?.ToString() ?? "returns"}");
            }
            else if (!SameArguments(left, arguments))
            {
                Fault($"arguments after {name} throws", $"F throws {own.GetType().Name}");
            }
        }
    }

    private void Backward(
        string name, Func<object[], object[], double[]> member, ProgramPoint point, (double Value, object[] Left, double[] Partials) expected, double tolerance)
    {
        object[] arguments = point.Fresh();
        object[] adjoints = point.Laid(null);
        double[] returned = member(arguments, adjoints);
        double[] partials = point.Collect(adjoints, returned);
        Same($"value of {name}", expected.Value, returned[0]);
        Arguments($"arguments after {name}", expected.Left, arguments);
        if (returned[^1] != 1)
        {
            Fault("workspace is not empty", name);
        }

        for (int i = 0; i < partials.Length; i++)
        {
            if (!Close(expected.Partials[i], partials[i], tolerance))
            {
                Fault($"{name} differs", $"FGradient {Show(expected.Partials)}, {name} {Show(partials)}");
                return;
            }
        }
    }

    private static bool Close(double expected, double actual, double tolerance) =>
        expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance || (!double.IsFinite(expected) && !double.IsFinite(actual));

    private void Tangents(ProgramPoint point, (double Value, object[] Left, double[] Partials) expected, double tolerance, double step = 1)
    {
        for (int i = 0; i < expected.Partials.Length; i++)
        {
            var direction = new double[expected.Partials.Length];
            direction[i] = step;
            object[] arguments = point.Fresh();
            double[] forward = tangent(arguments, point.Laid(direction));
            Same("value of FJvp", expected.Value, forward[0]);
            Arguments("arguments after FJvp", expected.Left, arguments);
            if (!Close(expected.Partials[i], forward[1], tolerance))
            {
                Fault("forward differs from reverse", $"coordinate {i}: forward {Show([forward[1]])}, reverse {Show([expected.Partials[i]])}");
                return;
            }
        }
    }

    private static bool SameNumbers(object[] left, object[] right) => left.Zip(right).All(static pair => pair switch
    {
        (double[] x, double[] y) => x.Zip(y).All(static it => it.First.Equals(it.Second)),
        (float[] x, float[] y) => x.Zip(y).All(static it => it.First.Equals(it.Second)),
        _ => true,
    });

    // Nine directions are two rounds, the second with one of them. Each gives the bits of a sweep along it alone. With calls
    // a zero may have the other sign: a callee in place is known to have no tangent where a call returns one of 0.
    private void Several(ProgramPoint point, (double Value, object[] Left, double[] Partials) expected)
    {
        object[][] alone = [.. Enumerable.Range(0, Lanes.Count + 1).Select(k => point.Laid([.. expected.Partials.Select((_, i) => (((k * 7) + (i * 3)) % 11) - 5.0)]))];
        object[][] together = [.. alone.Select(static row => row.Select(static part => part is Array array ? array.Clone() : part).ToArray())];
        double[] tangents = [.. alone.Select(row => tangent(point.Fresh(), row)[1])];
        object[] arguments = point.Fresh();
        double[] forward;
        try
        {
            forward = several(arguments, together);
        }
        catch (NotSupportedException refused) when (refused.Message.StartsWith("SD1019: ", StringComparison.Ordinal))
        {
            return;
        }

        Same("value of FJvp along several directions", expected.Value, forward[0]);
        Arguments("arguments after FJvp along several directions", expected.Left, arguments);
        bool same = calls
            ? tangents.Zip(forward.Skip(1)).All(static pair => pair.First.Equals(pair.Second)) && alone.Zip(together).All(static pair => SameNumbers(pair.First, pair.Second))
            : SameBits(tangents, forward.Skip(1)) && alone.Zip(together).All(static pair => SameArguments(pair.First, pair.Second));
        if (!same)
        {
            Fault("several directions differ", $"one by one {Show(tangents)}, together {Show(forward.Skip(1))}");
        }
    }

    // Where a branch lies between the arguments, differences say nothing. Differences of three steps must also agree with
    // each other: kinks inside a function, as those of the maximum, leave no trace.
    private void Differences(ProgramPoint point, double expected, double[] partials)
    {
        for (int i = 0; differences && i < partials.Length; i++)
        {
            outcome.Coordinates++;
            if (Math.Abs(partials[i]) > Steepest)
            {
                continue;
            }

            Follow(point, i, 0);
            long own = trace();
            double?[] steps = [Difference(point, i, 1e-4, own), Difference(point, i, 3e-5, own), Difference(point, i, 1e-5, own)];
            if (steps is not [{ } coarse, { } middle, { } fine])
            {
                continue;
            }

            // Of a large value the last digits move by more than a small derivative does.
            double scale = Math.Max(1, Math.Abs(middle));
            double noise = 1e-15 * Math.Abs(expected) / 1e-5;
            if (noise > 1e-6 * scale || !(Math.Abs(coarse - middle) <= 1e-6 * scale) || !(Math.Abs(fine - middle) <= 1e-6 * scale))
            {
                continue;
            }

            outcome.Compared++;
            if (Math.Abs(middle - partials[i]) > 1e-5 * scale)
            {
                Fault("differences disagree", $"coordinate {i}: differences {Show([coarse, middle, fine])}, reverse {Show([partials[i]])}");
                return;
            }
        }
    }

    // Weights 45, -9, 1 over 60 h: Fornberg, Math. Comp. 51 (1988), table 1. Null where a branch lies between.
    private double? Difference(ProgramPoint point, int i, double h, long own)
    {
        double sum = 0;
        foreach ((int steps, double weight) in new[] { (1, 45.0), (2, -9), (3, 1) })
        {
            foreach (int sign in new[] { 1, -1 })
            {
                sum += sign * weight * Follow(point, i, sign * steps * h);
                if (trace() != own)
                {
                    return null;
                }
            }
        }

        return sum / (60 * h);
    }

    private double Follow(ProgramPoint point, int i, double step)
    {
        trace();
        return follow(point.Moved(i, step), [])[0];
    }

    private void Same(string what, double expected, double actual)
    {
        if (!SameBits([expected], [actual]))
        {
            Fault(what, $"F gives {Show([expected])}, not {Show([actual])}");
        }
    }

    private void Arguments(string what, object[] expected, object[] actual)
    {
        if (!SameArguments(expected, actual))
        {
            Fault(what, "an argument does not end as F leaves it");
        }
    }
}
