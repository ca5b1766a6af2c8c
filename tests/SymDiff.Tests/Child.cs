using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SymDiff.Tests.Numerics;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace SymDiff.Tests;

/// <summary>
/// The entry point of this assembly when a test starts it as a process of its own: runs the tests of what is written with vectors, on a processor
/// that has to be narrower than the one it is.
/// </summary>
internal static class Child
{
    /// <summary>What is printed in front of the number of tests that passed.</summary>
    public const string Passed = "passed: ";

    private static readonly Type[] Classes = [typeof(LanesTests), typeof(LaneFunctionsTests), typeof(KernelsTests)];

    private static int Main(string[] arguments)
    {
        int width = int.Parse(arguments[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.False(Vector512.IsHardwareAccelerated);
        Assert.False(Avx512F.IsSupported);
        Assert.False(Lanes.AreFast);
        if (width < 256)
        {
            Assert.False(Vector256.IsHardwareAccelerated);
            Assert.False(Fma.IsSupported);
        }

        int tests = 0;
        foreach (MethodInfo test in Classes.SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance)).Where(static method => method.IsDefined(typeof(FactAttribute))))
        {
            object?[][] rows = test.GetCustomAttribute<TheoryAttribute>() is null
                ? [[]]
                : [.. test.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(test))];
            foreach (object?[] row in rows)
            {
                test.Invoke(Instance(test.DeclaringType!), [.. row, .. test.GetParameters().Skip(row.Length).Select(static parameter => parameter.DefaultValue)]);
                tests++;
            }
        }

        Console.Write(Passed + tests);
        return 0;
    }

    private static object Instance(Type type) => Activator.CreateInstance(type, type.GetConstructors()[0].GetParameters().Length == 0 ? [] : [new Silence()])!;

    private sealed class Silence : ITestOutputHelper
    {
        public void WriteLine(string message)
        {
        }

        public void WriteLine(string format, params object[] args)
        {
        }
    }
}
