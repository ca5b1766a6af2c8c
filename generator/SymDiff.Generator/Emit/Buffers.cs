using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Emit;

/// <summary>How emitted code speaks of the elements of a parameter that is a buffer.</summary>
internal static class Buffers
{
    public static string Own(Parameter parameter) => Expressions.Identifier(parameter.Name);

    /// <summary>How many there are.</summary>
    public static string Count(Parameter parameter, AddedNames names) =>
        parameter.IsJagged ? names.Count(parameter)
        : parameter.Struct is not null ? Own(parameter) + ".Length" + (parameter.NumbersOfStruct == 1 ? "" : " * " + parameter.NumbersOfStruct.ToString(System.Globalization.CultureInfo.InvariantCulture))
        : Own(parameter) + (parameter.Leaves[0].Type.IsList ? ".Count" : ".Length");

    /// <summary>Counts those of arrays of arrays.</summary>
    public static void CountRows(CodeWriter code, Callee callee, AddedNames names)
    {
        foreach (Parameter parameter in callee.Parameters.Where(static p => p is { IsJagged: true, Differentiated: true }))
        {
            code.Line("int " + names.Count(parameter) + " = global::SymDiff.Guard.Count(" + Own(parameter) + ", nameof(" + Own(parameter) + "));");
        }
    }

    /// <summary>A span of them; an array of arrays as such.</summary>
    public static string Span(Parameter parameter, string name) =>
        parameter.Leaves[0].Type.IsMemory ? name + ".Span"
        : parameter.Leaves[0].Type.IsList ? "global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan(" + name + ")"
        : Elements(parameter, name);

    /// <summary>A matrix row by row; any other buffer as it is.</summary>
    public static string Elements(Parameter parameter, string name) => parameter.Leaves[0].Type.IsMatrix ? "global::SymDiff.Guard.Elements(" + name + ")" : Numbers(parameter, name);

    /// <summary>The numbers in an array or span of structs; any other buffer as it is.</summary>
    public static string Numbers(Parameter parameter, string name) =>
        parameter.Struct is null ? name : "global::SymDiff.Guard.Numbers<" + parameter.Struct + ", " + parameter.Leaves[0].Type.Element!.Name + ">(" + name + ")";

    /// <summary>Numbers as the elements of such a parameter.</summary>
    public static string Structs(Parameter parameter, string numbers) =>
        parameter.Struct is null ? numbers : "global::SymDiff.Guard.Structs<" + parameter.Struct + ", " + parameter.Leaves[0].Type.Element!.Name + ">(" + numbers + ")";

    /// <summary>Whether what a member hands on for it has a shape, and so is no part of a span: a matrix, or rows.</summary>
    public static bool HasShape(Parameter parameter) => parameter.IsBuffer && parameter.Leaves[0].Type is { IsMatrix: true } or { IsJagged: true };

    /// <summary>A new array of its shape.</summary>
    public static string Like(Parameter parameter)
    {
        string own = Own(parameter), element = parameter.Leaves[0].Type.Element!.Name;
        return parameter.IsJagged ? "global::SymDiff.Guard.RowsLike(" + own + ")" : "new " + element + "[" + own + ".GetLength(0), " + own + ".GetLength(1)]";
    }

    /// <summary>The statement that copies the elements of an array of its shape to a span.</summary>
    public static string Join(Parameter parameter, string array, string span) =>
        parameter.IsJagged ? "global::SymDiff.Guard.Join(" + array + ", " + span + ");" : Elements(parameter, array) + ".CopyTo(" + span + ");";

    /// <summary>The statement that fills an array of its shape from a span.</summary>
    public static string Split(Parameter parameter, string span, string array) =>
        parameter.IsJagged ? "global::SymDiff.Guard.Split<" + parameter.Leaves[0].Type.Element!.Name + ">(" + span + ", " + array + ");" : span + ".CopyTo(" + Elements(parameter, array) + ");";
}
