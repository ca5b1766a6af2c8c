using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Ir;

/// <summary>Which derivative methods to emit; the same numbers as the attribute's.</summary>
[Flags]
internal enum DerivativeKinds
{
    None = 0,
    Gradient = 1,
    Jvp = 2,
    Jacobian = 4,
    Hessian = 8,
    HessianVectorProduct = 16,
    Batch = 32,
    SecondOrder = Hessian | HessianVectorProduct,
}

/// <summary>A type around the marked method, to be reopened as <c>partial</c>.</summary>
/// <param name="Header">Keyword, name and type parameters: <c>class Network</c>, <c>struct Pair&lt;T&gt;</c>, <c>record struct P</c>.</param>
internal sealed record ContainingType(string Header);

/// <summary>
/// Everything that compilation past the front end depends on: the value that the incremental pipeline compares.
/// Either <paramref name="Body"/> is there, or <paramref name="Refusals"/> is not empty, or the method is abstract.
/// </summary>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="Types">From the outermost to the innermost.</param>
/// <param name="Modifiers">Accessibility and <c>static</c>: <c>public static</c>.</param>
/// <param name="HintName">The emitted file's name, unique and stable: <c>Demo.Network.Loss.g.cs</c>.</param>
internal sealed record MethodModel(
    string Namespace,
    EquatableArray<ContainingType> Types,
    string Modifiers,
    string HintName,
    DerivativeKinds Derivatives,
    Callee Signature,
    Function? Body,
    EquatableArray<Refusal> Refusals)
{
    /// <summary>
    /// The body with marked callees lowered in place: for second derivatives, because what callees offer has first ones only,
    /// and for sweeps along several directions. Null where neither is asked for, where the body has no such call, and, for
    /// those sweeps alone, where that is not possible.
    /// </summary>
    public Function? Flat { get; init; }

    /// <summary>Whether a derivative is added: it is asked for, and the signature can have it.</summary>
    public bool Has(DerivativeKinds kind) => kind switch
    {
        DerivativeKinds.Gradient => Derivatives.HasFlag(kind) && Signature.ReturnsNumber,
        DerivativeKinds.Jacobian => Derivatives.HasFlag(kind) && Signature.HasRows,
        DerivativeKinds.HessianVectorProduct => (Derivatives & DerivativeKinds.SecondOrder) != 0 && Signature.ReturnsNumber,
        DerivativeKinds.Hessian => Derivatives.HasFlag(kind) && Signature.ReturnsNumber && Signature.CanRepeat,
        _ => Derivatives.HasFlag(kind),
    };

    /// <summary>Whether its gradient at many points at once is added.</summary>
    public bool HasGradientBatch => Has(DerivativeKinds.Batch) && Has(DerivativeKinds.Gradient) && Batches.Obstacle(this, DerivativeKinds.Gradient) is null;

    /// <summary>Whether its Jacobian at many points at once is added.</summary>
    public bool HasJacobianBatch => Has(DerivativeKinds.Batch) && Has(DerivativeKinds.Jacobian) && Batches.Obstacle(this, DerivativeKinds.Jacobian) is null;

    /// <summary>Whether there is a gradient with respect to the inputs alone beside that with respect to modules.</summary>
    public bool HasInputGradient => Has(DerivativeKinds.Gradient) && Signature.HasModules && Signature.HasInputs;

    /// <summary>Whether it has no body, and its derivatives have none either.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>The constraints of its type parameters: <c>where T : struct</c>.</summary>
    public EquatableArray<string> Constraints { get; init; }

    /// <summary>
    /// Whether its numbers, and those of what it overrides, are of known types: eight of them then stand side by side where
    /// there are several directions.
    /// </summary>
    public bool HasLanes { get; init; } = true;

    /// <summary>
    /// Whether a sweep along several directions has a use, and room for what it gives: a returned array has its own length, and
    /// a module its parameters where they are.
    /// </summary>
    public bool HasSweep => HasLanes && !Signature.HasModules && (Has(DerivativeKinds.Jvp) || Has(DerivativeKinds.Jacobian)) && !Signature.Returns.Any(static l => l.Type.IsFloatBuffer);

    /// <summary>The highest order of derivatives that is asked for.</summary>
    public int Order { get; init; } = 1;

    /// <summary>The highest order that is emitted: a function of one number has such.</summary>
    public int HighestOrder => Orders.Fit(Signature) && !Signature.HasModules && Order is >= 1 and <= Orders.Most ? Order : 1;

    /// <summary>Whether something is differentiated more than once, for which calls by contract have no place.</summary>
    public bool IsTwice => Has(DerivativeKinds.HessianVectorProduct) || HighestOrder > 1;

    /// <summary>Whether elementary functions may differ in their last places where eight numbers go side by side.</summary>
    public bool FastMath { get; init; }

    /// <summary>What the derivative is where it is not finite.</summary>
    public SingularPolicy Singular { get; init; }

    /// <summary>False where no member of this signature would compile: a name is missing in it, or a type does not exist.</summary>
    public bool IsDeclarable { get; init; } = true;

    /// <summary>Whether <c>Math</c>, <c>Span</c> and the like mean what they say where the method stands.</summary>
    public bool HasShortNames { get; init; }

    /// <summary>Whether the method can come to call itself, directly or through other marked methods.</summary>
    public bool Recurs { get; init; }

    /// <summary>The containing type as calls name it.</summary>
    public string Self => "global::" + (Namespace.Length > 0 ? Namespace + "." : "") + string.Join(".", Types.Select(static t => t.Header.Substring(t.Header.LastIndexOf(' ') + 1)));
}
