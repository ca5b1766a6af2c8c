namespace SymDiff.Gradients.Tests.Language;

/// <summary>Where the struct that a method is called on could lose its derivative.</summary>
internal static partial class Receivers
{
    [Differentiable(Both)]
    public static double Marked(double x, double y) => new Body(x, y).Energy(x * y);

    [Differentiable(Both | Derivatives.Hessian)]
    public static double Nested(double x, double y)
    {
        var pair = new Couple(new Body(x, y), new Body(y, x * x));
        return pair.Energy(x) + pair.Second.Energy(y);
    }

    [Differentiable(Both)]
    public static double Returned(double x, double y) => new Body(x, y).Faster(x).Faster(y).Energy(1);

    [Differentiable(Both)]
    public static double Mutated(double x, double y)
    {
        var cart = new Cart { Mass = x, Speed = 1 };
        for (int i = 0; i < 3; i++)
        {
            cart.Push(y);
        }

        cart.Double();
        return cart.Twice() + cart.Momentum();
    }

    [Differentiable(Both)]
    public static double Changed(double x, double y)
    {
        Body none = default;
        Body body = none with { Mass = x * y, Speed = y };
        return body.Energy(x) * ByReference(in body);
    }

    [Differentiable(Both)]
    public static double InParameter(double x, double y)
    {
        var body = new Body(x, y);
        return ByReference(in body) + ByReference(new Body(y, x));
    }

    [Differentiable(Both)]
    public static double OfParameter(Body body, double height) => body.Energy(height) * body.Mass;

    private static double ByReference(in Body body) => body.Energy(1) + body.Faster(2).Speed;
}
