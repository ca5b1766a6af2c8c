using System.Security.Cryptography;
using System.Text;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Random programs that once failed, shrunk, one file each; every run checks them again.</summary>
internal static class Regressions
{
    private static string Folder => Path.Combine(Repository.Root, "tests", "SymDiff.Generator.Tests", "RandomPrograms", "Regressions");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RandomProgram> All =>
        Directory.Exists(Folder)
            ? [.. Directory.GetFiles(Folder, "*.cs").Order(StringComparer.Ordinal).Select(static path => new RandomProgram(Path.GetFileNameWithoutExtension(path), File.ReadAllText(path), []))]
            : [];

    /// <summary>Keeps a program. Its name is made of its text, so that it is kept once.</summary>
    /// <param name="program">The program, shrunk.</param>
    /// <returns>The file.</returns>
    public static string Save(RandomProgram program)
    {
        Directory.CreateDirectory(Folder);
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(program.Text)))[..12];
        string path = Path.Combine(Folder, name + ".cs");
        File.WriteAllText(path, program.Text);
        return path;
    }
}
