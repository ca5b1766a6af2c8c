using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Analysis;

/// <summary>Which loops store every element of an array that the method makes.</summary>
/// <param name="numbers">Which values are the same number.</param>
/// <param name="definitions">What defines the values of the method.</param>
internal sealed class Filling(ValueNumbers numbers, IReadOnlyDictionary<Value, Op> definitions)
{
    /// <summary>Whether a buffer is an array from its first element to its last, and surely that one.</summary>
    public bool IsWhole(Value buffer) => Definition(Source(buffer)) is Allocate;

    /// <summary>Whether a store in the body of a loop takes the place of the element that the loop has come to, in an array of which the loop goes over all.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="store">The store.</param>
    /// <param name="root">The array.</param>
    public bool Fills(For loop, Store store, Value root) => store.Index == loop.Index && IsWhole(store.Buffer) && GoesOver(loop, root);

    private bool GoesOver(For loop, Value root) =>
        loop is { Step: 1, Comparison: "<", StepsFirst: false } && Definition(loop.Start) is Constant { Text: "0" }
        && Definition(root) is Allocate made && numbers.AreSame(LengthOf(loop.End), LengthOf(made.Length));

    /// <summary>The number that a length was made from, where the array is made here.</summary>
    private Value LengthOf(Value value) => Definition(value) switch
    {
        Apply { Function: Intrinsics.Copy } copy => LengthOf(copy.Arguments[0]),
        Apply { Function: Intrinsics.Length } length when Definition(Source(length.Arguments[0])) is Allocate made => LengthOf(made.Length),
        Apply { Function: Intrinsics.Length } length when Definition(Source(length.Arguments[0])) is Slice { Length: { } some } => LengthOf(some),
        _ => value,
    };

    private Value Source(Value buffer) => Definition(buffer) is Apply { Function: Intrinsics.Copy } copy ? Source(copy.Arguments[0]) : buffer;

    private Op? Definition(Value value) => definitions.TryGetValue(value, out Op? op) ? op : null;
}
