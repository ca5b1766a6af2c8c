using System.Numerics;

namespace SymDiff;

/// <summary>Stochastic gradient descent with momentum.</summary>
/// <typeparam name="T">The number type, <see cref="double"/> or <see cref="float"/>.</typeparam>
/// <remarks>
/// <c>velocity = Momentum * velocity + gradient; parameters -= LearningRate * velocity</c> (Polyak's heavy ball, with
/// the learning rate outside the velocity so that a change of it acts at once). Without momentum there is no state.
/// </remarks>
public sealed class Sgd<T> : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double momentum;
    private double learningRate;
    private T[]? velocity;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The size of a step, positive and finite.</param>
    /// <param name="momentum">How much of the last step is kept, at least 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public Sgd(double learningRate, double momentum = 0)
    {
        this.learningRate = OptimizerState.Positive(learningRate, nameof(learningRate));
        this.momentum = OptimizerState.Decay(momentum, nameof(momentum));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double LearningRate
    {
        get => learningRate;
        set => learningRate = OptimizerState.Positive(value, nameof(value));
    }

    /// <summary>How much of the last step is kept.</summary>
    public double Momentum => momentum;

    /// <inheritdoc/>
    public void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        T rate = T.CreateChecked(learningRate);
        if (momentum == 0)
        {
            OptimizerState.Check<T>(parameters, gradient);
            Descend(parameters, gradient, rate);
        }
        else
        {
            OptimizerState.Prepare(ref velocity, parameters, gradient);
            Accumulate(velocity, gradient, T.CreateChecked(momentum));
            Descend(parameters, velocity, rate);
        }
    }

    private static void Accumulate(Span<T> velocity, ReadOnlySpan<T> gradient, T momentum)
    {
        int i = 0;
        if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
        {
            for (; i <= velocity.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> v = (new Vector<T>(velocity[i..]) * momentum) + new Vector<T>(gradient[i..]);
                v.CopyTo(velocity[i..]);
            }
        }

        for (; i < velocity.Length; i++)
        {
            velocity[i] = (velocity[i] * momentum) + gradient[i];
        }
    }

    private static void Descend(Span<T> parameters, ReadOnlySpan<T> direction, T rate)
    {
        int i = 0;
        if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
        {
            for (; i <= parameters.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> p = new Vector<T>(parameters[i..]) - (new Vector<T>(direction[i..]) * rate);
                p.CopyTo(parameters[i..]);
            }
        }

        for (; i < parameters.Length; i++)
        {
            parameters[i] -= direction[i] * rate;
        }
    }
}
