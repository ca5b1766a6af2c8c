using System.Numerics;
using System.Reflection;
using System.Text;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Restated;

/// <summary>
/// Every member of System.Numerics that has a restatement: the restatement against the member, then the member in a marked
/// method, its value bit for bit, forward mode against differences and reverse mode against forward mode.
/// </summary>
public sealed class RestatementTests
{
    private static readonly string[] Masks = ["Equals", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"];

    private const BindingFlags All = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void Restatements_are_for_members_that_there_are() => Assert.Empty(RestatedMember.Unused());

    [Fact]
    public void Restatement_gives_what_the_member_gives_and_an_exact_one_its_bits()
    {
        var random = new Random(1);
        foreach (RestatedMember row in RestatedMember.Table().Where(static r => !Masks.Contains(r.Method.Name)))
        {
            for (int i = 0; i < 100; i++)
            {
                object?[] point = row.Point(random);
                float[] expected = row.Call(point), actual = row.Restate(point);
                Assert.True(!row.IsExact || Bits(expected).SequenceEqual(Bits(actual)), $"{row} at {string.Join("; ", point)}: {string.Join(", ", expected)}, restated {string.Join(", ", actual)}");
                float scale = Math.Max(1, expected.Max(Math.Abs));
                Assert.True(expected.Zip(actual).All(p => p.First.Equals(p.Second) || Math.Abs(p.First - p.Second) <= 1e-3f * scale), $"{row} at {string.Join("; ", point)}: {string.Join(", ", expected)}, restated {string.Join(", ", actual)}");
            }
        }
    }

    [Fact]
    public void Member_in_a_marked_method_keeps_its_bits_and_has_its_derivatives()
    {
        RestatedMember[] rows = [.. RestatedMember.Table()];
        var source = new StringBuilder("using System.Numerics;\nnamespace Sample;\ninternal static partial class Members\n{\n");
        for (int i = 0; i < rows.Length; i++)
        {
            source.Append("    ").AppendLine(Marked(rows[i], "M" + i));
        }

        CompileResult result = Compile.Run([new SourceFile("Source.cs", source.AppendLine("}").ToString())], analyze: false).AssertClean();
        LoadedProgram program = result.Load();
        Type members = program.Types.Single(static t => t.FullName == "Sample.Members");
        var faults = new List<string>();
        for (int i = 0; i < rows.Length; i++)
        {
            faults.AddRange(Faults(rows[i], members, "M" + i));
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    private static IEnumerable<string> Faults(RestatedMember row, Type members, string name)
    {
        var random = new Random(7);
        MethodInfo backward = members.GetMethods(All).Single(m => m.Name == name + "Backward" && m.GetParameters().All(static p => p.ParameterType != typeof(Workspace)));
        MethodInfo forward = members.GetMethods(All).Single(m => m.Name == name + "Jvp" && m.GetParameters().All(static p => p.Name != "directions"));
        int[] varied = [.. Enumerable.Range(0, row.Inputs.Length).Where(k => forward.GetParameters().Any(p => p.Name == "p" + k + "Tangent"))];
        int smooth = 0;
        for (int round = 0; round < 20; round++)
        {
            object?[] point = row.Point(random);
            float[] value = row.Call([.. point]);
            float[][] direction = [.. varied.Select(k => RestatedMember.Numbers(point[k]!).Select(_ => 2 * random.NextSingle() - 1).ToArray())];
            float[] seed = [.. value.Select(_ => 2 * random.NextSingle() - 1)];

            object pair = forward.Invoke(null, [.. point, .. varied.Select((k, d) => RestatedMember.Make(row.Inputs[k], direction[d]))])!;
            float[] forwardValue = RestatedMember.Numbers(((System.Runtime.CompilerServices.ITuple)pair)[0]!), tangent = RestatedMember.Numbers(((System.Runtime.CompilerServices.ITuple)pair)[1]!);

            object?[] arguments = [.. point, RestatedMember.Make(row.Result, seed), .. varied.Select(k => RestatedMember.Make(row.Inputs[k], new float[16]))];
            float[] backwardValue = RestatedMember.Numbers(backward.Invoke(null, arguments)!);
            if (!Bits(value).SequenceEqual(Bits(forwardValue)) || !Bits(value).SequenceEqual(Bits(backwardValue)))
            {
                yield return $"{row}: {string.Join(", ", value)}, forward {string.Join(", ", forwardValue)}, backward {string.Join(", ", backwardValue)} at {string.Join("; ", point)}";
                yield break;
            }

            double left = seed.Zip(tangent, static (a, b) => (double)a * b).Sum();
            double right = varied.SelectMany((_, d) => RestatedMember.Numbers(arguments[point.Length + 1 + d]!).Zip(direction[d], static (a, b) => (double)a * b)).Sum();
            double size = Math.Max(1, seed.Zip(tangent, static (a, b) => Math.Abs((double)a * b)).Sum());
            if (!(Math.Abs(left - right) <= 1e-3 * size))
            {
                yield return $"{row}: {left} forward, {right} in reverse at {string.Join("; ", point)}";
                yield break;
            }

            const float Step = 1f / 256;
            float[] At(float h) => row.Call([.. point.Select((p, k) => Array.IndexOf(varied, k) is var d && d < 0 ? p : RestatedMember.Make(row.Inputs[k], [.. RestatedMember.Numbers(p!).Zip(direction[d], (x, t) => x + h * t)]))]);
            float[] near = [.. At(Step).Zip(At(-Step), static (a, b) => (a - b) / (2 * Step))], far = [.. At(2 * Step).Zip(At(-2 * Step), static (a, b) => (a - b) / (4 * Step))];
            double scale = Math.Max(1, Math.Max(value.Max(static v => Math.Abs((double)v)), tangent.Max(static v => Math.Abs((double)v))));
            if (near.Zip(far).All(p => Math.Abs(p.First - p.Second) <= 4e-3 * scale))
            {
                smooth++;
                if (!near.Zip(tangent).All(p => Math.Abs(p.First - p.Second) <= 6e-3 * scale))
                {
                    yield return $"{row}: differences {string.Join(", ", near)}, forward {string.Join(", ", tangent)} at {string.Join("; ", point)}";
                    yield break;
                }
            }
        }

        if (smooth < 6 && !Masks.Contains(row.Method.Name))
        {
            yield return $"{row}: compared with differences at {smooth} points only";
        }
    }

    /// <summary>A marked method that uses a member, on one line.</summary>
    /// <param name="row">The member.</param>
    /// <param name="name">The name of the method.</param>
    internal static string Marked(RestatedMember row, string name)
    {
        string parameters = string.Join(", ", row.Inputs.Select((type, k) => (row.Method.GetParameters()[k].Name == "mask" ? "[NoGradient] " : "") + Name(type) + " p" + k));
        return "[Differentiable(Derivatives.Gradient | Derivatives.Jvp)] public static " + Name(row.Result) + " " + name + "(" + parameters + ")" + Body(row);
    }

    private static string Body(RestatedMember row)
    {
        MethodBase member = row.Member;
        string type = member.DeclaringType!.Name;
        bool onSelf = !member.IsStatic && member is not ConstructorInfo;
        string[] all = [.. row.Inputs.Select(static (_, k) => "p" + k)];
        string list = string.Join(", ", onSelf ? all[1..] : all);
        if (member.GetParameters().Any(static p => p.IsOut))
        {
            return " { " + type + ".Invert(p0, out " + type + " made); return made; }";
        }

        return member.Name switch
        {
            ".ctor" => " => new(" + list + ");",
            "op_Addition" => " => p0 + p1;",
            "op_Subtraction" => " => p0 - p1;",
            "op_Multiply" => " => p0 * p1;",
            "op_Division" => " => p0 / p1;",
            "op_UnaryNegation" => " => -p0;",
            "op_UnaryPlus" => " => +p0;",
            "get_Item" => " => p0[" + list + "];",
            "set_Item" => " { p0[" + string.Join(", ", all[1..^1]) + "] = " + all[^1] + "; return p0; }",
            _ when member.Name.StartsWith("get_", StringComparison.Ordinal) => " => p0." + member.Name[4..] + ";",
            _ when member.Name.StartsWith("set_", StringComparison.Ordinal) => " { p0." + member.Name[4..] + " = p1; return p0; }",
            _ => " => " + (onSelf ? "p0" : type) + "." + member.Name + "(" + list + ");",
        };
    }

    private static string Name(Type type) => type == typeof(float) ? "float" : type.IsGenericType ? "(" + string.Join(", ", type.GenericTypeArguments.Select(Name)) + ")" : type.FullName!;

    private static IEnumerable<int> Bits(float[] values) => values.Select(BitConverter.SingleToInt32Bits);
}
