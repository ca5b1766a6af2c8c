using System.Diagnostics.CodeAnalysis;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Where a struct and so many variables could part.</summary>
internal static partial class StructCorners
{
    private static readonly Counter Fixed = new() { A = 3, B = 0.5 };
    private static readonly Counter[] Table = [new() { A = 2, B = 1 }, new() { A = 0.5, B = -1 }];

    public struct Counter
    {
        public double A;
        public double B;

        public double Twice
        {
            readonly get => 2 * A;
            set => (A, B) = (0.5 * value, A);
        }

        public double this[int i]
        {
            readonly get => i == 0 ? A : B;
            set
            {
                if (i == 0)
                {
                    A = value;
                }
                else
                {
                    B = value;
                }
            }
        }

        public void Grow() => A *= 2;

        public readonly double Sum(double other) => A + B + other;

        [UnscopedRef]
        public ref double First() => ref A;

        public static Counter operator *(Counter a, double by)
        {
            a.A *= by;
            return a;
        }
    }

    public struct Named
    {
        public string Name;
        public double X;
    }

    [Differentiable(Both)]
    public static double ReadOnlyFieldsAreCopied(double x, double y)
    {
        Fixed.Grow();
        foreach (Counter entry in Table)
        {
            entry.Grow();
            y *= entry.A + x;
        }

        return Fixed.A * x * y;
    }

    [Differentiable(Both)]
    public static double ReferencesToParts(double x, double y)
    {
        var m = new Counter { A = x, B = 1 };
        m.First() *= y;
        ref double first = ref m.First();
        first += x;
        return m.A * m.B + ReadsLate(in m.A, ref m);
    }

    private static double ReadsLate(in double a, ref Counter m)
    {
        m.A = 5 * m.A * m.A;
        return a;
    }

    [Differentiable(Both)]
    public static double Setters(double x, double y)
    {
        Counter m = default;
        m.B = x;
        m.Twice = y;
        m.Twice += x;
        m[1] += m.A * y;
        int i = 0;
        m[i++] *= i + x;
        m[i] = m[0] = m[1] * x;
        return m.A * m.B + i;
    }

    [Differentiable(Both)]
    public static double Order(double x, double y)
    {
        var m = new Counter { A = x, B = y };
        double late = m.Sum(m.A = y * y);
        double swapped = (m * x).A + m.A;
        Counter n = new() { B = m.A *= 2, A = m.A };
        return late * swapped + n.A * n.B + (m.A + (m = n with { A = x }).A) * m.A;
    }

    [Differentiable(Both)]
    public static double Elementary(double x, double y)
    {
        var m = new Counter { A = x, B = y };
        Func<Counter, double> f = c =>
        {
            c.Grow();
            m.B += c.A;
            return c.A * x;
        };
        double a = f(m);
        return a + f(m) * m.A * m.B;
    }

    [Differentiable(Both)]
    public static double InTuples(double x, double y)
    {
        (Counter C, double D) pair = (new Counter { A = x }, y);
        pair.C.A *= pair.D;
        (Counter other, pair.D) = (pair.C, pair.C.A + 1);
        other.Grow();
        return pair.C.A * other.A * pair.D;
    }

    [Differentiable(Both)]
    public static double WithText(Named named, double x) => named.X * x * named.Name.Length;

    [Differentiable(Both)]
    public static double BoundByAField(double x, int rounds)
    {
        var body = new Structs.Fields { A = x, N = rounds };
        for (int i = 0; i < body.N; i++)
        {
            body.A *= x;
            if (i == 1)
            {
                body.N--;
            }
        }

        return body.A;
    }
}
