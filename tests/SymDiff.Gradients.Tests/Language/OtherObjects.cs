namespace SymDiff.Gradients.Tests.Language;

/// <summary>Gradients of methods of other objects, called in marked methods.</summary>
internal static partial class OtherObjects
{
    /// <summary>Reversed by one product with the Hessian of the other object's method.</summary>
    [Differentiable]
    public static double Forces([NoGradient] Bowl bowl, double[] x)
    {
        double[] slope = new double[x.Length];
        double sum = bowl.AtGradient(x, slope);
        for (int i = 0; i < x.Length; i++)
        {
            sum += slope[i] * slope[i] * x[0];
        }

        return sum;
    }

    /// <summary>In place, in every mode.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hessian)]
    public static double Between([NoGradient] Bowl left, [NoGradient] Bowl right, double x)
    {
        double slope = left.AlongGradient(x).X;
        return slope * right.AlongGradient(slope * x).X + left.Inner!.AlongGradient(x * x).Value;
    }
}
