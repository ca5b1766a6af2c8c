namespace SymDiff.Tests;

public sealed class WorkspaceTests
{
    [Fact]
    public void Numbers_come_back_last_in_first_out()
    {
        Workspace workspace = new();
        for (int i = 0; i < 5000; i++)
        {
            workspace.Push((double)i);
            workspace.Push((float)i);
            workspace.Push(i % 2 == 0);
        }

        for (int i = 4999; i >= 0; i--)
        {
            Assert.Equal(i % 2 == 0, workspace.Pop<bool>());
            Assert.Equal(i, workspace.Pop<float>());
            Assert.Equal(i, workspace.Pop<double>());
        }

        Assert.True(workspace.IsEmpty);
    }

    [Fact]
    public void Spans_come_back_in_order_between_numbers()
    {
        Workspace workspace = new();
        workspace.Push(1.5);
        Span<double> first = workspace.PushSpan<double>(301, following: 2);
        Span<float> second = workspace.PushSpan<float>(301);
        Span<bool> third = workspace.PushSpan<bool>(301);
        for (int i = 0; i < 301; i++)
        {
            (first[i], second[i], third[i]) = (i, -i, i % 3 == 0);
        }

        Assert.True(workspace.PushSpan<int>(0).IsEmpty);
        Assert.True(workspace.PushSpan<int>(-7).IsEmpty);
        workspace.Push(2.5);
        Workspace other = new();
        other.Repeat(workspace);
        foreach (Workspace held in new[] { workspace, other })
        {
            Assert.Equal(2.5, held.Pop<double>());
            Assert.True(held.PopSpan<int>(-7).IsEmpty);
            Assert.True(held.PopSpan<int>(0).IsEmpty);
            Assert.Equal(Enumerable.Range(0, 301).Select(static i => i % 3 == 0), held.PopSpan<bool>(301).ToArray());
            Assert.Equal(Enumerable.Range(0, 301).Select(static i => -(float)i), held.PopSpan<float>(301).ToArray());
            Assert.Equal(Enumerable.Range(0, 301).Select(static i => (double)i), held.PopSpan<double>(301).ToArray());
            Assert.Equal(1.5, held.Pop<double>());
            Assert.True(held.IsEmpty);
        }
    }

    [Fact]
    public void What_fits_no_slot_is_cached_and_lent_all_the_same()
    {
        Workspace workspace = new();
        workspace.Push("a");
        workspace.Push((1.0, 2.0));
        workspace.Push(3.0);
        Span<(double, double)> pairs = workspace.Arrays.Allocate<(double, double)>(3, out long pairsHandle);
        Assert.Equal([default, default, default], pairs.ToArray());
        pairs[2] = (4, 5);
        Span<string?> texts = workspace.Arrays.Allocate<string?>(2, out long textsHandle);
        Assert.All(texts.ToArray(), Assert.Null);
        texts[1] = "b";
        workspace.Arrays.Copy<string?>(texts, out long copyHandle);
        texts[1] = "c";

        Workspace other = new();
        other.Repeat(workspace);
        texts[1] = "d";
        Assert.Equal((4, 5), other.Arrays.Array<(double, double)>(pairsHandle)[2]);
        Assert.Equal("c", other.Arrays.Array<string?>(textsHandle)[1]);
        Assert.Equal("d", workspace.Arrays.Array<string?>(textsHandle)[1]);
        Assert.Equal("b", other.Arrays.Array<string?>(copyHandle)[1]);
        Assert.Equal(3.0, other.Pop<double>());
        Assert.Equal((1.0, 2.0), other.Pop<(double, double)>());
        Assert.Equal("a", other.Pop<string>());
        other.Arrays.Release(0);
        Assert.True(other.IsEmpty);
        Assert.Throws<OverflowException>(() => workspace.Arrays.Allocate<string>(-1).Length);
    }

