namespace SymDiff.Gradients.Tests.Stress;

/// <summary>Destinations, adjoints and tangents of the wrong length: refused by name before anything has happened.</summary>
public sealed class LengthTests
{
    public static IEnumerable<object[]> Destinations =>
        from member in Member.All
        from slot in member.Value.Slots
        where char.IsUpper(slot.Key.ElementAtOrDefault(1)) && slot.Value > 1
        select new object[] { member.Key, slot.Key };

    [Theory]
    [MemberData(nameof(Destinations))]
    public void Wrong_length_is_named_before_anything_is_written(string name, string destination)
    {
        Member member = Member.All[name];
        int length = member.Slots[destination];
        foreach (int wrong in new[] { 0, length - 1, length + 1, 1000 })
        {
            Dictionary<string, Memory<double>> memory = member.Fresh();
            memory[destination] = new double[wrong];
            double[] before = member.Contents(memory);
            int begun = Everything.Begun;
            ArgumentException thrown = Assert.Throws<ArgumentException>(() => member.Outcome(memory));
            Assert.Equal(destination, thrown.ParamName);
            Assert.Equal(before, member.Contents(memory));
            Assert.Equal(name == "BackwardHalf" ? begun + 1 : begun, Everything.Begun);
        }
    }

    [Theory]
    [InlineData(2, 3, 4, "aGradient")]
    [InlineData(3, 2, 4, "sGradient")]
    [InlineData(3, 3, 5, "rGradient")]
    public void Float_buffers(int aLength, int sLength, int rLength, string named)
    {
        // A result that is an array has no gradient: its adjoint comes in.
        string adjoint = named.Replace("Gradient", "Adjoint", StringComparison.Ordinal);
        string tangent = named.Replace("Gradient", "Tangent", StringComparison.Ordinal);
        float[] a = [1, 2, 3], s = [4, 5, 6], r = [7, 8, 9, 10];
        float vAdjoint = 0;
        int begun = Everything.Begun;
        Assert.Equal(adjoint, Assert.Throws<ArgumentException>(() => Everything.SinglesBackward(
            a, s, r, 2, new float[4], new float[aLength], new float[sLength], new float[rLength], ref vAdjoint)).ParamName);
        Assert.Equal(tangent, Assert.Throws<ArgumentException>(() => Everything.SinglesJvp(
            a, s, r, 2, new float[aLength], new float[sLength], new float[rLength], 1)).ParamName);
        Assert.Equal(begun, Everything.Begun);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Adjoint_of_a_returned_array_is_refused_before_adjoints_are_written(int length)
    {
        float[] a = [1, 2, 3], aAdjoint = [1, 1, 1], sAdjoint = [1, 1, 1], rAdjoint = [1, 1, 1];
        float vAdjoint = 1;
        ArgumentException thrown = Assert.Throws<ArgumentException>(
            () => Everything.SinglesBackward(a, a, a, 2, new float[length], aAdjoint, sAdjoint, rAdjoint, ref vAdjoint));
        Assert.Equal("resultAdjoint", thrown.ParamName);
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [.. aAdjoint, .. sAdjoint, .. rAdjoint, vAdjoint]);

        Everything.SinglesBackward(a, a, a, 2, new float[] { 1, 1, 1 }, aAdjoint, sAdjoint, rAdjoint, ref vAdjoint);
        Assert.Equal([3, 9, 19, 3, 9, 19, 3, 9, 19, 37], [.. aAdjoint, .. sAdjoint, .. rAdjoint, vAdjoint]);
    }
}
