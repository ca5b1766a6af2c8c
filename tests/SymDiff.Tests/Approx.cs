using System.Globalization;

namespace SymDiff.Tests;

/// <summary>Assertions on numbers that are right up to rounding.</summary>
internal static class Approx
{
    internal static void Equal(double expected, double actual, double relative = 4e-16, double absolute = 0)
    {
        if (expected.Equals(actual))
        {
            return;
        }

        double allowed = Math.Max(relative * Math.Abs(expected), absolute);
        Assert.True(
            Math.Abs(expected - actual) <= allowed,
            string.Create(CultureInfo.InvariantCulture, $"expected {expected:R}, got {actual:R}"));
    }

    internal static void Equal(
        ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double relative = 4e-16, double absolute = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Equal(expected[i], actual[i], relative, absolute);
        }
    }
}
