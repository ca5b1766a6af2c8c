using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator;
using SymDiff.Generator.FrontEnd;
using SymDiff.Generator.Ir;

namespace SymDiff.Benchmarks;

/// <summary>
/// What differentiation costs a build and an edit. Times are processor times of the whole process, so that other work on
/// the machine counts little.
/// </summary>
internal static class CompileCost
{
    private const int ManyMethods = 1000;
    private const int SmallMethod = 30;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(DifferentiableAttribute).Assembly.Location)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Measures and prints the tables.</summary>
    /// <param name="output">Where they go.</param>
    public static void Print(TextWriter output)
    {
        Measure([MarkedMethods.Straight("Warm", 300), MarkedMethods.Branching("Up", 300)]);
        output.WriteLine("methods  operations  kind       front end ms     passes ms  us/operation  bytes/operation");
        foreach (int operations in new[] { 30, 300, 3000 })
        {
            Row(output, "straight", 1, operations, [MarkedMethods.Straight("F", operations)]);
            Row(output, "branching", 1, operations, [MarkedMethods.Branching("F", operations)]);
        }

        foreach (int count in new[] { 10, 100, 1000 })
        {
            Row(output, "straight", count, SmallMethod, Small(count));
        }

        Edit(output);
    }

    private static void Row(TextWriter output, string kind, int methods, int operations, IReadOnlyList<string> sources)
    {
        (double front, double passes, long bytes) = Measure(sources);
        double all = (double)methods * operations;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{methods,7}  {operations,10}  {kind,-9}  {front,12:F1}  {passes,12:F1}  {(front + passes) * 1000 / all,12:F1}  {bytes / all,15:F0}"));
    }

    /// <summary>The two halves of the compiler run one after the other, without the driver.</summary>
    private static (double Front, double Passes, long Bytes) Measure(IReadOnlyList<string> sources)
    {
        CSharpCompilation compilation = Create(MarkedMethods.File(sources));
        IMethodSymbol[] marked = [.. compilation.GetTypeByMetadataName("Measured.Methods")!.GetMembers().OfType<IMethodSymbol>()];
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan start = Processor();
        MethodModel[] models = [.. marked.Select(method => Lowering.Lower(method, compilation, CancellationToken.None).Model)];
        TimeSpan middle = Processor();
        foreach (MethodModel model in models)
        {
            if (Compiler.Compile(model) is null || model.Body is null)
            {
                throw new InvalidOperationException("A method was refused.");
            }
        }

        return ((middle - start).TotalMilliseconds, (Processor() - middle).TotalMilliseconds, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    private static void Edit(TextWriter output)
    {
        string[] methods = Small(ManyMethods);
        string before = MarkedMethods.File(methods);
        methods[ManyMethods / 2] = methods[ManyMethods / 2].Replace("* y + x", "* y - x", StringComparison.Ordinal);
        CSharpCompilation first = Create(before);
        CSharpCompilation second = first.ReplaceSyntaxTree(first.SyntaxTrees[0], Parse(MarkedMethods.File(methods)));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new DifferentiableGenerator().AsSourceGenerator()],
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        (driver, double cold, double coldWall) = Run(driver, first);
        (driver, double edited, double editedWall) = Run(driver, second);
        ImmutableArray<IncrementalGeneratorRunStep> steps = driver.GetRunResult().Results[0].TrackedSteps[DifferentiableGenerator.TrackingNames.Source];
        int redone = steps.SelectMany(static step => step.Outputs)
            .Count(static made => made.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""

            {ManyMethods} methods of {SmallMethod} operations in one file, through the driver
              cold run            {cold,9:F0} ms of processor, {coldWall,9:F0} ms of clock
              after one edit      {edited,9:F0} ms of processor, {editedWall,9:F0} ms of clock
              compiled again behind the front end: {redone}
            """));
    }

    private static (GeneratorDriver Driver, double Processor, double Wall) Run(GeneratorDriver driver, CSharpCompilation compilation)
    {
        TimeSpan start = Processor();
        var watch = Stopwatch.StartNew();
        driver = driver.RunGenerators(compilation);
        return (driver, (Processor() - start).TotalMilliseconds, watch.Elapsed.TotalMilliseconds);
    }

    private static string[] Small(int count)
        => [.. Enumerable.Range(0, count).Select(static i => MarkedMethods.Straight(string.Create(CultureInfo.InvariantCulture, $"F{i}"), SmallMethod))];

    private static TimeSpan Processor() => Process.GetCurrentProcess().TotalProcessorTime;

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, path: "Methods.cs");

    /// <summary>A compilation of one file.</summary>
    public static CSharpCompilation Create(string text)
        => CSharpCompilation.Create("Measured", [Parse(text)], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
