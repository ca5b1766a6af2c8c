namespace SymDiff;

/// <summary>
/// Asks SymDiff to emit derivative methods beside the method it marks. The containing type and its outer types
/// must be <c>partial</c>.
/// </summary>
/// <remarks>
/// A method <c>F</c> gets <c>FForward</c> and <c>FBackward</c> (the split pair that programs are linked from) always,
/// <c>FGradient</c> when it returns one floating-point number, and what <see cref="Derivatives"/> asks for besides.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DifferentiableAttribute : Attribute
{
    /// <summary>Asks for the gradient.</summary>
    public DifferentiableAttribute() => Derivatives = Derivatives.Gradient;

    /// <summary>Asks for the given derivatives.</summary>
    /// <param name="derivatives">What to emit.</param>
    public DifferentiableAttribute(Derivatives derivatives) => Derivatives = derivatives;

    /// <summary>What is emitted beside the split pair.</summary>
    public Derivatives Derivatives { get; }

    /// <summary>What the derivative is where it is not finite; <see cref="Singular.Infinity"/> unless said otherwise.</summary>
    /// <remarks>
    /// It holds for the marked method and what is differentiated in place with it. A marked method that it calls has its
    /// own.
    /// </remarks>
    public Singular Singular { get; init; }
}
