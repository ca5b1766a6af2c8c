namespace SymDiff.Gradients.Tests.Modules;

/// <summary>Results of several numbers, with parameters in a nested module.</summary>
public sealed partial class Rotor
{
    private const Derivatives All = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Jacobian;

    [Parameter]
    public Smooth Inner { get; } = new(2, 3);

    [Parameter]
    public double Speed { get; set; } = 0.5;

    /// <summary>An array, of as many numbers as the nested module has units.</summary>
    [Differentiable(All)]
    public double[] Place(ReadOnlySpan<double> x, double t)
    {
        double[] place = new double[Inner.Bias.Length];
        Inner.Forward(x, place);
        for (int i = 0; i < place.Length; i++)
        {
            place[i] *= Math.Sin(Speed * t * (i + 1));
        }

        return place;
    }

    /// <summary>Two numbers, of two modules.</summary>
    [Differentiable(All)]
    public static (double Sum, double Product) Meet(Rotor left, Rotor right, double t) =>
        (left.Speed * t + right.Speed, left.Speed * right.Speed * right.Inner.Weights[1] + t);

    /// <summary>Written, with nothing returned and nothing else to differentiate by than the module and what is written.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public void Turn(Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = y[i] * Speed + Inner.Bias[i];
        }
    }

    /// <summary>A module between other inputs, and one of which a part is read.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double Bend(Rotor left, double t, Rotor right, ReadOnlySpan<double> x)
    {
        double sum = left.Speed * left.Speed * t;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Sin(left.Inner.Weights[i] * x[i]) * right.Inner.Weights[i + 1] * left.Inner.Bias[0];
        }

        return sum * t + right.Twist(x[0]);
    }

    /// <summary>Calls a method of the nested module, which is repeated in place.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.HessianVectorProduct)]
    public double Twist(double t)
    {
        Span<double> y = stackalloc double[3];
        Inner.Forward([t, Speed * t], y);
        return y[0] * y[1] + y[2] * y[2] * Speed;
    }
}
