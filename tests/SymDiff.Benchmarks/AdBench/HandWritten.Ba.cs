// Derivatives of the objectives of ADBench, written by hand: scalar code, cached intermediates. Origin of the
// objectives: microsoft/ADBench, MIT licence. Only the mathematics comes from there.

namespace SymDiff.Benchmarks.AdBench;

public static partial class HandWritten
{
    /// <summary>
    /// The errors and the Jacobian blocks of all observations. A block is 2 by 15, row by row; its columns are the
    /// 11 camera parameters, the 3 coordinates of the point, the weight.
    /// </summary>
    /// <param name="jacobians">30 an observation, overwritten.</param>
    /// <param name="weightDerivatives">The derivative of every weight error, overwritten.</param>
    public static void BaJacobian(
        ReadOnlySpan<double> cameras,
        ReadOnlySpan<double> points,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<int> observations,
        ReadOnlySpan<double> features,
        Span<double> reprojectionErrors,
        Span<double> weightErrors,
        Span<double> jacobians,
        Span<double> weightDerivatives)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            BaReprojectionJacobian(
                cameras.Slice(11 * observations[2 * i], 11),
                points.Slice(3 * observations[2 * i + 1], 3),
                weights[i],
                features.Slice(2 * i, 2),
                reprojectionErrors.Slice(2 * i, 2),
                jacobians.Slice(30 * i, 30));
            weightErrors[i] = 1.0 - weights[i] * weights[i];
            weightDerivatives[i] = -2.0 * weights[i];
        }
    }

    /// <summary>The error of one observation and its 2 by 15 Jacobian: one primal, a reverse sweep a row.</summary>
    public static void BaReprojectionJacobian(
        ReadOnlySpan<double> camera,
        ReadOnlySpan<double> point,
        double weight,
        ReadOnlySpan<double> feature,
        Span<double> error,
        Span<double> jacobian)
    {
        double x = point[0] - camera[3];
        double y = point[1] - camera[4];
        double z = point[2] - camera[5];

        // Rotation.
        double angle2 = camera[0] * camera[0] + camera[1] * camera[1] + camera[2] * camera[2];
        double angle = Math.Sqrt(angle2);
        double inverseAngle = angle2 != 0.0 ? 1.0 / angle : 0.0;
        double cos = Math.Cos(angle);
        double sin = Math.Sin(angle);
        double axisX = camera[0] * inverseAngle;
        double axisY = camera[1] * inverseAngle;
        double axisZ = camera[2] * inverseAngle;
        double crossX = axisY * z - axisZ * y;
        double crossY = axisZ * x - axisX * z;
        double crossZ = axisX * y - axisY * x;
        double dot = axisX * x + axisY * y + axisZ * z;
        double along = dot * (1.0 - cos);
        double rotatedX = x * cos + crossX * sin + axisX * along;
        double rotatedY = y * cos + crossY * sin + axisY * along;
        double rotatedZ = z * cos + crossZ * sin + axisZ * along;

        // Projection and distortion.
        double focal = camera[6];
        double k1 = camera[9];
        double k2 = camera[10];
        double inverseZ = 1.0 / rotatedZ;
        double planeX = rotatedX * inverseZ;
        double planeY = rotatedY * inverseZ;
        double radius2 = planeX * planeX + planeY * planeY;
        double distortion = 1.0 + k1 * radius2 + k2 * radius2 * radius2;
        double distortedX = planeX * distortion;
        double distortedY = planeY * distortion;
        double differenceX = distortedX * focal + camera[7] - feature[0];
        double differenceY = distortedY * focal + camera[8] - feature[1];
        error[0] = weight * differenceX;
        error[1] = weight * differenceY;

        // The columns of focal length, principal point, distortion and weight.
        double scale = weight * focal;
        Span<double> row0 = jacobian.Slice(0, 15);
        Span<double> row1 = jacobian.Slice(15, 15);
        row0[6] = weight * distortedX;
        row1[6] = weight * distortedY;
        row0[7] = weight;
        row1[7] = 0.0;
        row0[8] = 0.0;
        row1[8] = weight;
        row0[9] = scale * planeX * radius2;
        row1[9] = scale * planeY * radius2;
        row0[10] = row0[9] * radius2;
        row1[10] = row1[9] * radius2;
        row0[14] = differenceX;
        row1[14] = differenceY;

        // The errors with respect to the position on the plane: a symmetric 2 by 2 matrix.
        double distortionSlope = 2.0 * (k1 + 2.0 * k2 * radius2);
        double planeXX = scale * (distortion + distortionSlope * planeX * planeX);
        double planeXY = scale * distortionSlope * planeX * planeY;
        double planeYY = scale * (distortion + distortionSlope * planeY * planeY);

        // Then the rotated point, the rotation and the centre, one row at a time.
        for (int row = 0; row < 2; row++)
        {
            Span<double> gradient = jacobian.Slice(15 * row, 15);
            double planeXAdjoint = row == 0 ? planeXX : planeXY;
            double planeYAdjoint = row == 0 ? planeXY : planeYY;
            double adjointX = planeXAdjoint * inverseZ;
            double adjointY = planeYAdjoint * inverseZ;
            double adjointZ = -(planeX * adjointX + planeY * adjointY);

            // x cross adjoint: the derivative of axis dot (x cross adjoint) = (axis cross x) dot adjoint by the axis.
            double momentX = y * adjointZ - z * adjointY;
            double momentY = z * adjointX - x * adjointZ;
            double momentZ = x * adjointY - y * adjointX;

            double axisDotAdjoint = axisX * adjointX + axisY * adjointY + axisZ * adjointZ;
            double alongAdjoint = (1.0 - cos) * axisDotAdjoint;
            double pointX = adjointX * cos + (adjointY * axisZ - adjointZ * axisY) * sin + axisX * alongAdjoint;
            double pointY = adjointY * cos + (adjointZ * axisX - adjointX * axisZ) * sin + axisY * alongAdjoint;
            double pointZ = adjointZ * cos + (adjointX * axisY - adjointY * axisX) * sin + axisZ * alongAdjoint;

            if (angle2 != 0.0)
            {
                double axisXAdjoint = momentX * sin + along * adjointX + alongAdjoint * x;
                double axisYAdjoint = momentY * sin + along * adjointY + alongAdjoint * y;
                double axisZAdjoint = momentZ * sin + along * adjointZ + alongAdjoint * z;
                double cosAdjoint = x * adjointX + y * adjointY + z * adjointZ - dot * axisDotAdjoint;
                double sinAdjoint = crossX * adjointX + crossY * adjointY + crossZ * adjointZ;
                double angleAdjoint = cos * sinAdjoint - sin * cosAdjoint;

                // axis = rotation / angle: the part of the axis adjoint along the axis drops out.
                double axisPart = axisX * axisXAdjoint + axisY * axisYAdjoint + axisZ * axisZAdjoint;
                double radial = angleAdjoint - inverseAngle * axisPart;
                gradient[0] = inverseAngle * axisXAdjoint + radial * axisX;
                gradient[1] = inverseAngle * axisYAdjoint + radial * axisY;
                gradient[2] = inverseAngle * axisZAdjoint + radial * axisZ;
            }
            else
            {
                gradient[0] = momentX;
                gradient[1] = momentY;
                gradient[2] = momentZ;
            }

            gradient[3] = -pointX;
            gradient[4] = -pointY;
            gradient[5] = -pointZ;
            gradient[11] = pointX;
            gradient[12] = pointY;
            gradient[13] = pointZ;
        }
    }
}
