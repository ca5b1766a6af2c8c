using System.Numerics;

namespace SymDiff.Generator.Restated;

/// <summary>Cameras, projections, mirrors and shadows.</summary>
internal static partial class Matrix4x4Members
{
    public static Matrix4x4 CreateLookAt(Vector3 position, Vector3 target, Vector3 up) => Look(position, position - target, up);

    public static Matrix4x4 CreateLookAtLeftHanded(Vector3 position, Vector3 target, Vector3 up) => Look(position, target - position, up);

    public static Matrix4x4 CreateLookTo(Vector3 position, Vector3 direction, Vector3 up) => Look(position, -direction, up);

    public static Matrix4x4 CreateLookToLeftHanded(Vector3 position, Vector3 direction, Vector3 up) => Look(position, direction, up);

    public static Matrix4x4 CreateWorld(Vector3 position, Vector3 forward, Vector3 up)
    {
        Vector3 z = Vector3Members.Normalize(-forward), x = Vector3Members.Normalize(Vector3Members.Cross(up, z));
        return Frame(x, Vector3Members.Cross(z, x), z, position);
    }

    public static Matrix4x4 CreateBillboard(Vector3 position, Vector3 camera, Vector3 up, Vector3 forward) => Facing(position, position - camera, up, forward);

    public static Matrix4x4 CreateBillboardLeftHanded(Vector3 position, Vector3 camera, Vector3 up, Vector3 forward) => Facing(position, camera - position, up, forward);

    public static Matrix4x4 CreateConstrainedBillboard(Vector3 position, Vector3 camera, Vector3 axis, Vector3 cameraForward, Vector3 objectForward) =>
        Turning(position, Direction(position - camera, -cameraForward), axis, objectForward, 1);

    public static Matrix4x4 CreateConstrainedBillboardLeftHanded(Vector3 position, Vector3 camera, Vector3 axis, Vector3 cameraForward, Vector3 objectForward) =>
        Turning(position, Direction(camera - position, -cameraForward), axis, -objectForward, -1);

    [Throws]
    public static Matrix4x4 CreatePerspectiveFieldOfView(float fieldOfView, float aspectRatio, float near, float far)
    {
        float height = 1 / MathF.Tan(fieldOfView * 0.5f), range = Range(near, far);
        return new(height / aspectRatio, 0, 0, 0, 0, height, 0, 0, 0, 0, range, -1, 0, 0, range * near, 0);
    }

    [Throws]
    public static Matrix4x4 CreatePerspectiveFieldOfViewLeftHanded(float fieldOfView, float aspectRatio, float near, float far)
    {
        float height = 1 / MathF.Tan(fieldOfView * 0.5f), range = -Range(near, far);
        return new(height / aspectRatio, 0, 0, 0, 0, height, 0, 0, 0, 0, range, 1, 0, 0, -range * near, 0);
    }

    [Throws]
    public static Matrix4x4 CreatePerspective(float width, float height, float near, float far)
    {
        float range = Range(near, far);
        return new(2 * near / width, 0, 0, 0, 0, 2 * near / height, 0, 0, 0, 0, range, -1, 0, 0, range * near, 0);
    }

    [Throws]
    public static Matrix4x4 CreatePerspectiveLeftHanded(float width, float height, float near, float far)
    {
        float range = -Range(near, far);
        return new(2 * near / width, 0, 0, 0, 0, 2 * near / height, 0, 0, 0, 0, range, 1, 0, 0, -range * near, 0);
    }

    [Throws]
    public static Matrix4x4 CreatePerspectiveOffCenter(float left, float right, float bottom, float top, float near, float far)
    {
        float range = Range(near, far);
        return new(
            2 * near / (right - left), 0, 0, 0,
            0, 2 * near / (top - bottom), 0, 0,
            (left + right) / (right - left), (top + bottom) / (top - bottom), range, -1,
            0, 0, range * near, 0);
    }

    [Throws]
    public static Matrix4x4 CreatePerspectiveOffCenterLeftHanded(float left, float right, float bottom, float top, float near, float far)
    {
        float range = -Range(near, far);
        return new(
            2 * near / (right - left), 0, 0, 0,
            0, 2 * near / (top - bottom), 0, 0,
            -(left + right) / (right - left), -(top + bottom) / (top - bottom), range, 1,
            0, 0, -range * near, 0);
    }

    public static Matrix4x4 CreateOrthographic(float width, float height, float near, float far) =>
        new(2 / width, 0, 0, 0, 0, 2 / height, 0, 0, 0, 0, 1 / (near - far), 0, 0, 0, near / (near - far), 1);

    public static Matrix4x4 CreateOrthographicLeftHanded(float width, float height, float near, float far) =>
        new(2 / width, 0, 0, 0, 0, 2 / height, 0, 0, 0, 0, 1 / (far - near), 0, 0, 0, near / (near - far), 1);

