using System.Globalization;

namespace SymDiff.Generator.Emit;

/// <summary>Which names are taken where: a name stands for one thing in a block and in all inside and around it.</summary>
internal sealed class ScopedNames
{
    private readonly Dictionary<string, Places> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Wish, Scope Scope), int> numbers = [];

    /// <summary>Whether a name is taken anywhere.</summary>
    public bool Contains(string name) => taken.ContainsKey(name);

    public void Take(string name, Scope scope)
    {
        if (!taken.TryGetValue(name, out Places? places))
        {
            taken[name] = places = new Places();
        }

        places.Users.Add(scope);
        for (Scope? around = scope; around is not null && places.Around.Add(around); around = around.Parent)
        {
        }
    }

    /// <summary>The name, or the name with the least number that is free in a scope.</summary>
    public string Free(string wish, Scope scope)
    {
        if (!IsTaken(wish, scope))
        {
            return wish;
        }

        // Names are never given back: what was taken in a scope when it last asked still is.
        int number = numbers.TryGetValue((wish, scope), out int known) ? known : 2;
        while (IsTaken(wish + Suffix(wish, number), scope))
        {
            number++;
        }

        numbers[(wish, scope)] = number;
        return wish + Suffix(wish, number);
    }

    private bool IsTaken(string name, Scope scope)
    {
        if (!taken.TryGetValue(name, out Places? places))
        {
            return false;
        }

        bool inside = places.Around.Contains(scope);
        for (Scope? around = scope; !inside && around is not null; around = around.Parent)
        {
            inside = places.Users.Contains(around);
        }

        return inside;
    }

    private static string Suffix(string wish, int number) =>
        (char.IsDigit(wish[wish.Length - 1]) ? "_" : "") + number.ToString(CultureInfo.InvariantCulture);

    private sealed class Places
    {
        public HashSet<Scope> Users { get; } = [];

        /// <summary>The scopes that enclose one of the users, and these.</summary>
        public HashSet<Scope> Around { get; } = [];
    }
}
