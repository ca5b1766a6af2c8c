namespace SymDiff;

/// <summary>
/// Asks SymDiff to emit derivative methods beside the member it marks. The containing type and its outer types
/// must be <c>partial</c>.
/// </summary>
/// <remarks>
/// A method <c>F</c> gets <c>FForward</c> and <c>FBackward</c> (the split pair that programs are linked from) always,
/// <c>FGradient</c> when it returns one floating-point number, and what <see cref="Derivatives"/> asks for besides.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, Inherited = false)]
public sealed class DifferentiableAttribute : Attribute
{
    /// <summary>Asks for the gradient.</summary>
    public DifferentiableAttribute() => Derivatives = Derivatives.Gradient;

    /// <summary>Asks for the given derivatives.</summary>
    /// <param name="derivatives">What to emit.</param>
    public DifferentiableAttribute(Derivatives derivatives) => Derivatives = derivatives;

    /// <summary>What is emitted beside the split pair.</summary>
    public Derivatives Derivatives { get; }

    /// <summary>
    /// The highest order of derivatives of a function of one number, 1 to 5: with 3, <c>F</c> gets <c>FDerivative2</c> and
    /// <c>FDerivative3</c>, which return the value and the derivatives up to the second and third order.
    /// </summary>
    /// <remarks>
    /// The method returns one floating-point number and has one differentiated parameter, a number passed by value;
    /// the others are marked <see cref="NoGradientAttribute"/> or are no floating-point numbers. Marked callees are
    /// differentiated in place, so they need their source in the project and may not call themselves.
    /// </remarks>
    public int Order { get; init; } = 1;

    /// <summary>
    /// Whether elementary functions may differ from <see cref="Math"/>'s by up to 4 units in the last place, and sums may be formed
    /// in another order, where several rounds of a loop, or points of a batch, go side by side: exponentials, logarithms, sines,
    /// cosines and hyperbolic tangents of eight numbers at once then take the time of one or two alone. The value that a
    /// derivative returns no longer has the bits of the method's own.
    /// </summary>
    public bool FastMath { get; init; }

    /// <summary>What the derivative is where it is not finite; <see cref="Singular.Infinity"/> unless said otherwise.</summary>
    /// <remarks>
    /// It holds for the marked method and what is differentiated in place with it. A marked method that it calls has its
    /// own.
    /// </remarks>
    public Singular Singular { get; init; }
}
