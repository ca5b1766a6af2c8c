using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

/// <summary>
/// Appends operations to a list, leaving out arithmetic that is exact and pointless: factors of one, double negation,
/// operations on literals. It drops nothing that could be infinite or NaN: <c>0 * x</c> stays.
/// </summary>
internal sealed class OpWriter(Numbering numbering, Dictionary<Value, Op> definitions)
{
    public List<Op> Ops { get; private set; } = [];

    public int Statement { get; set; } = -1;

    public Numbering Numbering => numbering;

    /// <summary>Collects the operations that <paramref name="body"/> writes instead of appending them.</summary>
    public EquatableArray<Op> Collect(Action body)
    {
        List<Op> saved = Ops;
        Ops = [];
        body();
        EquatableArray<Op> collected = Ops.ToEquatable();
        Ops = saved;
        return collected;
    }

    public void Add(Op op)
    {
        Ops.Add(op);
        foreach (Value result in op.Results)
        {
            definitions[result] = op;
        }
    }

    /// <summary>The operation that defines a value, when it is known.</summary>
    public Op? Definition(Value value) => definitions.TryGetValue(value, out Op? op) ? op : null;

    public Value Define(IrType type, string? name, Func<Value, Op> op)
    {
        Value result = numbering.New(type, name);
        Add(op(result));
        return result;
    }

    public Value Constant(IrType type, string text) => Define(type, null, result => new Constant(Statement, result, text));

    public Value Constant(IrType type, double value) => Constant(type, Literal.Text(value, type));

    public Value Zero(IrType type) => Constant(type, Intrinsics.DefaultText(type));

    public double? Number(Value value) =>
        value.Type.IsFloat && Definition(value) is Constant constant ? Literal.Value(constant.Text) : null;

    public bool? Truth(Value value) => value.Type.Kind == Kind.Boolean && Definition(value) is Constant constant ? constant.Text == "true" : null;

    public Value Copy(Value value, string name) => Named(Intrinsics.Copy, name, value);

    /// <summary>An operation whose result is a variable of the emitted code.</summary>
    public Value Named(string function, string? name, params Value[] arguments) =>
        Define(arguments[0].Type, name, result => new Apply(Statement, result, function, EquatableArray.Of(arguments)));

    /// <summary>How many elements a buffer has.</summary>
    public Value Count(Value buffer) => buffer.Type.IsJagged
        ? Define(IrType.Int32, null, result => new Opaque(Statement, result, "global::SymDiff.Guard.Count({0}, nameof({0}))", [buffer], Effect.Pure, -1))
        : Apply(Intrinsics.Length, IrType.Int32, buffer);

    /// <summary>What an array like this one is made with: its length, the shape of a matrix, or an array of arrays itself.</summary>
    public Value Extent(Value buffer) => buffer.Type.IsJagged ? buffer : buffer.Type.IsMatrix
        ? Apply(Intrinsics.At, IrType.Position, Apply(Intrinsics.Rows, IrType.Int32, buffer), Apply(Intrinsics.Columns, IrType.Int32, buffer))
        : Apply(Intrinsics.Length, IrType.Int32, buffer);

    public Value Apply(string function, params Value[] arguments) => Apply(function, arguments[0].Type, arguments);

