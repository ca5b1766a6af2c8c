namespace SymDiff.Tests;

/// <summary>A fact over NIST's sets for nonlinear regression; skipped where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NistFactAttribute : FactAttribute
{
    /// <summary>Skips the fact when the sets are absent.</summary>
    public NistFactAttribute()
    {
        if (!Directory.Exists(Folder))
        {
            Skip = "NIST's sets are not here: ../shared/data/nist beside the project is absent.";
        }
    }

    /// <summary>Where the sets are, which are not part of the project.</summary>
    public static string Folder { get; } = FindFolder();

    private static string FindFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SymDiff.sln")))
        {
            folder = folder.Parent;
        }

        return Path.GetFullPath(Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "..", "shared", "data", "nist"));
    }
}
