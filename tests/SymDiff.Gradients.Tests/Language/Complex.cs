namespace SymDiff.Gradients.Tests.Language;

/// <summary>A struct whose constructor, operators, conversions and getters are marked.</summary>
internal partial struct Complex
{
    public double Re;

    public double Im;

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Jacobian)]
    public Complex(double modulus, double argument, int turns)
    {
        (double sin, double cos) = Math.SinCos(turns * argument);
        Re = modulus * cos;
        if (modulus < 0)
        {
            return;
        }

        Im = modulus * sin;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public Complex(double modulus)
        : this(modulus, modulus * modulus, 2)
    {
        Re += modulus;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hessian)]
    public readonly double Modulus => Math.Sqrt(Re * Re + Im * Im);

    public readonly Complex Conjugate
    {
        [Differentiable(Derivatives.Jacobian)]
        get => this with { Im = -Im };
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public readonly double this[int power, double scale]
    {
        get
        {
            Complex result = this;
            for (int i = 1; i < power; i++)
            {
                result = result * this;
            }

            return scale * result.Re;
        }
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Jacobian)]
    public static Complex operator *(Complex a, in Complex b) => new() { Re = a.Re * b.Re - a.Im * b.Im, Im = a.Re * b.Im + a.Im * b.Re };

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double operator *(Complex a, double[] roots)
    {
        Complex product = a;
        foreach (double root in roots)
        {
            product *= new Complex { Re = a.Re - root, Im = a.Im };
        }

        return product.Modulus;
    }

    [Differentiable]
    public static Complex operator -(Complex a) => new() { Re = -a.Re, Im = -a.Im };

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static explicit operator double(Complex a) => a.Re * Math.Exp(a.Im);

    [Differentiable]
    public static implicit operator Complex(double re) => new() { Re = re };

    /// <summary>All of them in one method, where they are repeated in place.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hessian)]
    public static double All(double modulus, double argument)
    {
        Complex made = new(modulus, argument, 1);
        Complex product = -made * new Complex(argument) * 0.5;
        return (double)product.Conjugate + made.Modulus + product[3, modulus];
    }
}
