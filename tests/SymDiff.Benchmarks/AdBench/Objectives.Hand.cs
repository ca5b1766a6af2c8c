// The objectives of ADBench in plain C#. Origin: microsoft/ADBench, MIT licence. Only the mathematics comes from there;
// the code is written anew. Pi has the eleven decimals that ADBench gives it.

namespace SymDiff.Benchmarks.AdBench;

public static partial class Objectives
{
    /// <summary>
    /// The difference between measured points and the vertices of the posed hand that correspond to them.
    /// Only these vertices are posed; ADBench poses all and uses the same ones.
    /// </summary>
    /// <param name="theta">26: global rotation 3, global translation 3, five fingers of 4.</param>
    /// <param name="correspondences">A vertex for each point.</param>
    /// <param name="points">Rows of 3.</param>
    /// <param name="error">Rows of 3, overwritten.</param>
    [Differentiable(Derivatives.Jvp)]
    public static void Hand(
        ReadOnlySpan<double> theta,
        [NoGradient] HandModel model,
        ReadOnlySpan<int> correspondences,
        [NoGradient] ReadOnlySpan<double> points,
        Span<double> error)
    {
        double[] boneTransforms = new double[12 * model.BoneCount];
        double[] globalRotation = new double[9];
        double[] vertex = new double[3];
        PoseBones(theta, model, boneTransforms);
        AngleAxisToMatrix(theta.Slice(0, 3), globalRotation);

        for (int i = 0; i < correspondences.Length; i++)
        {
            PoseVertex(model, boneTransforms, globalRotation, theta.Slice(3, 3), correspondences[i], vertex);
            for (int j = 0; j < 3; j++)
            {
                error[3 * i + j] = points[3 * i + j] - vertex[j];
            }
        }
    }

    /// <summary>
    /// The complicated variant: a point corresponds to the place with barycentric coordinates
    /// (us[2i], us[2i + 1], rest) in a triangle of the posed hand.
    /// </summary>
    /// <param name="correspondences">A triangle for each point.</param>
    [Differentiable(Derivatives.Jvp)]
    public static void HandComplicated(
        ReadOnlySpan<double> theta,
        ReadOnlySpan<double> us,
        [NoGradient] HandModel model,
        ReadOnlySpan<int> correspondences,
        [NoGradient] ReadOnlySpan<double> points,
        Span<double> error)
    {
        double[] boneTransforms = new double[12 * model.BoneCount];
        double[] globalRotation = new double[9];
        double[] corner0 = new double[3];
        double[] corner1 = new double[3];
        double[] corner2 = new double[3];
        PoseBones(theta, model, boneTransforms);
        AngleAxisToMatrix(theta.Slice(0, 3), globalRotation);

        for (int i = 0; i < correspondences.Length; i++)
        {
            int triangle = 3 * correspondences[i];
            ReadOnlySpan<double> translation = theta.Slice(3, 3);
            PoseVertex(model, boneTransforms, globalRotation, translation, model.Triangles[triangle], corner0);
            PoseVertex(model, boneTransforms, globalRotation, translation, model.Triangles[triangle + 1], corner1);
            PoseVertex(model, boneTransforms, globalRotation, translation, model.Triangles[triangle + 2], corner2);
            double u0 = us[2 * i];
            double u1 = us[2 * i + 1];
            for (int j = 0; j < 3; j++)
            {
                double place = u0 * corner0[j] + u1 * corner1[j] + (1.0 - u0 - u1) * corner2[j];
                error[3 * i + j] = points[3 * i + j] - place;
            }
        }
    }

    /// <summary>The map of every bone from the hand at rest to the posed hand, before the global motion.</summary>
    private static void PoseBones(ReadOnlySpan<double> theta, HandModel model, Span<double> boneTransforms)
    {
        double[] angles = new double[3 * model.BoneCount];
        double[] rotation = new double[9];
        double[] relative = new double[12];
        double[] absolutes = new double[12 * model.BoneCount];
        SpreadAngles(theta, angles);

        for (int bone = 0; bone < model.BoneCount; bone++)
        {
            EulerToMatrix(angles.AsSpan(3 * bone, 3), rotation);
            AffineTimesRotation(model.BaseRelatives.AsSpan(12 * bone, 12), rotation, relative);

            Span<double> absolute = absolutes.AsSpan(12 * bone, 12);
            int parent = model.Parents[bone];
            if (parent == -1)
            {
                relative.CopyTo(absolute);
            }
            else
            {
                AffineTimesAffine(absolutes.AsSpan(12 * parent, 12), relative, absolute);
            }

            ReadOnlySpan<double> inverseBase = model.InverseBaseAbsolutes.AsSpan(12 * bone, 12);
            AffineTimesAffine(absolute, inverseBase, boneTransforms.Slice(12 * bone, 12));
        }
    }

