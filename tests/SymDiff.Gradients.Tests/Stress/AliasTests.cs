namespace SymDiff.Gradients.Tests.Stress;

/// <summary>
/// Two arguments that share memory, for every two arguments of every member: the answer is that of two arguments of
/// the same contents that do not, or nothing is written and an exception names one of them.
/// </summary>
public sealed class AliasTests
{
    // Adjoints that are only added to collect both sums where they share memory.
    private static readonly string[] Collecting = ["aAdjoint", "rAdjoint", "cAdjoint", "vAdjoint"];

    public static TheoryData<string> Names => [.. Member.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Shared_memory_is_harmless_or_refused(string name)
    {
        Member member = Member.All[name];
        int refused = 0, harmless = 0;
        foreach ((string one, string other, Dictionary<string, Memory<double>> memory) in Shared(member, adjacent: false))
        {
            if (Collecting.Contains(one) && Collecting.Contains(other))
            {
                continue;
            }

            double[] expected = member.Outcome(Apart(memory));
            double[] before = member.Contents(memory);
            int begun = Everything.Begun;
            try
            {
                Same(expected, member.Outcome(memory), $"{one} and {other}");
                harmless++;
            }
            catch (ArgumentException e)
            {
                Assert.True(e.ParamName == one || e.ParamName == other, $"{one} and {other}: {e.ParamName} is named");
                Same(before, member.Contents(memory), $"{one} and {other}, refused");
                Assert.Equal(name == "BackwardHalf" ? begun + 1 : begun, Everything.Begun);
                refused++;
            }
        }

        Assert.True(refused > 5 && harmless > 2, $"{refused} refused, {harmless} harmless");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Neighbours_in_one_array_do_not_overlap(string name)
    {
        Member member = Member.All[name];
        foreach ((string one, string other, Dictionary<string, Memory<double>> memory) in Shared(member, adjacent: true))
        {
            double[] expected = member.Outcome(Apart(memory));
            Same(expected, member.Outcome(memory), $"{one} beside {other}");
        }
    }

    [Fact]
    public void Arguments_that_are_only_read_may_be_one_array()
    {
        Member member = Member.All["Gradient"];
        Dictionary<string, Memory<double>> memory = member.Fresh();
        memory["table"] = memory["a"];
        memory["r"] = memory["a"][1..];
        Same(member.Outcome(Apart(memory)), member.Outcome(memory), "a, r and table");
    }

    [Theory]
    [InlineData("Backward")]
    [InlineData("BackwardHalf")]
    public void Adjoints_that_are_added_to_collect_both_sums_in_one_variable(string name)
    {
        Member member = Member.All[name];
        Dictionary<string, Memory<double>> memory = member.Fresh();
        memory["vAdjoint"] = memory["cAdjoint"];
        Dictionary<string, Memory<double>> apart = Apart(memory);
        double start = memory["cAdjoint"].Span[0];
        member.Outcome(apart);
        member.Outcome(memory);
        Assert.Equal(apart["cAdjoint"].Span[0] + apart["vAdjoint"].Span[0] - start, memory["cAdjoint"].Span[0], 1e-12);
    }

    [Fact]
    public void Empty_buffers_overlap_nothing()
    {
        double[] array = [1, 2, 3];
        Assert.Equal(0, Contract.Layers.DotGradient(array.AsSpan(1, 0), array.AsSpan(1, 0), array.AsSpan(1, 0), array.AsSpan(1, 0)));
        Assert.Equal(0, Contract.Layers.DotGradient([], array, [], new double[3]));
    }

    // Every two slots in one array: one behind the other, or with one element in common.
    private static IEnumerable<(string One, string Other, Dictionary<string, Memory<double>> Memory)> Shared(Member member, bool adjacent)
    {
        string[] names = [.. member.Slots.Keys];
        for (int i = 0; i < names.Length; i++)
        {
            foreach (string other in names.Take(i))
            {
                Dictionary<string, Memory<double>> memory = member.Fresh();
                int length = member.Slots[names[i]], otherLength = member.Slots[other];
                bool whole = Member.Arrays.Contains(names[i]), otherWhole = Member.Arrays.Contains(other);
                if (adjacent && (whole || otherWhole))
                {
                    continue;
                }

                if (whole || otherWhole)
                {
                    Memory<double> array = memory[otherWhole ? other : names[i]];
                    memory[other] = array[^otherLength..];
                    memory[names[i]] = array[^length..];
                }
                else
                {
                    Memory<double> array = Enumerable.Range(0, length + otherLength).Select(k => 0.3 + (0.1 * k)).ToArray();
                    memory[names[i]] = array[..length];
                    memory[other] = array.Slice(adjacent ? length : length - 1, otherLength);
                }

                yield return (names[i], other, memory);
            }
        }
    }

    private static Dictionary<string, Memory<double>> Apart(Dictionary<string, Memory<double>> memory)
        => memory.ToDictionary(slot => slot.Key, slot => (Memory<double>)slot.Value.ToArray());

    private static void Same(double[] expected, double[] actual, string what)
        => Assert.True(expected.AsSpan().SequenceEqual(actual), $"{what}: expected {string.Join(", ", expected)}, got {string.Join(", ", actual)}");
}
