using System.Globalization;

namespace SymDiff.Generator.Ir;

/// <summary>Gives out names that a method's own parameters and type parameters leave free: one that is taken gets a number.</summary>
internal sealed class FreeNames(Callee callee)
{
    private readonly HashSet<string> taken = new(callee.Parameters.Select(static p => p.Name).Concat(callee.TypeArguments), StringComparer.Ordinal);

    public string Take(string wish)
    {
        string name = wish;
        for (int i = 2; !taken.Add(name); i++)
        {
            name = wish + i.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }
}