    public Value Apply(string function, IrType type, params Value[] a)
    {
        Value Plain(string name, params Value[] arguments) =>
            Define(type, null, result => new Apply(Statement, result, name, EquatableArray.Of(arguments)));

        double? left = a.Length > 0 ? Number(a[0]) : null;
        double? right = a.Length > 1 ? Number(a[1]) : null;
        switch (function)
        {
            case Intrinsics.Negate when left is { } x:
                return Constant(type, -x);
            case Intrinsics.Negate when Negated(a[0]) is { } x:
                return x;

            case Intrinsics.Multiply or "StrongMul" when left == 1:
                return a[1];
            case Intrinsics.Multiply when right == 1:
                return a[0];
            case Intrinsics.Multiply or "StrongMul" when left == -1:
                return Apply(Intrinsics.Negate, type, a[1]);
            case Intrinsics.Multiply when right == -1:
                return Apply(Intrinsics.Negate, type, a[0]);
            case Intrinsics.Multiply when left is { } x && right is { } y && Folds(type, x, y, x * y):
                return Constant(type, x * y);

            // Signs move outwards, where they meet a sum: products, quotients and differences keep their bits.
            case Intrinsics.Multiply or Intrinsics.Divide when Negated(a[0]) is { } x:
                return Apply(Intrinsics.Negate, type, Apply(function, type, x, a[1]));
            case Intrinsics.Multiply or Intrinsics.Divide when Negated(a[1]) is { } x && left is null:
                return Apply(Intrinsics.Negate, type, Apply(function, type, a[0], x));
            case Intrinsics.Add when Negated(a[1]) is { } x:
                return Apply(Intrinsics.Subtract, type, a[0], x);
            case Intrinsics.Add when Negated(a[0]) is { } x:
                return Apply(Intrinsics.Subtract, type, a[1], x);
            case Intrinsics.Multiply when right is not null:
                return Plain(function, a[1], a[0]);
            case Intrinsics.Add when left is { } x && right is { } y && Folds(type, x, y, x + y):
                return Constant(type, x + y);
            case Intrinsics.Subtract when left is { } x && right is { } y && Folds(type, x, y, x - y):
                return Constant(type, x - y);
            case Intrinsics.Divide or "StrongDiv" when right == 1:
                return a[0];
            case Intrinsics.Divide when left is { } x && right is { } y && Folds(type, x, y, x / y):
                return Constant(type, x / y);
            case "StrongMul" when left is { } x && x != 0:
                return Apply(Intrinsics.Multiply, type, a);
            case "StrongDiv" when left is { } x && x != 0:
                return Apply(Intrinsics.Divide, type, a);
            case Intrinsics.Select when Truth(a[0]) is { } condition:
                return condition ? a[1] : a[2];
            case Intrinsics.And when Truth(a[0]) is { } condition:
                return condition ? a[1] : a[0];
            case Intrinsics.Or when Truth(a[0]) is { } condition:
                return condition ? a[0] : a[1];

            // The left side of either has no effect.
            case Intrinsics.And when Truth(a[1]) is { } condition:
                return condition ? a[0] : a[1];
            case Intrinsics.Or when Truth(a[1]) is { } condition:
                return condition ? a[1] : a[0];
            case Intrinsics.Less or Intrinsics.LessOrEqual or Intrinsics.Greater or Intrinsics.GreaterOrEqual or Intrinsics.Equal or Intrinsics.NotEqual
                when left is { } x && right is { } y && Folds(a[0].Type, x, y, 0):
                return Constant(type, Compare(function, x, y) ? "true" : "false");
            default:
                return Plain(function, a);
        }
    }

    /// <summary>
    /// Whether numbers can be computed with here: those of a type parameter have a precision that is not known, which only
    /// small whole numbers do not ask for.
    /// </summary>
    private static bool Folds(IrType type, params double[] numbers) =>
        !type.IsGeneric || numbers.All(static x => x is >= -256 and <= 256 && x == Math.Floor(x) && (x != 0 || 1 / x > 0));

    /// <summary>The <c>x</c> of an unnamed <c>-x</c>.</summary>
    private Value? Negated(Value value) =>
        Definition(value) is Apply { Function: Intrinsics.Negate, Result.Name: null } negate ? negate.Arguments[0] : null;

    private static bool Compare(string function, double x, double y) => function switch
    {
        Intrinsics.Less => x < y,
        Intrinsics.LessOrEqual => x <= y,
        Intrinsics.Greater => x > y,
        Intrinsics.GreaterOrEqual => x >= y,
        Intrinsics.Equal => x == y,
        _ => x != y,
    };
}
