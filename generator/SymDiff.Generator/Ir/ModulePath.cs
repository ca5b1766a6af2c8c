namespace SymDiff.Generator.Ir;

/// <summary>A module or a parameter of one, as seen from a marked method.</summary>
/// <param name="Root">The method's parameter that holds the outermost module; empty where that is what the method is called on.</param>
/// <param name="Path">How it is reached from there: empty, or <c>.First.Weights</c>.</param>
internal sealed record ModulePath(string Root, string Path)
{
    /// <summary>The path to a member of this module.</summary>
    public ModulePath To(string member) => this with { Path = Path + "." + member };
}
