namespace SymDiff.Gradients.Tests.Language;

/// <summary>Structs of the user's inside a method, and in its signature.</summary>
internal static partial class Structs
{
    public static readonly Vec Offset = new(0.5, -0.25);

    public struct Mutable
    {
        public double A;
        public float B;
        public bool Flag;

        public double Both { get; set; }
    }

    public struct Fields
    {
        public double A;
        public Inner B;
        public int N;
    }

    public struct Inner
    {
        public double X;
        public double Y;
    }

    public record struct Body(Vec Position, Vec Velocity)
    {
        public double Mass { get; set; } = 1;

        public int Id { get; init; }

        public readonly double Energy => 0.5 * Mass * Velocity.SquaredLength;
    }

    /// <summary>What can only be made by its constructor.</summary>
    public readonly struct Pair
    {
        public Pair(double second, double first)
        {
            (First, Second) = (first, second);
        }

        public double First { get; }

        public double Second { get; }
    }

    /// <summary>A constructor that does more than to keep its arguments.</summary>
    public readonly struct Interval
    {
        private readonly double low;
        private readonly double high;

        public Interval(double a, double b)
        {
            low = Math.Min(a, b);
            high = Math.Max(a, b);
        }

        public double Width => high - low;

        public double Middle => 0.5 * (low + high);
    }

    public struct WithInitialisers
    {
        public double Scale = 2;
        public double Shift { get; set; } = 0.5;

        public WithInitialisers(double scale)
        {
            Scale *= scale;
        }
    }

    public struct Primary(double a, double b)
    {
        public double Sum { get; init; } = a + b;

        public double Product = a * b;
    }

    [Differentiable(Both)]
    public static double Operators(double x, double y)
    {
        var a = new Vec(x, y);
        Vec b = -a + 2 * Offset - x;
        b += Vec.Unit;
        b -= y * a;
        return Vec.Dot(a, b) * b.Length + (double)a;
    }

    [Differentiable(Both)]
    public static double WithAndDefault(double x, double y)
    {
        Vec none = default;
        Vec a = none with { Y = x };
        Vec b = a with { X = a.Y * y };
        Vec c = new() { X = b.Y, Y = b.X * y };
        return (a + b + c).Rotated(y).X * c[1];
    }

    [Differentiable(Both)]
    public static double MutatesCopies(double x, double y)
    {
        Mutable m = new() { A = x, Flag = true, Both = y };
        Mutable copy = m;
        copy.A *= copy.Both;
        copy.Both++;
        m.Both += copy.A;
        if (copy.Flag && x > y)
        {
            m = copy;
            m.A -= y;
        }

        copy.B = (float)x;
        return m.A * m.Both + copy.A * copy.Both + copy.B * 0;
    }

    [Differentiable(Both)]
    public static double Loop(double x, double y)
    {
        var particle = new Particle(new Vec(x, y), 1.5);
        for (int i = 0; i < 5; i++)
        {
            particle.Step(0.1 * y);
            if (i == 2)
            {
                particle.Reset();
            }
        }

        particle.Mass = x;
        return particle.Energy + particle.Position.X * particle.Steps;
    }

    [Differentiable(Both)]
    public static double ReadOnlyVariablesAreCopied(double x, double y)
    {
        var particle = new Particle(new Vec(x, y), 1.25);
        double value = Peek(in particle);
        particle.Step(y);
        return value * particle.Position.Y;
    }

    // Calls a member that writes, on a copy.
    private static double Peek(in Particle particle)
    {
        particle.Step(1);
        return particle.Position.X + particle.Steps;
    }

    [Differentiable(Both)]
    public static double References(double x, double y)
    {
        var m = new Mutable { A = x };
        ref double a = ref m.A;
        a *= y;
        Scale(ref m.A, x);
        ref Mutable whole = ref m;
        whole.Both = y;
        Swap(ref whole);
        void Grow() => m.A += m.Both * x;
        Grow();
        Grow();
        return m.A * a + m.Both;
    }

    private static void Scale(ref double a, double by) => a *= by;

    private static void Swap(ref Mutable m) => (m.A, m.Both) = (m.Both, m.A);

    [Differentiable(Both)]
    public static double ConstructorsWithLogic(double x, double y)
    {
        var interval = new Interval(x, y);
        var initialised = new WithInitialisers(x);
        var primary = new Primary(x, y);
        var without = new WithInitialisers { Shift = y };
        return interval.Width * interval.Middle + initialised.Scale * initialised.Shift + primary.Sum * primary.Product + without.Shift * (without.Scale + x);
    }

    [Differentiable(Both)]
    public static double Choices(double x, double y)
    {
        var a = new Vec(x, y);
        Vec b = x > y ? a : -a;
        Vec c = (x, y) switch
        {
            ( > 0, > 0) => new Vec(y, x * x),
            _ => b,
        };
        Particle p = new(b, c, 1);
        double weight = p is { Steps: 0, Position: var at } ? at.X : 0;
        return Vec.Dot(b, c) + weight * First(c, x).Y;
    }

    private static Vec First(Vec a, double limit)
    {
        if (a.X > limit)
        {
            return a;
        }

        return new Vec(a.Y, a.X * limit);
    }

    // In signatures

    [Differentiable(Both)]
    public static double Energy(Vec position, Body particle)
        => position.Length * particle.Energy + particle.Position.X * particle.Velocity.Y;

    [Differentiable(Both | Derivatives.Hessian)]
    public static double OfPair(Pair pair, double x) => pair.First * pair.First * pair.Second * x;

    [Differentiable(Both)]
    public static Vec Reflect(Vec a, [NoGradient] Vec normal)
    {
        double twice = 2 * Vec.Dot(a, normal);
        return a - twice * normal;
    }

    [Differentiable(Both | Derivatives.Jacobian)]
    public static Pair Swapped(in Pair pair) => new(pair.First * pair.First, pair.Second * pair.First);

    [Differentiable(Both | Derivatives.Jacobian)]
    public static void Update(ref Fields m, out Fields made, double x)
    {
        m.A *= x;
        made = m;
        made.A = m.B.X * x;
        m.N++;
        m.B = new Inner { X = m.B.Y, Y = m.A * m.N };
    }

    [Differentiable(Both)]
    public static double CallsByContract(double x, double y)
    {
        Vec a = Reflect(new Vec(x, y), Offset);
        Pair pair = Swapped(new Pair(a.X, y));
        return OfPair(pair, a.Y) + Energy(a, new Body(a, pair.Second * a) { Mass = x });
    }

    [Differentiable(Both)]
    public static double CallsByReference(double x, double y)
    {
        var m = new Fields { A = x, B = new() { X = y, Y = x }, N = 2 };
        Update(ref m, out Fields made, y);
        return m.A * m.B.Y + made.A * made.B.Y + m.N * made.N * x;
    }

    [Differentiable(Both)]
    public static double Recursive(Vec a, int depth)
        => depth == 0 ? a.X * a.Y : Recursive(new Vec(a.Y, a.X + a.Y), depth - 1) * a.X;
}
