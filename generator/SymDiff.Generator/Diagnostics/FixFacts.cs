namespace SymDiff.Generator.Diagnostics;

/// <summary>
/// The properties by which a diagnostic tells a code fix what the front end found, so that a fix is offered where it
/// helps and nowhere else. This file is compiled into both assemblies: they are loaded side by side, the code fixes in an
/// editor alone, so neither may need the other. The additional locations of a diagnostic are the expressions that
/// <c>Diff.StopGradient</c> has to wrap.
/// </summary>
internal static class FixFacts
{
    /// <summary>The documentation id of a method that a mark <c>[Differentiable]</c> helps.</summary>
    public const string Mark = "Mark";

    /// <summary>The derivatives that the mark must ask for, with <c>|</c> between them; absent where the gradient is enough.</summary>
    public const string Modes = "Modes";

    /// <summary>The documentation id of a method that a rule with <c>[DerivativeOf]</c> can be given to.</summary>
    public const string Rule = "Rule";

    /// <summary>Present where the parameter at the diagnostic may be marked <c>[NoGradient]</c>.</summary>
    public const string NoGradient = "NoGradient";
}
