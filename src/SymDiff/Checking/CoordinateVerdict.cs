namespace SymDiff;

/// <summary>What differences say of one partial derivative.</summary>
public enum CoordinateVerdict
{
    /// <summary>It agrees with the differences.</summary>
    Right,

    /// <summary>It disagrees with them; at a kink, it lies outside the slopes of the two sides.</summary>
    Wrong,

    /// <summary>The slopes of the two sides differ, and it is one of them or lies between.</summary>
    Kink,

    /// <summary>The differences do not settle: the function is too rough or too noisy here, or not finite nearby.</summary>
    Inconclusive,
}
