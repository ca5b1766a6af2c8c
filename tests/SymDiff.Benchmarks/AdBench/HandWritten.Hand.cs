// Derivatives of the objectives of ADBench, written by hand: scalar code, cached intermediates. Origin of the
// objectives: microsoft/ADBench, MIT licence. Only the mathematics comes from there.

using System.Buffers;

namespace SymDiff.Benchmarks.AdBench;

public static partial class HandWritten
{
    private const int FingerParameters = 20;

    /// <summary>
    /// The error of <see cref="Objectives.Hand"/> and its Jacobian in dense forward mode: every bone and every vertex
    /// carries an array of tangents, one for each finger parameter. The six global parameters act after skinning
    /// only, so their columns are written directly.
    /// </summary>
    /// <param name="error">Rows of 3, overwritten.</param>
    /// <param name="jacobian">A row of 26 for every entry of error, overwritten.</param>
    public static void HandJacobian(
        ReadOnlySpan<double> theta,
        HandModel model,
        ReadOnlySpan<int> correspondences,
        ReadOnlySpan<double> points,
        Span<double> error,
        Span<double> jacobian)
    {
        double[] boneTransforms = new double[12 * model.BoneCount];
        double[] boneTangents = ArrayPool<double>.Shared.Rent(12 * model.BoneCount * FingerParameters);
        double[] globalRotation = new double[9];
        double[] globalDerivatives = new double[27];
        double[] skin = new double[3];
        double[] skinTangents = new double[3 * FingerParameters];
        PoseBones(theta, model, boneTransforms, boneTangents);
        AngleAxisToMatrix(theta.Slice(0, 3), globalRotation, globalDerivatives);

        for (int i = 0; i < correspondences.Length; i++)
        {
            int vertex = correspondences[i];
            skinTangents.AsSpan().Clear();
            SkinVertex(model, boneTransforms, vertex, skin);
            AddSkinTangents(model, boneTangents, vertex, 1.0, skinTangents);
            for (int row = 0; row < 3; row++)
            {
                int index = 3 * i + row;
                error[index] = points[index] - Dot(globalRotation.AsSpan(3 * row, 3), skin) - theta[3 + row];
                Span<double> gradient = jacobian.Slice(26 * index, 26);
                WriteThetaRow(row, globalRotation, globalDerivatives, skin, skinTangents, gradient);
            }
        }

        ArrayPool<double>.Shared.Return(boneTangents);
    }

