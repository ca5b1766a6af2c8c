namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Arrays and spans of structs, as parameters and made on the way.</summary>
internal static partial class NastyPrograms
{
    private static string[] Structs =>
    [
        """
        array of structs read and written by parts
        internal struct Point { public double X; public double Y; public readonly double Length() => Math.Sqrt(X * X + Y * Y + 1); }
        [D] public static double F(Point[] a, double t)
        {
            double s = 0;
            for (int i = 0; i < a.Length; i++) { a[i].X += t * a[i].Y; a[i].Y *= a[(i + 1) % a.Length].X; s += a[i].Length(); }
            return s * a[^1].X;
        }
        """,
        """
        span of structs that is only read
        internal record struct Point(double X, double Y);
        [D] public static double F(ReadOnlySpan<Point> a, double t)
        {
            double s = 0;
            foreach (Point p in a) { s = Math.Sin(s) + p.X * t - p.Y; }
            return s + a[1..^1][0].Y * a.Slice(2)[1].X;
        }
        """,
        """
        elements as a whole
        internal readonly record struct Point(double X, double Y) { public static Point operator +(Point p, Point q) => new(p.X + q.X, p.Y + q.Y); public static Point operator *(double k, Point p) => new(k * p.X, k * p.Y); }
        [D] public static double F(Span<Point> a, double t)
        {
            for (int i = 1; i < a.Length; i++) { a[i] = a[i] + t * a[i - 1]; }
            (a[0], a[^1]) = (a[^1], a[0]);
            a[1] = a[1] with { Y = a[2].X * a[1].Y };
            Point q = a[0];
            a[0] = new Point(q.Y, q.X);
            return a[0].X * a[1].Y + a[2].X * q.Y;
        }
        """,
        """
        nested structs of single precision
        namespace UnderTest_Program;
        using System.Numerics;
        internal static partial class Program
        {
            internal struct Ray { public Vector2 From; public Vector3 To; public float Weight; }
            [D] public static float F(Ray[] rays, float t)
            {
                float s = 0;
                foreach (ref Ray ray in rays.AsSpan(1)) { ray.From.X *= t; ray.To = Vector3.Normalize(ray.To + new Vector3(1, 2, 3)); s += ray.From.Length() * ray.Weight; }
                for (int i = 0; i < rays.Length; i++) { s += Vector3.Dot(rays[i].To, rays[^1].To) * rays[i].From.Y; }
                return s;
            }
        }
        """,
        """
        structs that are made on the way
        internal struct Point { public double X; public double Y; }
        [D] public static double F(double[] x, double t)
        {
            Point[] a = new Point[x.Length]; Span<Point> b = stackalloc Point[3];
            for (int i = 0; i < x.Length; i++) { a[i].X = x[i]; a[i].Y = t * x[i] * x[x.Length - 1 - i]; }
            for (int i = 0; i < b.Length; i++) { b[i] = a[i]; b[i].X += a[i + 1].Y; }
            Point[] c = [b[0], b[2], new Point { X = t, Y = x[0] }];
            double s = 0;
            foreach (Point p in c) { s += p.X * p.Y; }
            foreach (Point p in a) { s = s * 0.5 + p.Y; }
            return s;
        }
        """,
        """
        tuples that are made on the way
        [D] public static double F(double[] x, double t)
        {
            var a = new (double A, double B)[4];
            (double, double)[] b = [(t, x[0]), (x[1], x[2] * t)];
            for (int i = 0; i < 4; i++) { a[i] = (x[i], t); a[i].B -= x[i] * b[i % 2].Item1; }
            double s = 0;
            foreach ((double p, double q) in a) { s += p * q; }
            foreach (var (p, q) in b) { s += Math.Sin(p) * q; }
            return s;
        }
        """,
        """
        helpers that take structs
        internal struct Point { public double X; public double Y; public void Move(double by) { X += by; Y *= by; } }
        private static double Sum(ReadOnlySpan<Point> a) { double s = 0; foreach (Point p in a) { s += p.X - 2 * p.Y; } return s; }
        private static void Push(Point[] a, double t) { for (int i = 0; i < a.Length; i++) { a[i].Move(t * i); } }
        private static void Swap(ref Point p, ref Point q) => (p, q) = (q, p);
        [Differentiable] private static double Marked(Span<Point> a, double t) { a[0].X *= t; return a[1].Y * t; }
        [D] public static double F(Point[] a, double t)
        {
            Push(a, t);
            Swap(ref a[0], ref a[2]);
            return Sum(a) * Sum(a.AsSpan(1, 2)) + Marked(a, t) + a[0].X;
        }
        """,
        """
        methods and properties of elements
        internal struct Body { public double X; public double Y; public readonly double Energy => X * X - Y; public double Half { readonly get => 0.5 * X; set => X = 2 * value; } public void Turn(double by) => (X, Y) = (X - by * Y, Y + by * X); }
        [D] public static double F(Span<Body> a, double t)
        {
            double s = 0;
            for (int i = 0; i < a.Length; i++) { a[i].Turn(t); a[i].Half += t; s += a[i].Energy; if (s > 3) { a[i] = default; } }
            a[1].Half++;
            return s + a[1].Half;
        }
        """,
        """
        copies and views of structs
        internal struct Point { public double X; public double Y; }
        [D] public static double F(Point[] a, double t)
        {
            Point[] copy = a.AsSpan(1).ToArray(), part = a[1..3], whole = (Point[])a.Clone();
            a.AsSpan(0, 2).CopyTo(a.AsSpan(2));
            copy.AsSpan().Fill(new Point { X = t, Y = a[3].Y });
            Span<Point> view = a; view[1].Y *= t;
            part.AsSpan(0, 1).Clear();
            return copy[2].Y * a[3].X + part[1].X * part[0].Y + whole[2].Y * view[3].Y + view[1].Y;
        }
        """,
        """
        index of a struct that is outside
        internal struct Point { public double X; public double Y; public double Z; }
        [D] public static double F(Span<Point> a, double t, int n)
        {
            double s = 0;
            for (int i = 0; i < a.Length; i++) { a[i].Y += t; s += a[i + n].Z * a[i].Y; }
            return s;
        }
        """,
        """
        index of a struct before the first
        internal struct Point { public double X; public double Y; public double Z; }
        [D] public static double F(Span<Point> a, double t, int n)
        {
            a[0].X *= t;
            return a[n - 3].Z * a[n - 1].Y * a[0].X;
        }
        """,
        """
        index of a struct whose place wraps around
        internal struct Four { public double A; public double B; public double C; public double D; }
        [D] public static double F(Span<Four> a, double t, int n)
        {
            a[0].D *= t;
            int far = n * 536870912;
            return a[far].A * a[0].D;
        }
        """,
        """
        the element is looked for before what is put there
        internal struct Point { public double X; public double Y; }
        private static double Thrown(double x, int n) => n > 2 ? throw new InvalidOperationException("n") : x * n;
        [D] public static double F(Point[] a, double t, int n)
        {
            a[0].X = t;
            a[n * 10].Y = Thrown(t, n);
            return a[0].Y * a[0].X;
        }
        """,
        """
        structs of one number
        internal readonly record struct Meters(double Value);
        [D] public static double F(Meters[] a, ReadOnlySpan<Meters> b)
        {
            double s = 0;
            for (int i = 0; i < a.Length; i++) { a[i] = new(a[i].Value * b[i].Value); s += a[i].Value; }
            return s * b[^1].Value;
        }
        """,
        """
        structs in a loop that ends early
        internal struct Point { public double X; public double Y; }
        [D] public static double F(ReadOnlySpan<Point> a, double t)
        {
            double s = t;
            foreach (Point p in a) { if (p.X > 1.2) { break; } if (p.Y < 0) { continue; } s = s * p.X + p.Y; }
            int i = 0;
            while (i < a.Length && s < 5) { s += a[i].X * a[i].X + 0.1; i += 2; }
            return s;
        }
        """,
        """
        structs that are constants
        internal readonly record struct Point(double X, double Y);
        private static readonly Point[] Table = [new(1, 2), new(-0.5, 0.25), new(3, -1)];
        private static double Weighted(Point[] a, double t) { double s = 0; for (int i = 0; i < a.Length; i++) { s += a[i].X * Math.Sin(t * a[i].Y); } return s; }
        [D] public static double F(double t, double u)
        {
            Point[] table = Table;
            double s = Weighted(Table, t);
            foreach (Point p in Table) { s += p.X * u; }
            return s + table[1].Y * u * t + Table.Length * t;
        }
        """,
        """
        numerics in spans
        namespace UnderTest_Program;
        using System.Numerics;
        internal static partial class Program
        {
            [D] public static float F(Span<Vector3> a, ReadOnlySpan<Quaternion> turns, float t)
            {
                float s = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    a[i] = Vector3.Transform(a[i] * t, Quaternion.Normalize(turns[i] + new Quaternion(0, 0, 0, 2)));
                    s += a[i].Length() + Vector3.Dot(a[i], a[0]);
                }
                return s;
            }
        }
        """,
        """
        structs that members write by way of other members
        internal struct Body { public double X; public double Y; public void Turn(double by) { Set(X - by * Y); } private void Set(double x) => X = x; public double Twice { get { Y += X; return 2 * Y; } } }
        private static void Grow(ref Body b, double by) => b.Y *= by;
        [D] public static double F(Body[] a, Span<Body> b, ReadOnlySpan<Body> c, double t)
        {
            a[0].Turn(t);
            double s = b[1].Twice;
            Grow(ref a[1], t); Grow(ref b[0], s);
            ref Body r = ref a[2];
            r.X *= c[1].Y; r = r with { Y = t };
            ref double y = ref b[2].Y; y += s;
            void Local(int i) => a[i].X += t * a[i].Y;
            Local(3); Local(0);
            return s * a[0].X + a[1].Y * b[0].Y + a[2].X * a[2].Y + b[2].Y * a[3].X;
        }
        """,
        """
        no structs at all and fewer than none
        internal struct Point { public double X; public double Y; }
        [D] public static double F(double x, int n)
        {
            var none = new Point[0]; Point[] few = new Point[n - 1];
            double s = x;
            foreach (Point p in none) { s *= p.X; }
            for (int i = 0; i < few.Length; i++) { few[i].X = x * i; s += few[i].X * x + few[i].Y; }
            return s + none.Length * x;
        }
        """,
        """
        marked callees that take elements by reference
        internal struct Point { public double X; public double Y; }
        [D] private static double Step(ref Point p, in Point q, double t) { p.X += t * q.Y; return p.X * q.X; }
        [D] public static double F(Span<Point> a, double t)
        {
            double s = 0;
            for (int i = 1; i < a.Length; i++) { s += Step(ref a[i], a[i - 1], t); Point copy = a[i]; s += Step(ref copy, in a[0], s * 0.1); }
            return s + a[^1].X;
        }
        """,
        """
        tuples of a type parameter
        private static T Mixed<T>(T x, T y) where T : System.Numerics.IFloatingPointIeee754<T>
        {
            var a = new (T A, T B)[3];
            for (int i = 0; i < 3; i++) { a[i] = (x * T.CreateChecked(i), y); a[i].B *= a[i].A; }
            T s = T.Zero;
            foreach ((T p, T q) in a) { s += p * q; }
            return s;
        }
        [D] public static double F(double x, float y, double z) => Mixed(x, z) + Mixed(y, (float)z) * x;
        """,
        """
        structs whose index is computed in many ways
        internal struct Point { public double X; public double Y; public double Z; }
        [D] public static double F(Point[] a, Span<Point> b, double t, int n)
        {
            double s = 0; byte one = 1; long last = a.Length - 1; int back = n;
            for (int i = a.Length - 1; i >= 0; i -= 2) { a[i].X *= t; s += a[i].X * b[(i * 3) % b.Length].Z; }
            for (int i = 0; i < n; i++) { s += b[i + one].Y * a[i].Z; b[^(i + 1)].Y += s; }
            while (back-- > 0) { s += a[back].Y * t; a[back] = b[a.Length - 1 - back]; }
            do { back++; s += a[back].Z; } while (a[back].X < 0.5 && back < 2);
            return s + a[last].X * a[n / 2].Y * b[n & 1].Z;
        }
        """,
        """
        many structs side by side
        internal struct Point { public double X; public double Y; public double Z; }
        [D] public static double F(ReadOnlySpan<Point> a, Span<Point> b, double t)
        {
            double s = 0;
            for (int i = 0; i < a.Length; i++)
            {
                double d = Math.Sqrt(a[i].X * a[i].X + a[i].Y * a[i].Y + 1), e = Math.Exp(-d * t) * a[i].Z;
                s += Math.Log(1 + e * e) + Math.Sin(d) * t;
                b[i].X = d * b[i].Y; b[i].Z += e;
            }
            for (int i = 0; i < b.Length; i++) { s += b[i].X * b[i].Z; }
            return s;
        }
        """,
    ];
}
