namespace SymDiff.Generator.Emit;

/// <summary>A block of the emitted method.</summary>
internal sealed class Scope(Scope? parent)
{
    public Scope? Parent { get; } = parent;

    public bool Encloses(Scope other)
    {
        for (Scope? scope = other; scope is not null; scope = scope.Parent)
        {
            if (scope == this)
            {
                return true;
            }
        }

        return false;
    }

    public Scope Common(Scope other)
    {
        Scope scope = this;
        while (!scope.Encloses(other))
        {
            scope = scope.Parent!;
        }

        return scope;
    }
}
