using SymDiff.Benchmarks.Ratios;

namespace SymDiff.Gradients.Tests.AdBench;

/// <summary>A fact over the inputs of ADBench; skipped where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AdBenchFactAttribute : FactAttribute
{
    /// <summary>Skips the fact when the inputs are absent.</summary>
    public AdBenchFactAttribute()
    {
        if (DataFolder.Find() is null)
        {
            Skip = "The inputs of ADBench are not here: ../shared/data/adbench beside the project is absent.";
        }
    }

    /// <summary>The path of a file of ADBench.</summary>
    /// <param name="parts">Its path in the folder.</param>
    public static string Path(params string[] parts) => System.IO.Path.Combine([DataFolder.Find()!, "adbench", .. parts]);
}
