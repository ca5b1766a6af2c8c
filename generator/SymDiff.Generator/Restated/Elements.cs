namespace SymDiff.Generator.Restated;

/// <summary>Members of vectors that do the same to every element.</summary>
internal static class Elements
{
    [Exact]
    public static float Add(float a, float b) => a + b;

    [Exact]
    public static float Subtract(float a, float b) => a - b;

    [Exact]
    public static float Multiply(float a, float b) => a * b;

    [Exact]
    public static float Divide(float a, float b) => a / b;

    // Before .NET 9 a difference from zero, which has another sign at zero.
    public static float Negate(float a) => -a;

    [Exact]
    public static float Plus(float a) => a;

    [Exact]
    public static float Abs(float a) => MathF.Abs(a);

    [Exact]
    public static float SquareRoot(float a) => MathF.Sqrt(a);

    public static float Min(float a, float b) => MathF.Min(a, b);

    public static float Max(float a, float b) => MathF.Max(a, b);

    public static float MinNumber(float a, float b) => float.MinNumber(a, b);

    public static float MaxNumber(float a, float b) => float.MaxNumber(a, b);

    public static float MinNative(float a, float b) => float.MinNative(a, b);

    public static float MaxNative(float a, float b) => float.MaxNative(a, b);

    public static float MinMagnitude(float a, float b) => MathF.MinMagnitude(a, b);

    public static float MaxMagnitude(float a, float b) => MathF.MaxMagnitude(a, b);

    public static float MinMagnitudeNumber(float a, float b) => float.MinMagnitudeNumber(a, b);

    public static float MaxMagnitudeNumber(float a, float b) => float.MaxMagnitudeNumber(a, b);

    // Nothing is thrown where the bounds are crossed: the upper one wins. On a bound the derivative passes.
    public static float Clamp(float a, float min, float max)
    {
        float raised = a >= min ? a : MathF.Max(a, min);
        return raised <= max ? raised : MathF.Min(raised, max);
    }

    public static float ClampNative(float a, float min, float max)
    {
        float raised = a >= min ? a : float.MaxNative(a, min);
        return raised <= max ? raised : float.MinNative(raised, max);
    }

    public static float Exp(float a) => MathF.Exp(a);

    public static float Log(float a) => MathF.Log(a);

    public static float Log2(float a) => MathF.Log2(a);

    public static float Sin(float a) => MathF.Sin(a);

    public static float Cos(float a) => MathF.Cos(a);

    public static (float Sin, float Cos) SinCos(float a) => MathF.SinCos(a);

    public static float Hypot(float a, float b) => float.Hypot(a, b);

    public static float Round(float a) => MathF.Round(a);

    public static float Round(float a, MidpointRounding mode) => MathF.Round(a, mode);

    public static float Truncate(float a) => MathF.Truncate(a);

    public static float CopySign(float a, float sign) => MathF.CopySign(a, sign);

    public static float DegreesToRadians(float a) => float.DegreesToRadians(a);

    public static float RadiansToDegrees(float a) => float.RadiansToDegrees(a);

    public static float FusedMultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    public static float MultiplyAddEstimate(float a, float b, float c) => a * b + c;

    public static float Lerp(float a, float b, float amount) => a + (b - a) * amount;

    // Masks: constant between their jumps, as comparisons are.

    public static float Equals(float a, float b) => 0;

    public static float GreaterThan(float a, float b) => 0;

    public static float GreaterThanOrEqual(float a, float b) => 0;

    public static float LessThan(float a, float b) => 0;

    public static float LessThanOrEqual(float a, float b) => 0;

    // A mask that is neither all ones nor all zeros mixes bits, which has no derivative.
    public static float ConditionalSelect(float mask, float a, float b)
    {
        int bits = BitConverter.SingleToInt32Bits(mask);
        return bits == -1 ? a : bits == 0 ? b : (a + b) * float.NaN;
    }
}
