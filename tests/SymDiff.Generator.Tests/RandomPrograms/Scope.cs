namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>A block of a random program: the variables declared in it and around it.</summary>
/// <param name="parent">The block around it; null for a method's parameters.</param>
internal sealed class Scope(Scope? parent)
{
    private readonly List<Variable> variables = [];

    /// <summary>The block around it.</summary>
    public Scope? Parent { get; } = parent;

    /// <summary>Every variable that is visible at this point.</summary>
    public IEnumerable<Variable> Visible => Parent is null ? variables : Parent.Visible.Concat(variables);

    /// <summary>Adds a variable, visible from here on.</summary>
    /// <param name="variable">The variable.</param>
    public Variable Add(Variable variable)
    {
        variables.Add(variable);
        return variable;
    }

    /// <summary>Whether a variable is declared in this block itself.</summary>
    /// <param name="variable">The variable.</param>
    public bool Declares(Variable variable) => variables.Contains(variable);

    /// <summary>True when one of two blocks is around the other, so that they cannot both declare a name.</summary>
    /// <param name="other">The other block.</param>
    public bool Meets(Scope other) => IsInside(other) || other.IsInside(this);

    private bool IsInside(Scope other)
    {
        for (Scope? scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope == other)
            {
                return true;
            }
        }

        return false;
    }
}
