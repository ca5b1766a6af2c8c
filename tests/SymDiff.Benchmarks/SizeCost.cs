using System.Diagnostics;
using System.Globalization;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator;

namespace SymDiff.Benchmarks;

/// <summary>What a gradient costs to run by the size of its method: in parts, and as one body.</summary>
internal static class SizeCost
{
    private static readonly int[] Sizes = [100, 300, 1000, 3000, 10_000, 20_000];

    /// <summary>Measures and prints the table.</summary>
    /// <param name="output">Where it goes.</param>
    public static void Print(TextWriter output)
    {
        output.WriteLine("operations  in parts ns/operation  of the least  one body ns/operation  of the least");
        double? parts = null, whole = null;
        foreach (int size in Sizes)
        {
            double split = Measure(size, CompilerOptions.Default), one = Measure(size, CompilerOptions.Default with { Largest = int.MaxValue });
            parts ??= split;
            whole ??= one;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size,10}  {split,21:F3}  {split / parts,12:F2}  {one,21:F3}  {one / whole,12:F2}"));
        }
    }

    /// <summary>Nanoseconds for each operation of the method: the least of many runs, once the runtime has compiled it for good.</summary>
    private static double Measure(int operations, CompilerOptions options)
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        Func<double, double, (double, double, double)> gradient = Load(context, MarkedMethods.Products("F", operations), options);
        double least = double.PositiveInfinity;
        for (int round = 0; round < 40; round++)
        {
            int calls = Math.Max(1, 400_000 / operations);
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < calls; i++)
            {
                gradient(0.9, 0.8);
            }

            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls / operations);
            if (round % 10 == 0)
            {
                // The runtime replaces its first, quick code in the background.
                Thread.Sleep(200);
            }
        }

        context.Unload();
        return least;
    }

    private static Func<double, double, (double, double, double)> Load(AssemblyLoadContext context, string method, CompilerOptions options)
    {
        CSharpCompilation compilation = CompileCost.Create(MarkedMethods.File([method])).WithOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(new DifferentiableGenerator(options)).RunGeneratorsAndUpdateCompilation(compilation, out Compilation whole, out _);
        using var image = new MemoryStream();
        if (!whole.Emit(image).Success)
        {
            throw new InvalidOperationException("What was emitted does not compile.");
        }

        image.Position = 0;
        return context.LoadFromStream(image).GetType("Measured.Methods", throwOnError: true)!.GetMethod("FGradient")!.CreateDelegate<Func<double, double, (double, double, double)>>();
    }
}
