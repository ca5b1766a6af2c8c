namespace SymDiff.Generator.Ir;

/// <summary>The functions of <see cref="Apply"/> that are part of the language rather than rows of the rule table.</summary>
internal static class Intrinsics
{
    /// <summary>The value itself, under the user's name.</summary>
    public const string Copy = "copy";

    /// <summary>A numeric conversion to the result's type; the attribute <c>checked</c> makes it throw on overflow.</summary>
    public const string Convert = "convert";

    /// <summary>
    /// The attribute of a conversion that the target type's own method makes begins so: <c>T.CreateChecked(x)</c>.
    /// </summary>
    public const string Create = "Create";

    public const string CreateChecked = "CreateChecked";

    /// <summary>The number of elements of a buffer.</summary>
    public const string Length = "length";

    /// <summary>The number of rows of a matrix, and that of its columns.</summary>
    public const string Rows = "rows";

    /// <inheritdoc cref="Rows"/>
    public const string Columns = "columns";

    /// <summary>The <see cref="IrType.Position"/> of two integers.</summary>
    public const string At = "at";

    /// <summary>The place of the first number of a struct, given its index and how many numbers one has: of none that is too large to be a place.</summary>
    public const string Place = "place";

    /// <summary>How many structs there are, given how many numbers, and how many one has.</summary>
    public const string Parts = "parts";

    /// <summary>The value itself, without a derivative.</summary>
    public const string StopGradient = "stopGradient";

    /// <summary>The first operand, with the derivative of the second.</summary>
    public const string StraightThrough = "straightThrough";

    public const string Not = "not";
    public const string And = "and";
    public const string Or = "or";
    public const string Xor = "xor";
    public const string Less = "lt";
    public const string LessOrEqual = "le";
    public const string Greater = "gt";
    public const string GreaterOrEqual = "ge";
    public const string Equal = "eq";
    public const string NotEqual = "ne";
    public const string ShiftLeft = "shl";
    public const string ShiftRight = "shr";
    public const string ShiftRightUnsigned = "ushr";
    public const string BitNot = "bitnot";
    public const string BitAnd = "bitand";
    public const string BitOr = "bitor";
    public const string BitXor = "bitxor";

    // Arithmetic: rows of the rule table for floating-point operands, intrinsics for integers.
    public const string Add = "add";
    public const string Subtract = "sub";
    public const string Multiply = "mul";
    public const string Divide = "div";
    public const string Remainder = "rem";
    public const string Negate = "neg";

    /// <summary><c>c ? a : b</c> where evaluating both is harmless.</summary>
    public const string Select = "select";

    public static string DefaultText(IrType type) => type.Kind switch
    {
        Kind.Boolean => "false",
        Kind.Integer when type == IrType.Position => "(0, 0)",
        Kind.Float or Kind.Integer or Kind.Lanes => "0",
        Kind.Buffer or Kind.Mask => "default",
        _ => "default!",
    };

    /// <summary>Whether an operation can stand in a loop's test: evaluated more or less often, it changes nothing.</summary>
    public static bool IsRepeatable(Op op) => op switch
    {
        Constant or Apply or Load => true,
        Opaque o => o.Effect != Effect.Acts,
        If o => o.Then.Ops.All(IsRepeatable) && o.Else.Ops.All(IsRepeatable),
        _ => false,
    };
}