    /// <summary>
    /// The error of <see cref="Objectives.HandComplicated"/> and its Jacobian. An error depends on the coordinates of
    /// its own point only, so the coordinates of all points share two columns, as in ADBench.
    /// </summary>
    /// <param name="error">Rows of 3, overwritten.</param>
    /// <param name="jacobian">
    /// A row of 28 for every entry of error, overwritten: the two coordinates of this point, then the 26 of theta.
    /// </param>
    public static void HandComplicatedJacobian(
        ReadOnlySpan<double> theta,
        ReadOnlySpan<double> us,
        HandModel model,
        ReadOnlySpan<int> correspondences,
        ReadOnlySpan<double> points,
        Span<double> error,
        Span<double> jacobian)
    {
        double[] boneTransforms = new double[12 * model.BoneCount];
        double[] boneTangents = ArrayPool<double>.Shared.Rent(12 * model.BoneCount * FingerParameters);
        double[] globalRotation = new double[9];
        double[] globalDerivatives = new double[27];
        double[] corner0 = new double[3];
        double[] corner1 = new double[3];
        double[] corner2 = new double[3];
        double[] skin = new double[3];
        double[] skinTangents = new double[3 * FingerParameters];
        PoseBones(theta, model, boneTransforms, boneTangents);
        AngleAxisToMatrix(theta.Slice(0, 3), globalRotation, globalDerivatives);

        for (int i = 0; i < correspondences.Length; i++)
        {
            ReadOnlySpan<int> triangle = model.Triangles.AsSpan(3 * correspondences[i], 3);
            double u0 = us[2 * i];
            double u1 = us[2 * i + 1];
            double u2 = 1.0 - u0 - u1;
            SkinVertex(model, boneTransforms, triangle[0], corner0);
            SkinVertex(model, boneTransforms, triangle[1], corner1);
            SkinVertex(model, boneTransforms, triangle[2], corner2);
            skinTangents.AsSpan().Clear();
            AddSkinTangents(model, boneTangents, triangle[0], u0, skinTangents);
            AddSkinTangents(model, boneTangents, triangle[1], u1, skinTangents);
            AddSkinTangents(model, boneTangents, triangle[2], u2, skinTangents);

            // The place in the triangle, and the edges along which the coordinates move it.
            for (int j = 0; j < 3; j++)
            {
                skin[j] = u0 * corner0[j] + u1 * corner1[j] + u2 * corner2[j];
                corner0[j] = corner2[j] - corner0[j];
                corner1[j] = corner2[j] - corner1[j];
            }

            for (int row = 0; row < 3; row++)
            {
                int index = 3 * i + row;
                ReadOnlySpan<double> rotationRow = globalRotation.AsSpan(3 * row, 3);
                error[index] = points[index] - Dot(rotationRow, skin) - theta[3 + row];
                Span<double> gradient = jacobian.Slice(28 * index, 28);
                gradient[0] = Dot(rotationRow, corner0);
                gradient[1] = Dot(rotationRow, corner1);
                WriteThetaRow(row, globalRotation, globalDerivatives, skin, skinTangents, gradient.Slice(2, 26));
            }
        }

        ArrayPool<double>.Shared.Return(boneTangents);
    }

    /// <summary>
    /// The map of every bone from the hand at rest to the posed hand, and the tangents of its twelve entries:
    /// FingerParameters numbers for each.
    /// </summary>
    private static void PoseBones(
        ReadOnlySpan<double> theta,
        HandModel model,
        Span<double> boneTransforms,
        Span<double> boneTangents)
    {
        int boneSize = 12 * FingerParameters;
        double[] rotation = new double[9];
        double[] flexionDerivative = new double[9];
        double[] abductionDerivative = new double[9];
        double[] relative = new double[12];
        double[] absolutes = new double[12 * model.BoneCount];
        double[] absoluteTangents = ArrayPool<double>.Shared.Rent(boneSize * model.BoneCount);

        for (int bone = 0; bone < model.BoneCount; bone++)
        {
            ReadOnlySpan<double> baseRelative = model.BaseRelatives.AsSpan(12 * bone, 12);
            ReadOnlySpan<double> inverseBase = model.InverseBaseAbsolutes.AsSpan(12 * bone, 12);
            Span<double> absolute = absolutes.AsSpan(12 * bone, 12);
            Span<double> tangents = absoluteTangents.AsSpan(boneSize * bone, boneSize);
            int parent = model.Parents[bone];
            if (parent == -1)
            {
                baseRelative.CopyTo(absolute);
                tangents.Clear();
            }
            else
            {
                ReadOnlySpan<double> parentAbsolute = absolutes.AsSpan(12 * parent, 12);
                ReadOnlySpan<double> parentTangents = absoluteTangents.AsSpan(boneSize * parent, boneSize);

                // Wrist, forearm and the first bone of a finger stay at rest; the others bend.
                int finger = (bone - 1) / 4;
                int joint = finger < 5 ? (bone - 1) % 4 : 0;
                if (joint == 0)
                {
                    AffineTimesAffine(parentAbsolute, baseRelative, absolute);
                    TangentsTimesAffine(parentTangents, baseRelative, tangents);
                }
                else
                {
                    int parameter = joint == 1 ? 4 * finger : 4 * finger + joint;
                    double flexion = theta[6 + parameter];
                    double abduction = joint == 1 ? theta[6 + parameter + 1] : 0.0;
                    BendToMatrix(flexion, abduction, rotation, flexionDerivative, abductionDerivative);
                    AffineTimesRotation(baseRelative, rotation, relative);
                    AffineTimesAffine(parentAbsolute, relative, absolute);
                    TangentsTimesAffine(parentTangents, relative, tangents);
                    AddOwnTangent(parentAbsolute, baseRelative, flexionDerivative, parameter, tangents);
                    if (joint == 1)
                    {
                        AddOwnTangent(parentAbsolute, baseRelative, abductionDerivative, parameter + 1, tangents);
                    }
                }
            }

            AffineTimesAffine(absolute, inverseBase, boneTransforms.Slice(12 * bone, 12));
            TangentsTimesAffine(tangents, inverseBase, boneTangents.Slice(boneSize * bone, boneSize));
        }

        ArrayPool<double>.Shared.Return(absoluteTangents);
    }

