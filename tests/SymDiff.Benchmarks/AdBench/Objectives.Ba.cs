// The objectives of ADBench in plain C#. Origin: microsoft/ADBench, MIT licence. Only the mathematics comes from there;
// the code is written anew. Pi has the eleven decimals that ADBench gives it.

namespace SymDiff.Benchmarks.AdBench;

public static partial class Objectives
{
    /// <summary>
    /// The weighted reprojection errors of all observations (2 each) and the errors of their weights (1 each).
    /// The layout of the spans is that of <see cref="BaInput"/>.
    /// </summary>
    public static void Ba(
        ReadOnlySpan<double> cameras,
        ReadOnlySpan<double> points,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<int> observations,
        ReadOnlySpan<double> features,
        Span<double> reprojectionErrors,
        Span<double> weightErrors)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            ReadOnlySpan<double> camera = cameras.Slice(11 * observations[2 * i], 11);
            ReadOnlySpan<double> point = points.Slice(3 * observations[2 * i + 1], 3);
            BaReprojection(camera, point, weights[i], features.Slice(2 * i, 2), reprojectionErrors.Slice(2 * i, 2));
            weightErrors[i] = BaWeightError(weights[i]);
        }
    }

    /// <summary>The weighted difference between a point seen through a camera and its measured image position.</summary>
    /// <param name="camera">11: rotation 3, centre 3, focal length, principal point 2, radial distortion 2.</param>
    /// <param name="point">3.</param>
    /// <param name="feature">2.</param>
    /// <param name="error">2, overwritten.</param>
    [Differentiable(Derivatives.Jacobian | Derivatives.Batch)]
    public static void BaReprojection(
        ReadOnlySpan<double> camera,
        ReadOnlySpan<double> point,
        double weight,
        [NoGradient] ReadOnlySpan<double> feature,
        Span<double> error)
    {
        double x = point[0] - camera[3];
        double y = point[1] - camera[4];
        double z = point[2] - camera[5];
        RotateByAngleAxis(camera, x, y, z, out double rotatedX, out double rotatedY, out double rotatedZ);

        double planeX = rotatedX / rotatedZ;
        double planeY = rotatedY / rotatedZ;
        double radius2 = planeX * planeX + planeY * planeY;
        double distortion = 1.0 + camera[9] * radius2 + camera[10] * radius2 * radius2;

        double imageX = planeX * distortion * camera[6] + camera[7];
        double imageY = planeY * distortion * camera[6] + camera[8];
        error[0] = weight * (imageX - feature[0]);
        error[1] = weight * (imageY - feature[1]);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Batch)]
    public static double BaWeightError(double weight)
    {
        return 1.0 - weight * weight;
    }

    /// <summary>Rotates (x, y, z) about the axis rotation[0..3] by its length (Rodrigues).</summary>
    private static void RotateByAngleAxis(
        ReadOnlySpan<double> rotation,
        double x,
        double y,
        double z,
        out double rotatedX,
        out double rotatedY,
        out double rotatedZ)
    {
        double angle2 = rotation[0] * rotation[0] + rotation[1] * rotation[1] + rotation[2] * rotation[2];
        if (angle2 != 0.0)
        {
            double angle = Math.Sqrt(angle2);
            double cos = Math.Cos(angle);
            double sin = Math.Sin(angle);
            double axisX = rotation[0] / angle;
            double axisY = rotation[1] / angle;
            double axisZ = rotation[2] / angle;
            double along = (axisX * x + axisY * y + axisZ * z) * (1.0 - cos);
            rotatedX = x * cos + (axisY * z - axisZ * y) * sin + axisX * along;
            rotatedY = y * cos + (axisZ * x - axisX * z) * sin + axisY * along;
            rotatedZ = z * cos + (axisX * y - axisY * x) * sin + axisZ * along;
        }
        else
        {
            // To first order, so that the derivative at zero is right.
            rotatedX = x + rotation[1] * z - rotation[2] * y;
            rotatedY = y + rotation[2] * x - rotation[0] * z;
            rotatedZ = z + rotation[0] * y - rotation[1] * x;
        }
    }
}