    /// <summary>
    /// The angles (flexion, abduction, twist) of every bone. A finger has four bones; its first stays at rest, its
    /// second has flexion and abduction, the others only flexion.
    /// </summary>
    private static void SpreadAngles(ReadOnlySpan<double> theta, Span<double> angles)
    {
        for (int finger = 0; finger < 5; finger++)
        {
            int parameter = 6 + 4 * finger;
            int bone = 2 + 4 * finger;
            angles[3 * bone] = theta[parameter];
            angles[3 * bone + 1] = theta[parameter + 1];
            angles[3 * (bone + 1)] = theta[parameter + 2];
            angles[3 * (bone + 2)] = theta[parameter + 3];
        }
    }

    /// <summary>Rz(abduction) Ry(twist) Rx(flexion), row by row.</summary>
    private static void EulerToMatrix(ReadOnlySpan<double> angles, Span<double> matrix)
    {
        double cosX = Math.Cos(angles[0]);
        double sinX = Math.Sin(angles[0]);
        double cosZ = Math.Cos(angles[1]);
        double sinZ = Math.Sin(angles[1]);
        double cosY = Math.Cos(angles[2]);
        double sinY = Math.Sin(angles[2]);
        matrix[0] = cosZ * cosY;
        matrix[1] = cosZ * sinY * sinX - sinZ * cosX;
        matrix[2] = cosZ * sinY * cosX + sinZ * sinX;
        matrix[3] = sinZ * cosY;
        matrix[4] = sinZ * sinY * sinX + cosZ * cosX;
        matrix[5] = sinZ * sinY * cosX - cosZ * sinX;
        matrix[6] = -sinY;
        matrix[7] = cosY * sinX;
        matrix[8] = cosY * cosX;
    }

    /// <summary>The matrix, row by row, that rotates about an axis by its length; the identity below 0.0001.</summary>
    private static void AngleAxisToMatrix(ReadOnlySpan<double> angleAxis, Span<double> matrix)
    {
        double angle = Math.Sqrt(SquaredNorm(angleAxis));
        if (angle < 0.0001)
        {
            matrix.Clear();
            matrix[0] = 1.0;
            matrix[4] = 1.0;
            matrix[8] = 1.0;
            return;
        }

        double x = angleAxis[0] / angle;
        double y = angleAxis[1] / angle;
        double z = angleAxis[2] / angle;
        double sin = Math.Sin(angle);
        double cos = Math.Cos(angle);
        matrix[0] = x * x + (1.0 - x * x) * cos;
        matrix[1] = x * y * (1.0 - cos) - z * sin;
        matrix[2] = x * z * (1.0 - cos) + y * sin;
        matrix[3] = x * y * (1.0 - cos) + z * sin;
        matrix[4] = y * y + (1.0 - y * y) * cos;
        matrix[5] = y * z * (1.0 - cos) - x * sin;
        matrix[6] = x * z * (1.0 - cos) - y * sin;
        matrix[7] = y * z * (1.0 - cos) + x * sin;
        matrix[8] = z * z + (1.0 - z * z) * cos;
    }

    private static void AffineTimesRotation(
        ReadOnlySpan<double> affine,
        ReadOnlySpan<double> rotation,
        Span<double> result)
    {
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 3; column++)
            {
                result[4 * row + column] = affine[4 * row] * rotation[column]
                    + affine[4 * row + 1] * rotation[3 + column]
                    + affine[4 * row + 2] * rotation[6 + column];
            }

            result[4 * row + 3] = affine[4 * row + 3];
        }
    }

    private static void AffineTimesAffine(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result)
    {
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 4; column++)
            {
                result[4 * row + column] = left[4 * row] * right[column]
                    + left[4 * row + 1] * right[4 + column]
                    + left[4 * row + 2] * right[8 + column];
            }

            result[4 * row + 3] += left[4 * row + 3];
        }
    }

    /// <summary>Linear blend skinning of one vertex, then the global rotation and translation.</summary>
    private static void PoseVertex(
        HandModel model,
        ReadOnlySpan<double> boneTransforms,
        ReadOnlySpan<double> globalRotation,
        ReadOnlySpan<double> globalTranslation,
        int vertex,
        Span<double> position)
    {
        double x = model.BasePositions[3 * vertex];
        double y = model.BasePositions[3 * vertex + 1];
        double z = model.BasePositions[3 * vertex + 2];
        double skinX = 0.0;
        double skinY = 0.0;
        double skinZ = 0.0;
        for (int i = model.WeightStarts[vertex]; i < model.WeightStarts[vertex + 1]; i++)
        {
            double weight = model.Weights[i];
            ReadOnlySpan<double> transform = boneTransforms.Slice(12 * model.WeightBones[i], 12);
            skinX += weight * (transform[0] * x + transform[1] * y + transform[2] * z + transform[3]);
            skinY += weight * (transform[4] * x + transform[5] * y + transform[6] * z + transform[7]);
            skinZ += weight * (transform[8] * x + transform[9] * y + transform[10] * z + transform[11]);
        }

        for (int row = 0; row < 3; row++)
        {
            position[row] = globalRotation[3 * row] * skinX
                + globalRotation[3 * row + 1] * skinY
                + globalRotation[3 * row + 2] * skinZ
                + globalTranslation[row];
        }
    }
}
