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
}