    /// <summary>Rz(abduction) Rx(flexion) and its two derivatives. The twist between them is always zero.</summary>
    private static void BendToMatrix(
        double flexion,
        double abduction,
        Span<double> matrix,
        Span<double> flexionDerivative,
        Span<double> abductionDerivative)
    {
        double cosX = Math.Cos(flexion);
        double sinX = Math.Sin(flexion);
        double cosZ = Math.Cos(abduction);
        double sinZ = Math.Sin(abduction);

        matrix[0] = cosZ;
        matrix[1] = -sinZ * cosX;
        matrix[2] = sinZ * sinX;
        matrix[3] = sinZ;
        matrix[4] = cosZ * cosX;
        matrix[5] = -cosZ * sinX;
        matrix[6] = 0.0;
        matrix[7] = sinX;
        matrix[8] = cosX;

        flexionDerivative[0] = 0.0;
        flexionDerivative[1] = sinZ * sinX;
        flexionDerivative[2] = sinZ * cosX;
        flexionDerivative[3] = 0.0;
        flexionDerivative[4] = -cosZ * sinX;
        flexionDerivative[5] = -cosZ * cosX;
        flexionDerivative[6] = 0.0;
        flexionDerivative[7] = cosX;
        flexionDerivative[8] = -sinX;

        abductionDerivative[0] = -sinZ;
        abductionDerivative[1] = -cosZ * cosX;
        abductionDerivative[2] = cosZ * sinX;
        abductionDerivative[3] = cosZ;
        abductionDerivative[4] = -sinZ * cosX;
        abductionDerivative[5] = sinZ * sinX;
        abductionDerivative[6] = 0.0;
        abductionDerivative[7] = 0.0;
        abductionDerivative[8] = 0.0;
    }

