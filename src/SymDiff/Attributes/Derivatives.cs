namespace SymDiff;

/// <summary>The derivative methods that <see cref="DifferentiableAttribute"/> can ask for.</summary>
[Flags]
public enum Derivatives
{
    /// <summary>Only the split pair <c>FForward</c> and <c>FBackward</c>.</summary>
    None = 0,

    /// <summary><c>FGradient</c>: the value and its derivative with respect to every differentiated parameter.</summary>
    Gradient = 1,

    /// <summary><c>FJvp</c>: the derivative along one direction, by forward mode.</summary>
    Jvp = 2,

    /// <summary>
    /// <c>FJacobian</c>: every partial derivative of every number that the method gives out. One destination for each
    /// differentiated parameter, row-major: a row for each such number, a column for each number of the parameter.
    /// </summary>
    Jacobian = 4,

    /// <summary>
    /// <c>FHessian</c>: value, gradient and all second partial derivatives of a method that returns one number, over the
    /// numbers of all differentiated parameters laid end to end. Brings <c>FHessianVectorProduct</c> along.
    /// </summary>
    Hessian = 8,

    /// <summary>
    /// <c>FHessianVectorProduct</c>: value, gradient and the product of the Hessian with a direction, at a small multiple
    /// of the gradient's cost; the Hessian itself is never formed.
    /// </summary>
    HessianVectorProduct = 16,

    /// <summary>
    /// Together with <see cref="Gradient"/> <c>FGradientBatch</c>, together with <see cref="Jacobian"/> <c>FJacobianBatch</c>: the
    /// same for many points at once, eight of them side by side where the processor has room for that. A number becomes a span
    /// with one for each point, an array or span holds a row for each point, and a parameter that is marked
    /// <see cref="SharedAttribute"/> is the same for all points.
    /// </summary>
    Batch = 32,
}
