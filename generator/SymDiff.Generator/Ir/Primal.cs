using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Ir;

/// <summary>What an emitted gradient is the gradient of, where that is called in a marked method and differentiated again.</summary>
/// <param name="Function">The marked method, with marked callees in place. It overwrites no argument.</param>
/// <param name="Singular">What its partial derivatives are at singular points.</param>
internal sealed record Primal(Function Function, SingularPolicy Singular);
