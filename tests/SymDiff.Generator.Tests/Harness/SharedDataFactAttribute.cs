namespace SymDiff.Generator.Tests.Harness;

/// <summary>A fact over the open conformance cases; skipped where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    /// <summary>Skips the fact when the cases are absent.</summary>
    public SharedDataFactAttribute()
    {
        if (!File.Exists(Repository.OpenCases))
        {
            Skip = "The open conformance cases are not here: ../shared/data/cases/cases.open.jsonl beside the project is absent.";
        }
    }
}
