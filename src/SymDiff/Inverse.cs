using System.Numerics;

namespace SymDiff;

/// <summary>Inverses of matrices as results, for emitted code.</summary>
public static class Inverse
{
    /// <summary>What <see cref="Matrix4x4.Invert"/> returns and writes.</summary>
    /// <param name="matrix">Any matrix.</param>
    /// <returns>Whether there is an inverse, and the inverse, or NaN.</returns>
    public static (bool Exists, Matrix4x4 Value) Of(Matrix4x4 matrix) => (Matrix4x4.Invert(matrix, out Matrix4x4 inverse), inverse);

    /// <summary>What <see cref="Matrix3x2.Invert"/> returns and writes.</summary>
    /// <param name="matrix">Any matrix.</param>
    /// <returns>Whether there is an inverse, and the inverse, or NaN.</returns>
    public static (bool Exists, Matrix3x2 Value) Of(Matrix3x2 matrix) => (Matrix3x2.Invert(matrix, out Matrix3x2 inverse), inverse);
}
