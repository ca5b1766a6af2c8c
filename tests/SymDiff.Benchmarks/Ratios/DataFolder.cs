namespace SymDiff.Benchmarks.Ratios;

/// <summary>Where the inputs are, which are not part of the project: <c>../shared/data</c> beside it, or where the user says.</summary>
internal static class DataFolder
{
    /// <summary>Looks for the folder from the program and from the current directory upwards; null where it is not.</summary>
    public static string? Find()
    {
        foreach (string start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
        {
            for (DirectoryInfo? at = new(start); at is not null; at = at.Parent)
            {
                string folder = Path.Combine(at.FullName, "shared", "data");
                if (Directory.Exists(Path.Combine(folder, "adbench")))
                {
                    return folder;
                }
            }
        }

        return null;
    }
}
