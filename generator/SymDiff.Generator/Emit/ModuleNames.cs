using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Emit;

/// <summary>How emitted code speaks of a module: a parameter, or what the method is called on.</summary>
internal static class ModuleNames
{
    /// <summary>The module.</summary>
    public static string Own(string root) => root.Length == 0 ? "this" : Expressions.Identifier(root);

    /// <summary>How many numbers its parameters hold.</summary>
    public static string Count(string root) => Own(root) + ".ParameterCount";

    /// <summary>A place for derivatives with respect to a module that nobody reads.</summary>
    public static string Spare(ModulePath path, ModuleType type) => Call("Of", path, type);

    /// <summary>Gradients of its shape, for a while.</summary>
    public static string Rent(string root, ModuleType type) => Call("Rent", new ModulePath(root, ""), type);

    /// <summary>The statement that gives them back.</summary>
    public static string Return(string root, ModuleType type, string rented) =>
        "global::SymDiff.SpareGradients.Return<" + type.Name + ", " + type.Number + ", " + type.Gradients + ">(" + Own(root) + ", " + rented + ");";

    private static string Call(string member, ModulePath path, ModuleType type) =>
        "global::SymDiff.SpareGradients." + member + "<" + type.Name + ", " + type.Number + ", " + type.Gradients + ">("
        + Own(path.Root) + path.Path + ", static module => new " + type.Gradients + "(module))";
}
