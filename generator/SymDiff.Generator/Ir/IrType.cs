namespace SymDiff.Generator.Ir;

/// <summary>What a value is, as far as differentiation cares.</summary>
internal enum Kind
{
    /// <summary><c>double</c>, <c>float</c>, or a type parameter for such a type.</summary>
    Float,

    /// <summary>Any integral type, <c>char</c> and enumerations.</summary>
    Integer,

    Boolean,

    /// <summary>Eight floating-point numbers side by side, one for each of eight directions or rounds.</summary>
    Lanes,

    /// <summary>Eight truth values side by side.</summary>
    Mask,

    /// <summary>An array or a span.</summary>
    Buffer,

    /// <summary>Anything else: a constant of differentiation that is only passed along.</summary>
    Opaque,
}

/// <summary>The type of a value.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its C# spelling, fully qualified.</param>
/// <param name="Element">The element type of a buffer.</param>
internal sealed record IrType(Kind Kind, string Name, IrType? Element = null)
{
    public static readonly IrType Double = new(Kind.Float, "double");
    public static readonly IrType Single = new(Kind.Float, "float");
    public static readonly IrType DoubleLanes = new(Kind.Lanes, "global::System.Runtime.Intrinsics.Vector512<double>");
    public static readonly IrType SingleLanes = new(Kind.Lanes, "global::System.Runtime.Intrinsics.Vector256<float>");
    public static readonly IrType LaneMask = new(Kind.Mask, "global::System.Runtime.Intrinsics.Vector512<double>");
    public static readonly IrType Int32 = new(Kind.Integer, "int");
    public static readonly IrType Int64 = new(Kind.Integer, "long");

    /// <summary>The place of an element in a matrix, or the shape of one. It goes over the stack like a number.</summary>
    public static readonly IrType Position = new(Kind.Integer, "(int Row, int Column)");

    public static readonly IrType Boolean = new(Kind.Boolean, "bool");

    public bool IsFloat => Kind == Kind.Float;

    /// <summary>A type parameter that stands for a floating-point type: its own members make literals and conversions.</summary>
    public bool IsGeneric => IsFloat && Name is not ("double" or "float");

    /// <summary>How many numbers stand side by side.</summary>
    public const int LaneCount = 8;

    /// <summary>Whether it is eight numbers or truth values side by side.</summary>
    public bool IsWide => Kind is Kind.Lanes or Kind.Mask;

    public bool IsBuffer => Kind == Kind.Buffer;

    public bool IsFloatBuffer => Element is { Kind: Kind.Float };

    /// <summary>Eight of a number or truth value, or of each in a buffer.</summary>
    public IrType Widened => Kind switch
    {
        Kind.Float => Name == Single.Name ? SingleLanes : DoubleLanes,
        Kind.Boolean => LaneMask,
        Kind.Buffer when Element!.Kind is Kind.Float or Kind.Boolean => IsReadOnly ? ReadOnlySpan(Element.Widened) : LentOf(Element.Widened),
        _ => this,
    };

    /// <summary>A buffer that cannot be written through.</summary>
    public bool IsReadOnly => IsList || (IsBuffer && (Name.StartsWith("global::System.ReadOnlySpan<", StringComparison.Ordinal) || Name.StartsWith("global::System.ReadOnlyMemory<", StringComparison.Ordinal)));

    /// <summary>A <c>List</c>, which is only read.</summary>
    public bool IsList => IsBuffer && Name.StartsWith("global::System.Collections.Generic.List<", StringComparison.Ordinal);

    /// <summary>A <c>Memory</c> or <c>ReadOnlyMemory</c>: the window on it is its span.</summary>
    public bool IsMemory => IsBuffer && (Name.StartsWith("global::System.Memory<", StringComparison.Ordinal) || Name.StartsWith("global::System.ReadOnlyMemory<", StringComparison.Ordinal));

    /// <summary>Whether it is no memory itself but holds some. Such a buffer comes from outside, as a parameter.</summary>
    public bool IsHolder => IsJagged || IsList || IsMemory;

    public bool IsArray => IsBuffer && (Name.EndsWith("[]", StringComparison.Ordinal) || Name.EndsWith("[,]", StringComparison.Ordinal));

    /// <summary>A buffer with rows and columns: a <see cref="Position"/> names an element of it.</summary>
    public bool IsMatrix => IsBuffer && (Name.EndsWith("[,]", StringComparison.Ordinal) || Name.StartsWith("global::SymDiff.GridSpan<", StringComparison.Ordinal));

    /// <summary>
    /// An array of arrays: a window on it is one of its rows. It comes from outside, and its rows stay what they are; or it has
    /// the shape of one that does.
    /// </summary>
    public bool IsJagged => IsBuffer && (Name.EndsWith("[][]", StringComparison.Ordinal) || Name.StartsWith("global::SymDiff.RowSpan<", StringComparison.Ordinal));

    /// <summary>The type of a window on such a buffer: a part of it, or a row of an array of arrays.</summary>
    public IrType Part => IsJagged && IsArray ? Array(Element!) : IsReadOnly ? ReadOnlySpan(Element!) : Span(Element!);

    /// <summary>What memory that the workspace lends for such a buffer is.</summary>
    public IrType Lent => IsMatrix ? Holder("SymDiff.GridSpan", Element!) : IsJagged ? Holder("SymDiff.RowSpan", Element!) : Span(Element!);

    /// <summary>Such memory with other elements.</summary>
    public IrType LentOf(IrType element) => (this with { Element = element }).Lent;

    /// <summary>The type of a destination, an adjoint or a tangent that comes from outside and is written.</summary>
    public IrType Derivative => IsJagged ? this : IsMatrix ? Matrix(Element!) : Span(Element!);

    public static IrType Matrix(IrType element) => new(Kind.Buffer, element.Name + "[,]", element);

    public static IrType Jagged(IrType element) => new(Kind.Buffer, element.Name + "[][]", element);

    /// <summary>A type of the library's that holds elements.</summary>
    /// <param name="name">Its name, with its namespace.</param>
    /// <param name="element">Its elements.</param>
    public static IrType Holder(string name, IrType element) => new(Kind.Buffer, "global::" + name + "<" + element.Name + ">", element);

    public static IrType Array(IrType element) => new(Kind.Buffer, element.Name + "[]", element);

    public static IrType Span(IrType element) => new(Kind.Buffer, "global::System.Span<" + element.Name + ">", element);

    public static IrType ReadOnlySpan(IrType element) => new(Kind.Buffer, "global::System.ReadOnlySpan<" + element.Name + ">", element);

    public override string ToString() => Name;
}
