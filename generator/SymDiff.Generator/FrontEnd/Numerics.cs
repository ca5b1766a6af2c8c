using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.FrontEnd;

/// <summary>The types of System.Numerics that are aggregates of their numbers: vectors, quaternions, planes and matrices.</summary>
internal static class Numerics
{
    private static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        ["Vector2"] = ["X", "Y"],
        ["Vector3"] = ["X", "Y", "Z"],
        ["Vector4"] = ["X", "Y", "Z", "W"],
        ["Quaternion"] = ["X", "Y", "Z", "W"],
        ["Plane"] = ["Normal", "D"],
        ["Matrix3x2"] = ["M11", "M12", "M21", "M22", "M31", "M32"],
        ["Matrix4x4"] = ["M11", "M12", "M13", "M14", "M21", "M22", "M23", "M24", "M31", "M32", "M33", "M34", "M41", "M42", "M43", "M44"],
    };

    public static bool Is(ITypeSymbol? type) => type is { TypeKind: TypeKind.Struct } && IsHere(type) && Fields.ContainsKey(type.Name) && type is INamedTypeSymbol { Arity: 0 };

    /// <summary>Whether a type is a vector, whose members may do the same to every element.</summary>
    public static bool IsVector(ITypeSymbol? type) => Is(type) && type!.Name is "Vector2" or "Vector3" or "Vector4";

    /// <summary>Whether a member is one of theirs, or of the static class that adds to them.</summary>
    public static bool Has(IMethodSymbol method) =>
        Is(method.ContainingType) || method is { ContainingType: { Name: "Vector", IsStatic: true } extensions, IsGenericMethod: false } && IsHere(extensions);

    /// <summary>Their numbers, in the order in which a constructor takes them.</summary>
    public static IReadOnlyList<Part> Parts(INamedTypeSymbol type) =>
        [.. Fields[type.Name].Select(name => type.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault()).OfType<IFieldSymbol>().Select(static f => new Part(f.Name, "." + f.Name, f.Type, f, f))];

    private static bool IsHere(ITypeSymbol type) => type.ContainingNamespace is { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