    public static Matrix4x4 CreateOrthographicOffCenter(float left, float right, float bottom, float top, float near, float far) => new(
        2 / (right - left), 0, 0, 0,
        0, 2 / (top - bottom), 0, 0,
        0, 0, 1 / (near - far), 0,
        (left + right) / (left - right), (top + bottom) / (bottom - top), near / (near - far), 1);

    public static Matrix4x4 CreateOrthographicOffCenterLeftHanded(float left, float right, float bottom, float top, float near, float far) => new(
        2 / (right - left), 0, 0, 0,
        0, 2 / (top - bottom), 0, 0,
        0, 0, 1 / (far - near), 0,
        (left + right) / (left - right), (top + bottom) / (bottom - top), near / (near - far), 1);

    public static Matrix4x4 CreateViewport(float x, float y, float width, float height, float minDepth, float maxDepth) => new(
        width * 0.5f, 0, 0, 0,
        0, -height * 0.5f, 0, 0,
        0, 0, minDepth - maxDepth, 0,
        x + width * 0.5f, y + height * 0.5f, minDepth, 1);

    public static Matrix4x4 CreateViewportLeftHanded(float x, float y, float width, float height, float minDepth, float maxDepth) => new(
        width * 0.5f, 0, 0, 0,
        0, -height * 0.5f, 0, 0,
        0, 0, maxDepth - minDepth, 0,
        x + width * 0.5f, y + height * 0.5f, minDepth, 1);

    public static Matrix4x4 CreateReflection(Plane mirror)
    {
        Plane p = PlaneMembers.Normalize(mirror);
        Vector3 n = p.Normal, f = n * -2;
        return new(
            f.X * n.X + 1, f.Y * n.X, f.Z * n.X, 0,
            f.X * n.Y, f.Y * n.Y + 1, f.Z * n.Y, 0,
            f.X * n.Z, f.Y * n.Z, f.Z * n.Z + 1, 0,
            f.X * p.D, f.Y * p.D, f.Z * p.D, 1);
    }

    public static Matrix4x4 CreateShadow(Vector3 light, Plane plane)
    {
        Plane p = PlaneMembers.Normalize(plane);
        float dot = Vector3Members.Dot(p.Normal, light), a = -p.Normal.X, b = -p.Normal.Y, c = -p.Normal.Z, d = -p.D;
        return new(
            a * light.X + dot, a * light.Y, a * light.Z, 0,
            b * light.X, b * light.Y + dot, b * light.Z, 0,
            c * light.X, c * light.Y, c * light.Z + dot, 0,
            d * light.X, d * light.Y, d * light.Z, dot);
    }

    private static float Range(float near, float far) => float.IsPositiveInfinity(far) ? -1 : far / (near - far);

    private static Matrix4x4 Look(Vector3 position, Vector3 away, Vector3 up)
    {
        Vector3 z = Vector3Members.Normalize(away), x = Vector3Members.Normalize(Vector3Members.Cross(up, z)), y = Vector3Members.Cross(z, x);
        return new(
            x.X, y.X, z.X, 0,
            x.Y, y.Y, z.Y, 0,
            x.Z, y.Z, z.Z, 0,
            -Vector3Members.Dot(x, position), -Vector3Members.Dot(y, position), -Vector3Members.Dot(z, position), 1);
    }

    private static Matrix4x4 Facing(Vector3 position, Vector3 away, Vector3 up, Vector3 forward)
    {
        Vector3 z = Direction(away, -forward), x = Vector3Members.Normalize(Vector3Members.Cross(up, z));
        return Frame(x, Vector3Members.Cross(z, x), z, position);
    }

    // .NET counts what is within a tenth of a degree of the axis as lying on it.
    private static Matrix4x4 Turning(Vector3 position, Vector3 facing, Vector3 axis, Vector3 objectForward, float hand)
    {
        const float Aligned = 1 - 0.1f * MathF.PI / 180;
        Vector3 reference = facing;
        if (MathF.Abs(Vector3Members.Dot(axis, facing)) > Aligned)
        {
            reference = objectForward;
            if (MathF.Abs(Vector3Members.Dot(axis, objectForward)) > Aligned)
            {
                reference = MathF.Abs(axis.Z) > Aligned ? new Vector3(hand, 0, 0) : new Vector3(0, 0, -1);
            }
        }

        Vector3 x = Vector3Members.Normalize(Vector3Members.Cross(axis, reference));
        return Frame(x, axis, Vector3Members.Normalize(Vector3Members.Cross(x, axis)), position);
    }

    private static Vector3 Direction(Vector3 away, Vector3 otherwise) => Vector3Members.LengthSquared(away) < 1e-4f ? otherwise : Vector3Members.Normalize(away);

    private static Matrix4x4 Frame(Vector3 x, Vector3 y, Vector3 z, Vector3 position) =>
        new(x.X, x.Y, x.Z, 0, y.X, y.Y, y.Z, 0, z.X, z.Y, z.Z, 0, position.X, position.Y, position.Z, 1);
}
