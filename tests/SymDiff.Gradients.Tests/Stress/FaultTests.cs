namespace SymDiff.Gradients.Tests.Stress;

/// <summary>
/// Exceptions are those of the marked method, from every emitted member: the same type and message, after the same
/// writes to arrays, <c>ref</c> and <c>out</c> arguments. The thread goes on as if nothing had happened.
/// </summary>
public sealed class FaultTests
{
    private const int NullAsSpan = 5;
    private const int NullPart = 6;

    private delegate double Original(double[] x, int kind, ref double state);

    private delegate (double Value, double State) Gradient(double[] x, int kind, ref double state, Span<double> xGradient);

    private delegate double Forward(double[] x, int kind, ref double state, Workspace workspace);

    private delegate double Backward(double[] x, int kind, ref double state, double resultAdjoint, Span<double> xAdjoint, ref double stateAdjoint);

    private delegate (double Value, double Tangent) Jvp(double[] x, int kind, ref double state, Span<double> xTangent, ref double stateTangent);

    private sealed record Program(Original F, Gradient Gradient, Forward Forward, Backward Backward, Jvp Jvp)
    {
        public IEnumerable<Original> Members =>
        [
            (double[] x, int kind, ref double state) => Gradient(x, kind, ref state, new double[x?.Length ?? 0]).Value,
            (double[] x, int kind, ref double state) => Forward(x, kind, ref state, new Workspace()),
            (double[] x, int kind, ref double state) =>
            {
                double adjoint = 0;
                return Backward(x, kind, ref state, 1, new double[x?.Length ?? 0], ref adjoint);
            },
            (double[] x, int kind, ref double state) =>
            {
                double tangent = 1;
                return Jvp(x, kind, ref state, new double[x?.Length ?? 0], ref tangent).Value;
            },
        ];
    }

    private static readonly Dictionary<string, Program> Programs = new()
    {
        ["InLoop"] = new(Faults.InLoop, Faults.InLoopGradient, Faults.InLoopForward, Faults.InLoopBackward, Faults.InLoopJvp),
        ["Thrown"] = new(Faults.Thrown, Faults.ThrownGradient, Faults.ThrownForward, Faults.ThrownBackward, Faults.ThrownJvp),
        ["Integers"] = new(Faults.Integers, Faults.IntegersGradient, Faults.IntegersForward, Faults.IntegersBackward, Faults.IntegersJvp),
        ["Checked"] = new(Faults.Checked, Faults.CheckedGradient, Faults.CheckedForward, Faults.CheckedBackward, Faults.CheckedJvp),
        ["Sliced"] = new(Faults.Sliced, Faults.SlicedGradient, Faults.SlicedForward, Faults.SlicedBackward, Faults.SlicedJvp),
        ["InCallee"] = new(Faults.InCallee, Faults.InCalleeGradient, Faults.InCalleeForward, Faults.InCalleeBackward, Faults.InCalleeJvp),
        ["NegativeSize"] = new(Faults.NegativeSize, Faults.NegativeSizeGradient, Faults.NegativeSizeForward, Faults.NegativeSizeBackward, Faults.NegativeSizeJvp),
        ["UnusedFault"] = new(Faults.UnusedFault, Faults.UnusedFaultGradient, Faults.UnusedFaultForward, Faults.UnusedFaultBackward, Faults.UnusedFaultJvp),
        ["Branches"] = new(Faults.Branches, Faults.BranchesGradient, Faults.BranchesForward, Faults.BranchesBackward, Faults.BranchesJvp),
        ["InTests"] = new(Faults.InTests, Faults.InTestsGradient, Faults.InTestsForward, Faults.InTestsBackward, Faults.InTestsJvp),
        ["Keyword"] = new(Faults.Keyword, Faults.KeywordGradient, Faults.KeywordForward, Faults.KeywordBackward, Faults.KeywordJvp),
        ["Null"] = new(Faults.Null, Faults.NullGradient, Faults.NullForward, Faults.NullBackward, Faults.NullJvp),
    };

    [Theory]
    [InlineData("InLoop", 0, 1, 2, -1, int.MaxValue)]
    [InlineData("Thrown", 0, 1, 2, 4, 5, -1)]
    [InlineData("Integers", 3, 1, -2, 7)]
    [InlineData("Checked", 5, int.MaxValue - 10, int.MaxValue - 9, int.MaxValue)]
    [InlineData("Sliced", 0, 3, 4, 5, 6, -1, int.MaxValue)]
    [InlineData("InCallee", 0, 1, 2, 3, 4, 5, -1)]
    [InlineData("NegativeSize", 2, 1, 0, -1, int.MinValue)]
    [InlineData("UnusedFault", 1, 3, 0, 4, 5, -1)]
    [InlineData("Branches", 0, 1, 2, 3, 4, 5, -1, -2)]
    [InlineData("InTests", 0, 1, 3, 4, 5)]
    [InlineData("Keyword", 0, 1, 4, 5)]
    public void Failing_call_throws_and_writes_as_the_method_does(string name, params int[] kinds)
    {
        int failed = 0;
        foreach (int kind in kinds)
        {
            failed += Compare(Programs[name], kind, [0.75, -0.5, 1.25, 0.3, 2]) ? 1 : 0;
        }

        Assert.InRange(failed, 1, kinds.Length - 1);
    }

