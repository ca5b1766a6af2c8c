namespace SymDiff;

/// <summary>A gradient disagrees with differences.</summary>
/// <param name="report">What was found.</param>
public sealed class WrongGradientException(GradientReport report) : Exception(report.ToString())
{
    /// <summary>What was found.</summary>
    public GradientReport Report { get; } = report;
}
