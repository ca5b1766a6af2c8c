namespace SymDiff.Generator.Tests.Harness;

/// <summary>Finds the project's files from a running test.</summary>
internal static class Repository
{
    private static readonly Lazy<string> LazyRoot = new(FindRoot);

    /// <summary>The folder that holds <c>SymDiff.sln</c>.</summary>
    public static string Root => LazyRoot.Value;

    /// <summary>The open conformance cases, which are not part of the project; the file may be absent.</summary>
    public static string OpenCases => Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", "cases", "cases.open.jsonl"));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SymDiff.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds SymDiff.sln.");
    }
}
