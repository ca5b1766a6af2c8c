namespace SymDiff.Generator.Rules;

/// <summary>What a partial derivative is where it is not finite though the value is; the same numbers as the attribute's.</summary>
internal enum SingularPolicy
{
    /// <summary>Vertical tangents are infinite, directions without a meaning have the derivative 0.</summary>
    Infinity = 0,

    /// <summary>Vertical tangents are 0.</summary>
    Zero = 1,

    /// <summary>Directions without a meaning are NaN.</summary>
    Strict = 2,
}
