using Xunit.Sdk;

namespace SymDiff.Generator.Tests.Harness;

/// <summary>The snapshot helper, on a folder of its own.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("symdiff-snapshot-").FullName;

    [Fact]
    public void Missing_snapshot_fails_and_leaves_what_was_received()
    {
        Assert.ThrowsAny<XunitException>(() => Verify("text\n"));
        Assert.Equal("//HintName: A.F.g.cs\ntext\n", File.ReadAllText(File_("received")));
        Assert.False(File.Exists(File_("verified")));
    }

    [Fact]
    public void Accepted_snapshot_passes_from_then_on()
    {
        Assert.ThrowsAny<XunitException>(() => Verify("text\r\n"));
        Verify("text\r\n", accept: true);
        Verify("text\n");
        Assert.False(File.Exists(File_("received")));
        Assert.Equal([0xEF, 0xBB, 0xBF], File.ReadAllBytes(File_("verified"))[..3]);
    }

    [Fact]
    public void Changed_text_fails_at_the_first_different_line()
    {
        Verify("one\ntwo\n", accept: true);
        XunitException failure = Assert.ThrowsAny<XunitException>(() => Verify("one\nthree\n"));
        Assert.Contains("at line 3:\n- two\n+ three", failure.Message, StringComparison.Ordinal);
        Verify("one\ntwo\n");
        Assert.False(File.Exists(File_("received")));
    }

    [Fact]
    public void Snapshot_that_is_no_longer_emitted_fails()
    {
        Verify("text\n", accept: true);
        Assert.ThrowsAny<XunitException>(() => Snapshot.Verify([], folder, "Class.Method", accept: false));
        Snapshot.Verify([], folder, "Class.Method", accept: true);
        Assert.Empty(Directory.GetFiles(folder));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File_(string kind) => Path.Combine(folder, $"Class.Method#A.F.g.{kind}.cs");

    private void Verify(string text, bool accept = false)
        => Snapshot.Verify([new GeneratedSource("A.F.g.cs", text)], folder, "Class.Method", accept);
}