    /// <summary>
    /// The rotation about an axis by its length, and its derivatives by the three numbers, nine entries each.
    /// Below 0.0001 the objective takes the identity, so the derivatives are zero.
    /// </summary>
    private static void AngleAxisToMatrix(ReadOnlySpan<double> angleAxis, Span<double> matrix, Span<double> derivatives)
    {
        double angle = Math.Sqrt(Dot(angleAxis, angleAxis));
        if (angle < 0.0001)
        {
            matrix.Clear();
            matrix[0] = 1.0;
            matrix[4] = 1.0;
            matrix[8] = 1.0;
            derivatives.Clear();
            return;
        }

        double x = angleAxis[0] / angle;
        double y = angleAxis[1] / angle;
        double z = angleAxis[2] / angle;
        double sin = Math.Sin(angle);
        double cos = Math.Cos(angle);
        double versine = 1.0 - cos;
        matrix[0] = x * x * versine + cos;
        matrix[1] = x * y * versine - z * sin;
        matrix[2] = x * z * versine + y * sin;
        matrix[3] = x * y * versine + z * sin;
        matrix[4] = y * y * versine + cos;
        matrix[5] = y * z * versine - x * sin;
        matrix[6] = x * z * versine - y * sin;
        matrix[7] = y * z * versine + x * sin;
        matrix[8] = z * z * versine + cos;

        for (int i = 0; i < 3; i++)
        {
            double dAngle = angleAxis[i] / angle;
            double dx = ((i == 0 ? 1.0 : 0.0) - x * dAngle) / angle;
            double dy = ((i == 1 ? 1.0 : 0.0) - y * dAngle) / angle;
            double dz = ((i == 2 ? 1.0 : 0.0) - z * dAngle) / angle;
            double dSin = cos * dAngle;
            double dCos = -sin * dAngle;
            double dxy = (dx * y + x * dy) * versine - x * y * dCos;
            double dxz = (dx * z + x * dz) * versine - x * z * dCos;
            double dyz = (dy * z + y * dz) * versine - y * z * dCos;
            double dxSin = dx * sin + x * dSin;
            double dySin = dy * sin + y * dSin;
            double dzSin = dz * sin + z * dSin;
            Span<double> derivative = derivatives.Slice(9 * i, 9);
            derivative[0] = 2.0 * x * dx * versine + (1.0 - x * x) * dCos;
            derivative[1] = dxy - dzSin;
            derivative[2] = dxz + dySin;
            derivative[3] = dxy + dzSin;
            derivative[4] = 2.0 * y * dy * versine + (1.0 - y * y) * dCos;
            derivative[5] = dyz - dxSin;
            derivative[6] = dxz - dySin;
            derivative[7] = dyz + dxSin;
            derivative[8] = 2.0 * z * dz * versine + (1.0 - z * z) * dCos;
        }
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

    /// <summary>The tangents of left times right, where only left depends on the parameters.</summary>
    private static void TangentsTimesAffine(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result)
    {
        for (int row = 0; row < 3; row++)
        {
            ReadOnlySpan<double> left0 = left.Slice(4 * row * FingerParameters, FingerParameters);
            ReadOnlySpan<double> left1 = left.Slice((4 * row + 1) * FingerParameters, FingerParameters);
            ReadOnlySpan<double> left2 = left.Slice((4 * row + 2) * FingerParameters, FingerParameters);
            ReadOnlySpan<double> left3 = left.Slice((4 * row + 3) * FingerParameters, FingerParameters);
            for (int column = 0; column < 4; column++)
            {
                double right0 = right[column];
                double right1 = right[4 + column];
                double right2 = right[8 + column];
                double right3 = column == 3 ? 1.0 : 0.0;
                Span<double> target = result.Slice((4 * row + column) * FingerParameters, FingerParameters);
                for (int t = 0; t < target.Length; t++)
                {
                    target[t] = left0[t] * right0 + left1[t] * right1 + left2[t] * right2 + left3[t] * right3;
                }
            }
        }
    }

    /// <summary>Adds the tangent of parent times base times rotation with respect to an angle of the rotation.</summary>
    private static void AddOwnTangent(
        ReadOnlySpan<double> parent,
        ReadOnlySpan<double> baseRelative,
        ReadOnlySpan<double> rotationDerivative,
        int parameter,
        Span<double> tangents)
    {
        for (int row = 0; row < 3; row++)
        {
            double product0 = 0.0;
            double product1 = 0.0;
            double product2 = 0.0;
            for (int i = 0; i < 3; i++)
            {
                product0 += parent[4 * row + i] * baseRelative[4 * i];
                product1 += parent[4 * row + i] * baseRelative[4 * i + 1];
                product2 += parent[4 * row + i] * baseRelative[4 * i + 2];
            }

            for (int column = 0; column < 3; column++)
            {
                tangents[(4 * row + column) * FingerParameters + parameter] += product0 * rotationDerivative[column]
                    + product1 * rotationDerivative[3 + column]
                    + product2 * rotationDerivative[6 + column];
            }
        }
    }

    /// <summary>Linear blend skinning of one vertex, without the global motion.</summary>
    private static void SkinVertex(HandModel model, ReadOnlySpan<double> boneTransforms, int vertex, Span<double> skin)
    {
        double x = model.BasePositions[3 * vertex];
        double y = model.BasePositions[3 * vertex + 1];
        double z = model.BasePositions[3 * vertex + 2];
        skin.Clear();
        for (int i = model.WeightStarts[vertex]; i < model.WeightStarts[vertex + 1]; i++)
        {
            double weight = model.Weights[i];
            ReadOnlySpan<double> transform = boneTransforms.Slice(12 * model.WeightBones[i], 12);
            for (int row = 0; row < 3; row++)
            {
                skin[row] += weight * (transform[4 * row] * x
                    + transform[4 * row + 1] * y
                    + transform[4 * row + 2] * z
                    + transform[4 * row + 3]);
            }
        }
    }

    /// <summary>Adds the tangents of a skinned vertex, times a scale.</summary>
    private static void AddSkinTangents(
        HandModel model,
        ReadOnlySpan<double> boneTangents,
        int vertex,
        double scale,
        Span<double> skinTangents)
    {
        for (int i = model.WeightStarts[vertex]; i < model.WeightStarts[vertex + 1]; i++)
        {
            double weight = scale * model.Weights[i];
            double x = weight * model.BasePositions[3 * vertex];
            double y = weight * model.BasePositions[3 * vertex + 1];
            double z = weight * model.BasePositions[3 * vertex + 2];
            ReadOnlySpan<double> bone = boneTangents.Slice(
                12 * FingerParameters * model.WeightBones[i],
                12 * FingerParameters);
            for (int row = 0; row < 3; row++)
            {
                ReadOnlySpan<double> bone0 = bone.Slice(4 * row * FingerParameters, FingerParameters);
                ReadOnlySpan<double> bone1 = bone.Slice((4 * row + 1) * FingerParameters, FingerParameters);
                ReadOnlySpan<double> bone2 = bone.Slice((4 * row + 2) * FingerParameters, FingerParameters);
                ReadOnlySpan<double> bone3 = bone.Slice((4 * row + 3) * FingerParameters, FingerParameters);
                Span<double> target = skinTangents.Slice(row * FingerParameters, FingerParameters);
                for (int t = 0; t < target.Length; t++)
                {
                    target[t] += bone0[t] * x + bone1[t] * y + bone2[t] * z + bone3[t] * weight;
                }
            }
        }
    }

    /// <summary>One row of the Jacobian by theta: of - (rotation skin + translation).</summary>
    private static void WriteThetaRow(
        int row,
        ReadOnlySpan<double> globalRotation,
        ReadOnlySpan<double> globalDerivatives,
        ReadOnlySpan<double> skin,
        ReadOnlySpan<double> skinTangents,
        Span<double> gradient)
    {
        for (int i = 0; i < 3; i++)
        {
            gradient[i] = -Dot(globalDerivatives.Slice(9 * i + 3 * row, 3), skin);
            gradient[3 + i] = i == row ? -1.0 : 0.0;
        }

        double rotation0 = globalRotation[3 * row];
        double rotation1 = globalRotation[3 * row + 1];
        double rotation2 = globalRotation[3 * row + 2];
        ReadOnlySpan<double> tangents0 = skinTangents.Slice(0, FingerParameters);
        ReadOnlySpan<double> tangents1 = skinTangents.Slice(FingerParameters, FingerParameters);
        ReadOnlySpan<double> tangents2 = skinTangents.Slice(2 * FingerParameters, FingerParameters);
        Span<double> target = gradient.Slice(6, FingerParameters);
        for (int t = 0; t < target.Length; t++)
        {
            target[t] = -(rotation0 * tangents0[t] + rotation1 * tangents1[t] + rotation2 * tangents2[t]);
        }
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        return left[0] * right[0] + left[1] * right[1] + left[2] * right[2];
    }
}
