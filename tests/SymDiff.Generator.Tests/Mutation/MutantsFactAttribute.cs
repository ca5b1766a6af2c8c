namespace SymDiff.Generator.Tests.Mutation;

/// <summary>A fact over mutants that <c>SYMDIFF_MUTANTS</c> chooses; skipped where it chooses none, as it takes hours.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MutantsFactAttribute : FactAttribute
{
    /// <summary>Skips the fact when no mutants are chosen.</summary>
    public MutantsFactAttribute()
    {
        if (Setting.Length == 0)
        {
            Skip = "The long run of mutants is asked for with SYMDIFF_MUTANTS=all.";
        }
    }

    /// <summary>Which mutants.</summary>
    public static string Setting => Environment.GetEnvironmentVariable("SYMDIFF_MUTANTS") ?? "";
}
