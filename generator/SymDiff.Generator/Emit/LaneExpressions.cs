using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Emit;

/// <summary>
/// Prints operations on eight numbers side by side: operators of a vector where there are such, which cost the runtime's
/// compiler nothing, and otherwise the vector's own methods.
/// </summary>
/// <param name="print">Prints a value no looser than some precedence.</param>
/// <param name="isVariable">Whether a value is printed as a name.</param>
internal sealed class LaneExpressions(Func<Value, int, string> print, Func<Value, bool> isVariable)
{
    public (string Text, int Precedence) Print(Apply apply)
    {
        Value[] a = [.. apply.Arguments];
        IrType type = a.Select(static v => v.Type).FirstOrDefault(static t => t.IsWide) ?? apply.Result.Type;
        string vector = type.Name.Substring(0, type.Name.IndexOf('<'));
        string Call(string method) => vector + "." + method + "(" + string.Join(", ", a.Select(v => Lanes(v, type, Precedence.Any))) + ")";
        string Infix(string symbol, int left, int right) => Lanes(a[0], type, left) + " " + symbol + " " + Lanes(a[1], type, right);
        switch (apply.Function)
        {
            case Intrinsics.Convert when a[0].Type.IsWide:
                return a[0].Type == apply.Result.Type ? (print(a[0], Precedence.Primary), Precedence.Primary)
                    : ("global::SymDiff.Lanes." + (apply.Result.Type == IrType.SingleLanes ? "Narrow(" : "Widen(") + print(a[0], Precedence.Any) + ")", Precedence.Primary);
            case Intrinsics.Convert:
                return (Lanes(a[0], apply.Result.Type, Precedence.Any), Precedence.Primary);
            case Intrinsics.Negate:
                return ("-" + print(a[0], print(a[0], Precedence.Unary)[0] == '-' ? Precedence.Primary : Precedence.Unary), Precedence.Unary);
            case Intrinsics.Not:
                return ("~" + print(a[0], Precedence.Unary), Precedence.Unary);
            case Intrinsics.Add:
                return (Infix("+", Precedence.Additive, Precedence.Multiplicative), Precedence.Additive);
            case Intrinsics.Subtract:
                return (Infix("-", Precedence.Additive, Precedence.Multiplicative), Precedence.Additive);
            case Intrinsics.Multiply:
                return (print(a[0], Precedence.Multiplicative) + " * " + print(a[1], Precedence.Unary), Precedence.Multiplicative);
            case Intrinsics.Divide:
                return (Lanes(a[0], type, Precedence.Multiplicative) + " / " + print(a[1], Precedence.Unary), Precedence.Multiplicative);
            case Intrinsics.And:
                return (Infix("&", Precedence.BitAnd, Precedence.Equality), Precedence.BitAnd);
            case Intrinsics.Xor:
                return (Infix("^", Precedence.BitXor, Precedence.BitAnd), Precedence.BitXor);
            case Intrinsics.Or:
                return (Infix("|", Precedence.BitOr, Precedence.BitXor), Precedence.BitOr);
            case Intrinsics.Less:
                return (Call("LessThan"), Precedence.Primary);
            case Intrinsics.LessOrEqual:
                return (Call("LessThanOrEqual"), Precedence.Primary);
            case Intrinsics.Greater:
                return (Call("GreaterThan"), Precedence.Primary);
            case Intrinsics.GreaterOrEqual:
                return (Call("GreaterThanOrEqual"), Precedence.Primary);
            case Intrinsics.Equal:
                return (Call("Equals"), Precedence.Primary);
            case Intrinsics.NotEqual:
                return ("~" + Call("Equals"), Precedence.Unary);
            case Intrinsics.Select when a[0].Type.IsWide:
                return (Call("ConditionalSelect"), Precedence.Primary);
            case Intrinsics.Select:
                return (print(a[0], Precedence.LogicalOr) + " ? " + Lanes(a[1], apply.Result.Type, Precedence.Conditional) + " : " + Lanes(a[2], apply.Result.Type, Precedence.Conditional), Precedence.Conditional);
            case "Sqrt" or "Abs":
                return (Call(apply.Function), Precedence.Primary);
            default:
                throw new InvalidOperationException("No vector has '" + apply.Function + "'.");
        }
    }

    /// <summary>A value in all lanes; as it is where it has some of its own.</summary>
    private string Lanes(Value value, IrType type, int limit)
    {
        if (value.Type.IsWide)
        {
            return print(value, limit);
        }

        string vector = type.Name.Substring(0, type.Name.IndexOf('<')), text = print(value, Precedence.Any);
        if (value.Type.Kind == Kind.Boolean)
        {
            return "global::SymDiff.Lanes.Mask(" + text + ")";
        }

        // A literal may look like an integer, of which there are other vectors.
        bool isWhole = text.All(static c => char.IsDigit(c) || c == '-');
        return text == "0" ? type.Name + ".Zero" : vector + ".Create" + (isVariable(value) || isWhole ? "" : type.Name.Substring(vector.Length)) + "(" + text + (isWhole ? ".0" : "") + ")";
    }
}
