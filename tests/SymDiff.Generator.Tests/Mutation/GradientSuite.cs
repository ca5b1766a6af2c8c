using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>
/// The tests of emitted code, <c>SymDiff.Gradients.Tests</c> with the library that they call, compiled in memory with a
/// mutant as their generator and run without a test runner: language, contract, cost, allocation, singular points.
/// </summary>
internal sealed class GradientSuite
{
    private const string Usings =
        """
        global using System.IO;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    // These need processes, threads and stacks of their own.
    private static readonly HashSet<string> Without = new(StringComparer.Ordinal) { "RecursionTests", "ThreadTests" };

    // AdBench is objectives of the benchmarks: large, and made of what the language's tests hold.
    private static readonly string[] LeftOut = ["/obj/", "/bin/", "/AdBench/"];

    private readonly CSharpCompilation compilation;
    private readonly string expected;

    /// <summary>Reads the tests.</summary>
    public GradientSuite()
    {
        IEnumerable<SourceFile> files = new[] { "SymDiff.Gradients.Tests", "SymDiff.Gradients.Library" }
            .SelectMany(static project => Directory.GetFiles(Path.Combine(Repository.Root, "tests", project), "*.cs", SearchOption.AllDirectories))
            .Where(static path => !LeftOut.Any(folder => path.Contains(folder, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .Select(static path => new SourceFile(path, File.ReadAllText(path)))
            .Append(new SourceFile("Usings.cs", Usings));
        compilation = Compile.Create([.. files])
            .AddReferences(Directory.GetFiles(AppContext.BaseDirectory, "xunit.*.dll").Select(static path => MetadataReference.CreateFromFile(path)))
            .WithOptions(Compile.CompilationOptions.WithAllowUnsafe(true));
        expected = Emitted(Toolchain.OfThisBuild.Generator, out _);
    }

    /// <summary>The first test that fails under a mutant; null when all pass, or nothing that is emitted is another.</summary>
    /// <param name="mutant">The mutant.</param>
    /// <param name="trace">Says so where what is emitted is another.</param>
    public string? Catch(Toolchain mutant, ref string trace)
    {
        if (Emitted(mutant.Generator, out CSharpCompilation updated) == expected)
        {
            return null;
        }

        trace += ", changes the tests of emitted code";
        return Failure(updated);
    }

    /// <summary>Fails unless all tests pass with the compiler of this build.</summary>
    public void AssertPasses()
    {
        Emitted(Toolchain.OfThisBuild.Generator, out CSharpCompilation updated);
        string? failure = Failure(updated);
        Assert.True(failure is null, failure);
    }

    private static string? Failure(CSharpCompilation updated)
    {
        using var image = new MemoryStream();
        if (updated.Emit(image).Diagnostics.FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            return $"gradient tests: {error}";
        }

        LoadedProgram program = LoadedProgram.Load(image);
        string? failure = null;
        var thread = new Thread(() => failure = TimeBound.Run(() => failure = FirstFailure(program.Types), TimeLimit) ? failure : "gradient tests: do not end", 16 << 20);
        thread.Start();
        thread.Join();
        return failure;
    }

    private static string? FirstFailure(IEnumerable<Type> types)
    {
        foreach (MethodInfo test in types.Where(static type => !Without.Contains(type.Name)).SelectMany(static type => type.GetMethods()))
        {
            FactAttribute? fact = test.GetCustomAttribute<FactAttribute>();
            object?[][] rows = fact is TheoryAttribute
                ? [.. test.GetCustomAttributes<Xunit.Sdk.DataAttribute>().SelectMany(data => data.GetData(test))]
                : fact is null ? [] : [[]];
            foreach (object?[] row in rows)
            {
                Exception? thrown = Record.Exception(() => Invoke(test, Packed(test, row)));
                if (thrown is not null)
                {
                    return $"{test.DeclaringType!.Name}.{test.Name}: {thrown.Message}";
                }
            }
        }

        return null;
    }

    // Reflection knows nothing of "params".
    private static object?[] Packed(MethodInfo test, object?[] row)
    {
        ParameterInfo[] parameters = test.GetParameters();
        if (parameters.Length == 0 || !parameters[^1].IsDefined(typeof(ParamArrayAttribute)) || (row.Length == parameters.Length && row[^1] is Array))
        {
            return row;
        }

        object?[] rest = row[(parameters.Length - 1)..];
        var packed = Array.CreateInstance(parameters[^1].ParameterType.GetElementType()!, rest.Length);
        Array.Copy(rest, packed, rest.Length);
        return [.. row[..(parameters.Length - 1)], packed];
    }

    private static void Invoke(MethodInfo test, object?[] row)
    {
        try
        {
            test.Invoke(test.IsStatic ? null : Activator.CreateInstance(test.DeclaringType!), row);
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
        }
    }

    private string Emitted(IIncrementalGenerator generator, out CSharpCompilation updated)
    {
        GeneratorRunResult result = Compile.Driver(LanguageVersion.Latest, generator).RunGeneratorsAndUpdateCompilation(compilation, out Compilation all, out _).GetRunResult().Results[0];
        updated = (CSharpCompilation)all;
        return result.Exception is { } exception ? exception.ToString() : string.Join('\n', result.GeneratedSources.Select(static source => source.HintName + "\n" + source.SourceText));
    }
}
