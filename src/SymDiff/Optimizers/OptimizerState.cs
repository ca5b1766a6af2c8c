using System.Numerics;

namespace SymDiff;

/// <summary>What the optimizers share: checks of arguments and of settings, and their lazily allocated state.</summary>
internal static class OptimizerState
{
    /// <summary>Checks the arguments of a step and makes sure that the state has their length.</summary>
    internal static void Prepare<T>(ref T[]? state, ReadOnlySpan<T> parameters, ReadOnlySpan<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(parameters, gradient);
        state ??= new T[parameters.Length];
        if (state.Length != parameters.Length)
        {
            throw new ArgumentException(
                $"The optimizer was started on {state.Length} parameters and is now given {parameters.Length}.",
                nameof(parameters));
        }
    }

    /// <summary>Checks the arguments of a step.</summary>
    internal static void Check<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> gradient)
    {
        if (gradient.Length != parameters.Length)
        {
            throw new ArgumentException(
                $"The gradient has {gradient.Length} entries for {parameters.Length} parameters.", nameof(gradient));
        }

        if (parameters.Overlaps(gradient))
        {
            throw new ArgumentException("The gradient overlaps the parameters.", nameof(gradient));
        }
    }

    /// <summary>Returns a setting that must be positive and finite.</summary>
    internal static double Positive(double value, string name)
        => value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "Must be positive and finite.");

    /// <summary>Returns a decay rate, which must be at least 0 and below 1.</summary>
    internal static double Decay(double value, string name)
        => value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "Must be at least 0 and below 1.");
}
