namespace SymDiff.Gradients.Tests.Stress;

/// <summary>An emitted member of <see cref="Everything.All"/>, to be called with arguments in any memory.</summary>
/// <param name="Slots">
/// The arguments that are memory, in order, with the number of elements each has; what is passed by reference has one.
/// </param>
/// <param name="Call">Calls the member with the slots' memory and gives the numbers that it returns.</param>
internal sealed record Member(IReadOnlyDictionary<string, int> Slots, Func<Func<string, Memory<double>>, double[]> Call)
{
    /// <summary>Slots that are arrays: their memory is a whole one.</summary>
    public static readonly string[] Arrays = ["a", "table"];

    private const int Long = 4;
    private const int Short = 3;

    private static readonly (string, int)[] Own = [("a", Long), ("s", Short), ("r", Short), ("table", Long), ("p", 1), ("q", 1), ("c", 1)];

    /// <summary>All of them by name.</summary>
    public static readonly IReadOnlyDictionary<string, Member> All = new Dictionary<string, Member>
    {
        ["Gradient"] = new(
            Sized([.. Own, ("aGradient", Long), ("sGradient", Short), ("rGradient", Short)]),
            m =>
            {
                var result = Everything.AllGradient(
                    Array(m("a")), m("s").Span, m("r").Span, Array(m("table")), ref m("p").Span[0], out m("q").Span[0], in m("c").Span[0], 0.75,
                    m("aGradient").Span, m("sGradient").Span, m("rGradient").Span);
                return [result.Value, result.P, result.C, result.V];
            }),
        ["Forward"] = new(
            Sized(Own),
            m => [Everything.AllForward(
                Array(m("a")), m("s").Span, m("r").Span, Array(m("table")), ref m("p").Span[0], out m("q").Span[0], in m("c").Span[0], 0.75, new Workspace())]),
        ["Backward"] = new(
            Sized([.. Own, ("aAdjoint", Long), ("sAdjoint", Short), ("rAdjoint", Short), ("pAdjoint", 1), ("cAdjoint", 1), ("vAdjoint", 1)]),
            m => [Everything.AllBackward(
                Array(m("a")), m("s").Span, m("r").Span, Array(m("table")), ref m("p").Span[0], out m("q").Span[0], in m("c").Span[0], 0.75,
                1.5, m("aAdjoint").Span, m("sAdjoint").Span, m("rAdjoint").Span, ref m("pAdjoint").Span[0], 0.25, ref m("cAdjoint").Span[0], ref m("vAdjoint").Span[0])]),
        ["BackwardHalf"] = new(
            Sized([.. Own.Where(slot => slot.Item1 is not ("p" or "q")), ("aAdjoint", Long), ("sAdjoint", Short), ("rAdjoint", Short), ("pAdjoint", 1), ("cAdjoint", 1), ("vAdjoint", 1)]),
            m =>
            {
                var workspace = new Workspace();
                double p = 0.8;
                Everything.AllForward(Array(m("a")), m("s").ToArray(), m("r").Span, Array(m("table")), ref p, out _, in m("c").Span[0], 0.75, workspace);
                Everything.AllBackward(
                    Array(m("a")), m("s").Span, m("r").Span, Array(m("table")), p, in m("c").Span[0], 0.75, workspace,
                    1.5, m("aAdjoint").Span, m("sAdjoint").Span, m("rAdjoint").Span, ref m("pAdjoint").Span[0], 0.25, ref m("cAdjoint").Span[0], ref m("vAdjoint").Span[0]);
                return [];
            }),
        ["Jvp"] = new(
            Sized([.. Own, ("aTangent", Long), ("sTangent", Short), ("rTangent", Short), ("pTangent", 1), ("qTangent", 1)]),
            m =>
            {
                (double value, double tangent) = Everything.AllJvp(
                    Array(m("a")), m("s").Span, m("r").Span, Array(m("table")), ref m("p").Span[0], out m("q").Span[0], in m("c").Span[0], 0.75,
                    m("aTangent").Span, m("sTangent").Span, m("rTangent").Span, ref m("pTangent").Span[0], out m("qTangent").Span[0], 0.5, -1);
                return [value, tangent];
            }),
    };

    /// <summary>Memory of its own for every slot, filled with numbers that tell elements apart.</summary>
    public Dictionary<string, Memory<double>> Fresh()
        => Slots.Select((slot, i) => (slot.Key, Memory: Filled(slot.Value, i))).ToDictionary(slot => slot.Key, slot => slot.Memory);

    /// <summary>What there is to see after a call: the results, then the contents of every slot.</summary>
    /// <param name="memory">The slots' memory.</param>
    public double[] Outcome(Dictionary<string, Memory<double>> memory) => [.. Call(name => memory[name]), .. Contents(memory)];

    /// <summary>The contents of every slot.</summary>
    /// <param name="memory">The slots' memory.</param>
    public double[] Contents(Dictionary<string, Memory<double>> memory) => [.. Slots.Keys.SelectMany(name => memory[name].ToArray())];

    private static Memory<double> Filled(int length, int seed) => Enumerable.Range(0, length).Select(i => 0.4 + (0.1 * i) + (0.07 * seed)).ToArray();

    private static Dictionary<string, int> Sized((string Name, int Length)[] slots) => slots.ToDictionary(slot => slot.Name, slot => slot.Length);

    private static double[] Array(Memory<double> memory)
        => System.Runtime.InteropServices.MemoryMarshal.TryGetArray<double>(memory, out ArraySegment<double> segment) && segment.Count == segment.Array!.Length
            ? segment.Array
            : throw new InvalidOperationException("An array is wanted.");
}
