#pragma warning disable SD2012 // What is reached through no parameter is a constant here on purpose.

namespace SymDiff.Gradients.Tests.Modules;

/// <summary>Every way to come by a parameter: locals, loops, helpers, computed properties, recursion, constants beside it.</summary>
public sealed partial class Corners
{
    [NoGradient]
    private readonly Dense frozen = new(1, 1) { Gain = 3 };

    private readonly double rate = 0.25;

    [Parameter]
    private readonly double[] _table = [0.5, -1.5, 2];

    [Parameter]
    internal Dense Inner { get; } = new(2, 2);

    [Parameter]
    public double @in { get; set; } = 1.5;

    [Parameter]
    public double[]? Missing { get; set; }

    private double Twice => 2 * @in;

    private Dense Last => Inner;

    [Differentiable(Both)]
    public double OfLocals(double x)
    {
        double[] table = _table;
        Dense inner = Last;
        Func<double, double> scaled = v => v * inner.Gain + @in;
        double sum = 0;
        for (int i = 0; i < table.Length; i++)
        {
            double factor = table[i] * (i % 2 == 0 ? inner.Weights[i] : Helper(this, x));
            sum += scaled(factor) * rate;
        }

        return sum + frozen.Gain * x * Twice + OfFrozen(x);
    }

    [Differentiable(Both)]
    public double OfRecursion(double x, int n) => n == 0 ? _table[1] * x : Math.Sin(@in * OfRecursion(x * _table[2], n - 1));

    [Differentiable(Both)]
    public double[] OfArray(double x)
    {
        double[] y = new double[_table.Length];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = x * _table[i] * @in;
            if (Missing is not null)
            {
                y[i] += Missing[i];
            }
        }

        return y;
    }

    [Differentiable(Both)]
    public double OfArrays(double x)
    {
        double[] y = OfArray(x);
        double sum = 0;
        foreach (double v in y)
        {
            sum += v * v;
        }

        return sum * Through(Inner, 2 * x, this);
    }

    private double OfFrozen(double x) => frozen.Penalty() * x;

    private static double Helper(Corners module, double x) => x * module._table[0] + module.Twice;

    [Differentiable(Both)]
    private static double Through(Dense layer, double x, Corners other) => layer.Gain * x * other.@in;
}
