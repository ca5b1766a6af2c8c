using System.Numerics;

namespace SymDiff;

/// <summary>
/// Adam: steps scaled by running estimates of the gradient's mean and of its square, both corrected for their start
/// at zero. D. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 1.
/// </summary>
/// <typeparam name="T">The number type, <see cref="double"/> or <see cref="float"/>.</typeparam>
/// <remarks>
/// With <c>t</c> the number of this step, counted from one:
/// <c>m = Beta1 m + (1 - Beta1) g</c>, <c>v = Beta2 v + (1 - Beta2) g²</c>,
/// <c>parameters -= LearningRate (m / (1 - Beta1^t)) / (√(v / (1 - Beta2^t)) + Epsilon)</c>.
/// </remarks>
public sealed class Adam<T> : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;
    private double learningRate;
    private T[]? mean;
    private T[]? square;
    private double beta1Power = 1;
    private double beta2Power = 1;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The size of a step, positive and finite.</param>
    /// <param name="beta1">The decay of the mean, at least 0 and below 1.</param>
    /// <param name="beta2">The decay of the mean square, at least 0 and below 1.</param>
    /// <param name="epsilon">Keeps the divisor away from zero; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    {
        this.learningRate = OptimizerState.Positive(learningRate, nameof(learningRate));
        this.beta1 = OptimizerState.Decay(beta1, nameof(beta1));
        this.beta2 = OptimizerState.Decay(beta2, nameof(beta2));
        this.epsilon = OptimizerState.Positive(epsilon, nameof(epsilon));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double LearningRate
    {
        get => learningRate;
        set => learningRate = OptimizerState.Positive(value, nameof(value));
    }

    /// <summary>The decay of the mean.</summary>
    public double Beta1 => beta1;

    /// <summary>The decay of the mean square.</summary>
    public double Beta2 => beta2;

    /// <summary>What keeps the divisor away from zero.</summary>
    public double Epsilon => epsilon;

    /// <inheritdoc/>
    public void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        OptimizerState.Prepare(ref mean, parameters, gradient);
        square ??= new T[parameters.Length];
        beta1Power *= beta1;
        beta2Power *= beta2;

        T keepMean = T.CreateChecked(beta1);
        T takeMean = T.CreateChecked(1 - beta1);
        T keepSquare = T.CreateChecked(beta2);
        T takeSquare = T.CreateChecked(1 - beta2);
        T meanCorrection = T.CreateChecked(1 - beta1Power);
        T squareCorrection = T.CreateChecked(1 - beta2Power);
        T rate = T.CreateChecked(learningRate);
        T small = T.CreateChecked(epsilon);

        Span<T> m = mean;
        Span<T> v = square;
        int i = 0;
        if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
        {
            // The same operations in the same order as below, so where the vectors end makes no difference.
            Vector<T> smalls = new(small);
            Vector<T> meanCorrections = new(meanCorrection);
            Vector<T> squareCorrections = new(squareCorrection);
            for (; i <= parameters.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> g = new(gradient[i..]);
                Vector<T> newMean = (new Vector<T>(m[i..]) * keepMean) + (g * takeMean);
                Vector<T> newSquare = (new Vector<T>(v[i..]) * keepSquare) + (g * g * takeSquare);
                newMean.CopyTo(m[i..]);
                newSquare.CopyTo(v[i..]);
                Vector<T> divisor = Vector.SquareRoot(newSquare / squareCorrections) + smalls;
                Vector<T> p = new Vector<T>(parameters[i..]) - (newMean / meanCorrections * rate / divisor);
                p.CopyTo(parameters[i..]);
            }
        }

        for (; i < parameters.Length; i++)
        {
            T g = gradient[i];
            m[i] = (m[i] * keepMean) + (g * takeMean);
            v[i] = (v[i] * keepSquare) + (g * g * takeSquare);
            T divisor = T.Sqrt(v[i] / squareCorrection) + small;
            parameters[i] -= m[i] / meanCorrection * rate / divisor;
        }
    }
}