    [Fact]
    public void Null_array_fails_where_the_method_uses_it()
    {
        for (int kind = 0; kind <= 10; kind++)
        {
            if (kind is not (NullAsSpan or NullPart))
            {
                Assert.Equal(kind is not (7 or 10), Compare(Programs["Null"], kind, null));
            }

            Compare(Programs["Null"], kind, []);
            Compare(Programs["Null"], kind, [0.5, 2, -1]);
        }
    }

    // A span of a null array is empty, and a range of one is an exception of its own; emitted code works on the array
    // itself, and fails in its own way.
    [Fact]
    public void Null_array_that_the_method_takes_a_part_of_fails()
    {
        double state = 0.5;
        Assert.Throws<ArgumentNullException>(() => Faults.Null(null!, NullPart, ref state));
        Assert.All(Programs["Null"].Members, member => Assert.Throws<ArgumentOutOfRangeException>(() => member(null!, NullPart, ref state)));
        Faults.Null(null!, NullAsSpan, ref state);
        Assert.All(Programs["Null"].Members, member => Assert.Throws<NullReferenceException>(() => member(null!, NullAsSpan, ref state)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Out_arguments_are_written_before_the_exception(int kind)
    {
        double[] x = [0.75, -0.5, 1.25, 0.3, 2];
        (double, (double, int), string?) Run(Outputs run)
        {
            double first = 42;
            (double, int) second = (43, 44);
            string? thrown = Thrown(() => run(out first, out second));
            return (first, second, thrown);
        }

        var expected = Run((out double f, out (double, int) s) => Faults.Outputs(x, kind, out f, out s));
        Assert.Equal(expected, Run((out double f, out (double, int) s) => Faults.OutputsForward(x, kind, out f, out s, new Workspace())));
        Assert.Equal(expected, Run((out double f, out (double, int) s) => Faults.OutputsBackward(x, kind, out f, out s, new double[5], 1, (1, 0))));
    }

    [Fact]
    public void Call_after_an_exception_is_right_and_soon_allocates_nothing_again()
    {
        double[] x = [0.75, -0.5, 1.25, 0.3, 2], argument = new double[5], gradient = new double[5];
        Program program = Programs["InCallee"];
        double Good()
        {
            double state = 0.5;
            x.CopyTo(argument, 0);
            return program.Gradient(argument, 1, ref state, gradient).State;
        }

        double expected = Good();
        for (int round = 0; round < 3; round++)
        {
            double state = 0.5;
            Assert.Throws<IndexOutOfRangeException>(() => program.Gradient([1, 2, 3, 4, 5], 4, ref state, gradient));
            Assert.Equal(expected, Good());
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                Good();
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private delegate void Outputs(out double first, out (double, int) second);

    /// <summary>Runs the method and every member on copies; whether the method failed.</summary>
    private static bool Compare(Program program, int kind, double[]? x)
    {
        double[]? expectedX = (double[]?)x?.Clone();
        double expectedState = 0.5, expectedValue = double.NaN;
        string? expected = Thrown(() => expectedValue = program.F(expectedX!, kind, ref expectedState));
        int number = 0;
        foreach (Original member in program.Members)
        {
            string what = $"member {number++}, kind {kind}";
            double[]? actualX = (double[]?)x?.Clone();
            double state = 0.5, value = double.NaN;
            string? thrown = Thrown(() => value = member(actualX!, kind, ref state));
            Assert.True(expected == thrown, $"{what}: expected {expected}, got {thrown}");
            Assert.True(expectedState.Equals(state), $"{what}: the variable is {state}, not {expectedState}");
            Assert.True(expectedX is null || expectedX.AsSpan().SequenceEqual(actualX), $"{what}: the array holds {string.Join(", ", actualX ?? [])}, not {string.Join(", ", expectedX ?? [])}");
            Assert.True(expectedValue.Equals(value), $"{what}: {value}, not {expectedValue}");
        }

        return expected is not null;
    }

    private static string? Thrown(Action run)
    {
        try
        {
            run();
            return null;
        }
        catch (Exception e)
        {
            // An emitted slice names no argument, or another than that of the method it stands for.
            return e is ArgumentOutOfRangeException ? e.GetType().Name : e.GetType().Name + ": " + e.Message;
        }
    }
}