    [Fact]
    public void Held_memory_covers_what_was_cached_and_lent_and_outlives_it()
    {
        Workspace workspace = new();
        Assert.Equal(0, workspace.HeldBytes);
        for (int i = 0; i < 1000; i++)
        {
            workspace.Push((double)i);
        }

        workspace.Arrays.Allocate<double>(500);
        workspace.Adjoints.Allocate<double>(300);
        long held = workspace.HeldBytes;
        Assert.InRange(held, 8 * (1000 + 500 + 300), 32 * (1000 + 500 + 300));
        workspace.Clear();
        Assert.Equal(held, workspace.HeldBytes);
    }

    [Fact]
    public void Lent_arrays_are_zero_and_are_found_again_after_growth()
    {
        Workspace workspace = new();
        long start = workspace.Arrays.Mark;
        Span<double> first = workspace.Arrays.Allocate<double>(1000, out long firstHandle);
        Assert.True(first.IndexOfAnyExcept(0) < 0);
        first.Fill(1);
        Span<float> second = workspace.Arrays.Allocate<float>(10_001, out long secondHandle);
        second.Fill(2);
        first[999] = 3;

        Assert.Equal(1000, workspace.Arrays.Array<double>(firstHandle).Length);
        Assert.Equal(3, workspace.Arrays.Array<double>(firstHandle)[999]);
        Assert.Equal(10_001, workspace.Arrays.Array<float>(secondHandle).Length);
        Assert.Equal(2, workspace.Arrays.Array<float>(secondHandle)[10_000]);

        workspace.Arrays.Release(start);
        Assert.True(workspace.IsEmpty);
        Assert.True(workspace.Arrays.Allocate<double>(1000).IndexOfAnyExcept(0) < 0);
    }

    [Fact]
    public void A_copy_is_independent_of_its_source()
    {
        Workspace workspace = new();
        int[] source = [1, 2, 3];
        workspace.Arrays.Copy<int>(source, out long handle);
        source[0] = 9;
        Assert.Equal([1, 2, 3], workspace.Arrays.Array<int>(handle).ToArray());
        Assert.Throws<OverflowException>(() => workspace.Arrays.Allocate<double>(-1).Length);
    }

    [Fact]
    public void What_one_workspace_holds_can_be_taken_off_another_again_and_again()
    {
        Workspace source = new(), workspace = new();
        var array = new double[2];
        source.Push(1.5);
        source.PushObject(array);
        source.PushObject((1, 2L));
        source.Arrays.Allocate<double>(5000, out long first).Fill(1);
        source.Arrays.Allocate<float>(3, out long second).Fill(2);
        source.Push(2L);
        workspace.Push(7);
        workspace.Arrays.Allocate<double>(10).Fill(9);

        for (int i = 0; i < 3; i++)
        {
            workspace.Repeat(source);
            Span<double> large = workspace.Arrays.Array<double>(first);
            Assert.True(large.IndexOfAnyExcept(1) < 0);
            Assert.Equal([2, 2, 2], workspace.Arrays.Array<float>(second).ToArray());
            large.Clear();
            workspace.Arrays.Allocate<double>(100).Fill(8);
            Assert.Equal(2L, workspace.Pop<long>());
            Assert.Equal((1, 2L), workspace.PopObject<(int, long)>());
            Assert.Same(array, workspace.PopObject<double[]>());
            Assert.Equal(1.5, workspace.Pop<double>());
        }

        source.Clear();
        workspace.Repeat(source);
        Assert.True(workspace.IsEmpty);
    }

    [Fact]
    public void A_thread_gets_its_own_workspace_back()
    {
        Workspace workspace = Workspace.Rent();
        Workspace nested = Workspace.Rent();
        Assert.NotSame(workspace, nested);
        nested.Return();
        workspace.Push(1.0);
        workspace.Return();
        Assert.True(workspace.IsEmpty);
        Assert.Same(workspace, Workspace.Rent());
    }
}
