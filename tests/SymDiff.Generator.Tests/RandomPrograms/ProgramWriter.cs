using System.Globalization;
using System.Text;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>
/// Writes a well-typed program over the supported language from a seed. The program ends: loops are bounded, recursion
/// counts down. It stays in range: indices are taken modulo lengths, arguments are kept inside the domains of functions,
/// and what a loop carries is mostly squashed.
/// </summary>
internal sealed partial class ProgramWriter
{
    // Names that emitted code might want for itself, among plain ones.
    private static readonly string[] Names =
    [
        "a", "b", "c", "s", "t", "u", "v", "w", "p", "q", "sum", "total", "value", "result", "dx", "dy", "workspace", "sum2", "@class",
        "tangent", "adjoint", "resultAdjoint", "xAdjoint", "xTangent", "state", "z", "mark", "handle", "trips", "item", "taken", "@ref", "copy",
    ];

    private readonly Random random;
    private readonly StringBuilder text = new();
    private readonly SortedSet<string> features = new(StringComparer.Ordinal);
    private readonly List<Routine> routines = [];
    private readonly Dictionary<string, List<Scope>> declared = [];
    private Routine current = new("F", "", 'd', Marked: true);
    private Scope scope = new(null);
    private int indent = 1;
    private int loopDepth;
    private int maxLoopDepth;
    private int switchDepth;
    private int blockDepth;
    private int budget;
    private bool capturedOnly;
    private string entry = "";

    // Differences say nothing about a program that cuts derivatives, and little about one in single precision.
    private readonly bool stops;
    private readonly bool singles;

    private ProgramWriter(int seed)
    {
        random = new Random(seed);
        (stops, singles) = (Chance(0.15), Chance(0.2));
    }

    /// <summary>The program of a seed: always the same one.</summary>
    /// <param name="seed">The seed.</param>
    public static RandomProgram Write(int seed)
    {
        var writer = new ProgramWriter(seed);
        writer.Class();
        string text = writer.text.ToString();
        if (seed % 2 == 0 && ManyPoints.Ask(text) is var asked && asked != text)
        {
            text = asked;
            writer.Use("many points");
        }

        return new RandomProgram(Invariant($"seed {seed}"), text, writer.features);
    }

    private static string Invariant(FormattableString formattable) => formattable.ToString(CultureInfo.InvariantCulture);

    private void Class()
    {
        text.Append("namespace ").Append(RandomProgram.Placeholder).Append(";\n\nusing System.Numerics;\n\ninternal static partial class Program\n{\n");
        Line("private static readonly double[] Table = [0.5, -1.25, 0.75, 1.5];");
        Line("private static readonly int[] Order = [2, 0, 1];");
        Line("private const double Rate = 0.375;");
        entry = EntryShape();
        int callees = random.Next(4);
        for (int i = 0; i < callees; i++)
        {
            Callee();
        }

        DrawIdioms();
        Entry();
        foreach (string member in members)
        {
            text.Append('\n').Append(member);
        }

        text.Append("}\n");
    }

    private bool Chance(double probability) => random.NextDouble() < probability;

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private void Use(string feature) => features.Add(feature);

    private void Line(string line) => text.Append(' ', 4 * indent).Append(line).Append('\n');

    private void Block(Action body)
    {
        Line("{");
        indent++;
        blockDepth++;
        scope = new Scope(scope);
        body();
        scope = scope.Parent!;
        blockDepth--;
        indent--;
        Line("}");
    }

    /// <summary>A name that no block around this one, and none inside it so far, declares.</summary>
    private string Fresh(params string[] wishes)
    {
        for (int attempt = 0; ; attempt++)
        {
            string name = attempt < 6 ? Pick(wishes.Length > 0 ? wishes : Names) : Invariant($"{Pick(Names).TrimStart('@')}{random.Next(100)}");
            if (!declared.TryGetValue(name, out List<Scope>? scopes))
            {
                declared[name] = scopes = [];
            }

            if (scopes.All(other => !other.Meets(scope)))
            {
                scopes.Add(scope);
                return name;
            }
        }
    }

    private Variable[] All(Func<Variable, bool> predicate) =>
        [.. scope.Visible.Where(variable => predicate(variable) && (!capturedOnly || variable.Capturable))];

    private Variable? Any(Func<Variable, bool> predicate)
    {
        Variable[] found = All(predicate);
        return found.Length == 0 ? null : Pick(found);
    }
}
