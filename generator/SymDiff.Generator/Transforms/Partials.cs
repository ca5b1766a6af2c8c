using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Transforms;

/// <summary>
/// Writes the contribution of one operand of a pure operation: reverse mode gives it the result's adjoint and adds the
/// outcome to the operand's, forward mode gives it the operand's tangent and adds the outcome to the result's.
/// </summary>
internal sealed class Partials(OpWriter writer, SumsOfSquares sums, SingularPolicy policy)
{
    private static readonly Dictionary<double, Formula> ConstantPowers = new()
    {
        [1] = Formula.Parse("g"),
        [2] = Formula.Parse("2 * x * g"),
        [3] = Formula.Parse("3 * x * x * g"),
        [4] = Formula.Parse("4 * x * x * x * g"),
    };

    /// <summary>The value of the contribution, or null where there is none.</summary>
    /// <param name="apply">The operation.</param>
    /// <param name="operand">Which operand.</param>
    /// <param name="g">The result's adjoint, or the operand's tangent.</param>
    /// <param name="strong">Whether a <paramref name="g"/> of exactly zero gives zero whatever the partial derivative is.</param>
    /// <param name="isActive">Which values vary: a tie with a constant is resolved differently.</param>
    public Value? Contribution(Apply apply, int operand, Value g, Func<Value, bool> isActive, bool strong = false)
    {
        Value argument = apply.Arguments[operand];
        IrType type = argument.Type;
        switch (apply.Function)
        {
            case Intrinsics.Copy:
                return g;
            case Intrinsics.Convert:
                return g;
            case Intrinsics.Select:
                return operand == 0 ? null : operand == 1
                    ? writer.Apply(Intrinsics.Select, g.Type, apply.Arguments[0], g, writer.Zero(g.Type))
                    : writer.Apply(Intrinsics.Select, g.Type, apply.Arguments[0], writer.Zero(g.Type), g);
            case Intrinsics.StraightThrough:
                return operand == 1 ? g : null;
            case Intrinsics.StopGradient or Intrinsics.Length or Intrinsics.Rows or Intrinsics.Columns or Intrinsics.At:
                return null;
            case UserRule.Function:
                return UserPartial(apply, operand, g);
        }

        Rule rule = RuleTable.Find(apply.Function)!;
        bool alone = apply.Arguments.Count(a => a.Type.IsFloat && isActive(a)) == 1;

        // A norm has a kink at 0, whatever holds for vertical tangents: the subgradient of least magnitude.
        Formula? formula = rule.Contribution(operand, alone, sums.IsNorm(apply, isActive) ? SingularPolicy.Zero : policy);
        if (apply.Function == "Pow" && operand == 0 && writer.Number(apply.Arguments[1]) is { } exponent
            && ConstantPowers.TryGetValue(exponent, out Formula? power))
        {
            formula = power;
        }

        if (formula is null)
        {
            return null;
        }

        var symbols = new Dictionary<string, Value> { [Rule.AdjointSymbol] = g, [Rule.ResultSymbol] = apply.Result };
        for (int i = 0; i < rule.Parameters.Count; i++)
        {
            symbols[rule.Parameters[i].Name] = apply.Arguments[i];
        }

        return Lower(strong ? Strengthen(formula) : formula, symbols, type);
    }

    /// <summary>Products and quotients of the adjoint with a strong zero.</summary>
    private static Formula Strengthen(Formula formula) => formula switch
    {
        Formula.Negate negate => new Formula.Negate(Strengthen(negate.Operand)),
        Formula.Conditional choice => new Formula.Conditional(choice.Condition, Strengthen(choice.WhenTrue), Strengthen(choice.WhenFalse)),
        Formula.Binary { Operator: "*" or "/" } product when Mentions(product.Left) =>
            new Formula.Apply(product.Operator == "*" ? "StrongMul" : "StrongDiv", [Strengthen(product.Left), product.Right]),
        Formula.Binary { Operator: "*" } product when Mentions(product.Right) => new Formula.Apply("StrongMul", [Strengthen(product.Right), product.Left]),
        Formula.Binary sum when Mentions(sum) => new Formula.Binary(sum.Operator, Strengthen(sum.Left), Strengthen(sum.Right)),
        _ => formula,
    };

    private static bool Mentions(Formula formula) => formula.Symbols().Contains(Rule.AdjointSymbol);

    private Value? UserPartial(Apply apply, int operand, Value g)
    {
        UserRule rule = UserRule.Parse(apply.Attribute);
        if (!rule.HasPartial(operand))
        {
            return null;
        }

        Value partial = writer.Define(
            apply.Arguments[operand].Type,
            null,
            result => new Apply(writer.Statement, result, UserRule.Function, apply.Arguments, rule.Partial(operand)));
        return writer.Apply(Intrinsics.Multiply, g, partial);
    }

    private Value Lower(Formula formula, Dictionary<string, Value> symbols, IrType type)
    {
        switch (formula)
        {
            case Formula.Number number:
                return writer.Constant(type, number.Value);
            case Formula.Symbol symbol:
                return symbols[symbol.Name];
            case Formula.Negate negate:
                return writer.Apply(Intrinsics.Negate, type, Number(negate.Operand));
            case Formula.Binary binary:
                string function = Operators[binary.Operator];
                IrType result = function is Intrinsics.Add or Intrinsics.Subtract or Intrinsics.Multiply or Intrinsics.Divide ? type : IrType.Boolean;
                return writer.Apply(function, result, Number(binary.Left), Number(binary.Right));
            case Formula.Conditional conditional:
                Value condition = Lower(conditional.Condition, symbols, type);
                return writer.Truth(condition) is { } known
                    ? Number(known ? conditional.WhenTrue : conditional.WhenFalse)
                    : writer.Apply(Intrinsics.Select, type, condition, Number(conditional.WhenTrue), Number(conditional.WhenFalse));
            case Formula.Apply apply:
                Rule applied = RuleTable.Find(apply.Function)!;
                IReadOnlyList<RuleParameter> parameters = applied.Parameters;
                Value[] arguments = [.. apply.Arguments.Select((a, i) => parameters[i].Kind switch
                {
                    ParameterKind.Floating => Number(a),
                    ParameterKind.Integer => Lower(a, symbols, IrType.Int32),
                    _ => Lower(a, symbols, type),
                })];
                return writer.Apply(apply.Function, applied.Result == ParameterKind.Boolean ? IrType.Boolean : type, arguments);
            default:
                throw new InvalidOperationException("Unknown formula " + formula);
        }

        Value Number(Formula part)
        {
            Value value = Lower(part, symbols, type);
            return value.Type.Kind != Kind.Integer || type.Kind == Kind.Integer ? value
                : writer.Definition(value) is Constant { Result.Type.Name: "int" } integer ? writer.Constant(type, integer.Text)
                : writer.Define(type, null, converted => new Apply(writer.Statement, converted, Intrinsics.Convert, EquatableArray.Of(value)));
        }
    }

    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["+"] = Intrinsics.Add,
        ["-"] = Intrinsics.Subtract,
        ["*"] = Intrinsics.Multiply,
        ["/"] = Intrinsics.Divide,
        ["<"] = Intrinsics.Less,
        ["<="] = Intrinsics.LessOrEqual,
        [">"] = Intrinsics.Greater,
        [">="] = Intrinsics.GreaterOrEqual,
        ["=="] = Intrinsics.Equal,
        ["!="] = Intrinsics.NotEqual,
        ["&&"] = Intrinsics.And,
        ["||"] = Intrinsics.Or,
    };
}
