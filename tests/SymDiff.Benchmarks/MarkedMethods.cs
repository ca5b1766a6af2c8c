using System.Globalization;
using System.Text;

namespace SymDiff.Benchmarks;

/// <summary>Writes marked methods of a given number of operations.</summary>
internal static class MarkedMethods
{
    /// <summary>A method without control flow: each statement has three operations.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="operations">About how many operations it has.</param>
    public static string Straight(string name, int operations)
    {
        StringBuilder text = Head(name);
        for (int i = 1; i <= operations / 3; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        double v{i} = Math.Sin(v{i - 1}) * y + x;\n");
        }

        return Tail(text, operations / 3);
    }

    /// <summary>A method of products and sums alone: each statement has four operations and reads three variables before it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="operations">About how many operations it has.</param>
    public static string Products(string name, int operations)
    {
        StringBuilder text = Head(name);
        for (int i = 1; i <= operations / 4; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        double v{i} = v{i - 1} * v{Math.Max(0, i - 7)} * y + v{Math.Max(0, i - 20)} * 0.3;\n");
        }

        return Tail(text, operations / 4);
    }

    /// <summary>A method that is one sum: a term for each two operations.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="operations">About how many operations it has.</param>
    public static string Sum(string name, int operations)
        => $"    [Differentiable]\n    public static double {name}(double x, double y) => {string.Join(" + ", Enumerable.Repeat("x * y", operations / 2))};\n";

    /// <summary>A method that is a sequence of loops with a branch in each: ten operations apiece.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="operations">About how many operations it has.</param>
    public static string Branching(string name, int operations)
    {
        StringBuilder text = Head(name);
        for (int i = 1; i <= operations / 10; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                        double v{{i}} = v{{i - 1}} * y;
                        for (int i{{i}} = 0; i{{i}} < 3; i{{i}}++)
                        {
                            if (v{{i}} > x)
                            {
                                v{{i}} = Math.Sin(v{{i}}) * y;
                            }
                            else
                            {
                                v{{i}} += x * y;
                            }
                        }

                """);
        }

        return Tail(text, operations / 10);
    }

    /// <summary>A file with methods in one class.</summary>
    /// <param name="methods">The methods.</param>
    public static string File(IEnumerable<string> methods)
        => "using System;\nusing SymDiff;\n\nnamespace Measured;\n\ninternal static partial class Methods\n{\n" + string.Join('\n', methods) + "}\n";

    private static StringBuilder Head(string name) => new StringBuilder()
        .Append("    [Differentiable]\n    public static double ").Append(name).Append("(double x, double y)\n    {\n        double v0 = x;\n");

    private static string Tail(StringBuilder text, int last)
        => text.Append(CultureInfo.InvariantCulture, $"        return v{last};\n    }}\n").ToString();
}
