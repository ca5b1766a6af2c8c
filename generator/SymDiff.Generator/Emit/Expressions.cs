using System.Globalization;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Emit;

/// <summary>Prints values: names of variables, literals, and the expressions that are folded into their use.</summary>
internal sealed class Expressions
{
    private readonly Folding folding;
    private readonly Func<Value, string> name;
    private readonly CodeWriter code;
    private readonly LaneExpressions lanes;

    public Expressions(Folding folding, Func<Value, string> name, CodeWriter code)
    {
        this.folding = folding;
        this.name = name;
        this.code = code;
        lanes = new LaneExpressions(Print, value => !folding.IsFolded(value));
    }

    public string Print(Value value, int limit = Precedence.Any)
    {
        if (!folding.IsFolded(value))
        {
            return Identifier(name(value));
        }

        (string text, int precedence) = Print(folding.Definition(value)!);
        return precedence <= limit ? text : "(" + text + ")";
    }

    /// <summary>The text of an operation and how tightly it binds.</summary>
    public (string Text, int Precedence) Print(Op op) => op switch
    {
        Constant o => Literal(o.Result.Type, o.Text),
        Apply o => Print(o),
        Opaque o => (Fill(o.Template, o.Arguments), o.Arguments.Count == 0 || IsCall(o.Template) ? Precedence.Primary : Precedence.Conditional),
        Load o => (Print(o.Buffer, Precedence.Primary) + "[" + Indices(o.Index) + "]", Precedence.Primary),
        Slice o => (Print(o), Precedence.Primary),
        If o => Print(o),
        _ => throw new InvalidOperationException("Not an expression: " + op.GetType().Name),
    };

    /// <summary>What stands in the brackets after a buffer: an index or the two of a matrix.</summary>
    public string Indices(Value index)
    {
        if (index.Type != IrType.Position)
        {
            return Print(index);
        }

        return (folding.IsFolded(index) ? folding.Definition(index) : null) switch
        {
            Apply { Function: Intrinsics.At } at => Print(at.Arguments[0]) + ", " + Print(at.Arguments[1]),
            Constant => "0, 0",
            _ => Print(index, Precedence.Primary) + ".Row, " + Print(index, Precedence.Primary) + ".Column",
        };
    }

    /// <summary>Puts expressions into the holes of a template.</summary>
    public string Fill(string template, IReadOnlyList<Value> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            string hole = "{" + i.ToString(CultureInfo.InvariantCulture) + "}";
            template = template.Replace(hole, Print(arguments[i], IsArgument(template, hole) ? Precedence.Any : Precedence.Unary));
        }

        return template;
    }

    /// <summary>Whether a hole is an argument of a call, so that an expression in it needs no brackets.</summary>
    private static bool IsArgument(string template, string hole)
    {
        int at = template.IndexOf(hole, StringComparison.Ordinal), end = at + hole.Length;
        return at > 0 && end < template.Length && template.LastIndexOf(hole, StringComparison.Ordinal) == at
            && (template[at - 1] == '(' || template.Substring(0, at).EndsWith(", ", StringComparison.Ordinal))
            && template[end] is ')' or ',';
    }

    public static string Identifier(string name) => Keywords.Contains(name) ? "@" + name : name;

    public static (string Text, int Precedence) Literal(IrType type, string text)
    {
        if (type.IsWide)
        {
            return (type.Name + ".Zero", Precedence.Primary);
        }

        if (type.IsGeneric)
        {
            string member = text switch
            {
                "NaN" => "NaN",
                "Infinity" => "PositiveInfinity",
                "-Infinity" => "NegativeInfinity",
                "0" => "Zero",
                "-0" => "NegativeZero",
                "1" => "One",
                "-1" => "NegativeOne",
                _ => "CreateChecked(" + Literal(IrType.Double, text).Text + ")",
            };
            return (type.Name + "." + member, Precedence.Primary);
        }

        string suffix = type.Name switch { "float" => "f", "long" => "L", "uint" => "u", "ulong" => "UL", _ => "" };
        string literal = text switch
        {
            "NaN" => type.Name + ".NaN",
            "Infinity" => type.Name + ".PositiveInfinity",
            "-Infinity" => type.Name + ".NegativeInfinity",
            "-0" => "-0.0" + suffix,
            _ when type.Name == "double" && text.Any(static c => !char.IsDigit(c) && c != '-') => text,
            _ when type.Name == "double" && text.Length > 9 => text + ".0",
            _ when type.IsFloat || type.Kind == Kind.Integer && text.All(static c => char.IsDigit(c) || c == '-') => text + suffix,
            _ => text,
        };
        return (literal, literal[0] == '-' || literal[0] == '(' ? Precedence.Unary : Precedence.Primary);
    }

    private (string Text, int Precedence) Print(Apply apply)
    {
        if (apply.Function is not (Intrinsics.Copy or Intrinsics.StopGradient) && (apply.Result.Type.IsWide || apply.Arguments.Any(static a => a.Type.IsWide)))
        {
            return lanes.Print(apply);
        }

        switch (apply.Function)
        {
            case Intrinsics.Copy or Intrinsics.StopGradient:
                return folding.IsFolded(apply.Arguments[0]) ? Print(folding.Definition(apply.Arguments[0])!) : (Print(apply.Arguments[0]), Precedence.Primary);
            case Intrinsics.Convert when apply.Attribute.StartsWith(Intrinsics.Create, StringComparison.Ordinal) || apply.Result.Type.IsGeneric || apply.Arguments[0].Type.IsGeneric:
                string create = apply.Attribute.StartsWith(Intrinsics.Create, StringComparison.Ordinal) ? apply.Attribute : Intrinsics.CreateChecked;
                return (apply.Result.Type.Name + "." + create + "(" + Print(apply.Arguments[0]) + ")", Precedence.Primary);
            case Intrinsics.Convert:
                string cast = "(" + apply.Result.Type.Name + ")" + Print(apply.Arguments[0], Precedence.Primary);
                return apply.Attribute == "checked" ? ("checked(" + cast + ")", Precedence.Primary) : (cast, Precedence.Unary);
            case Intrinsics.Length:
                return (Print(apply.Arguments[0], Precedence.Primary) + (apply.Arguments[0].Type.IsList ? ".Count" : ".Length"), Precedence.Primary);
            case Intrinsics.Rows or Intrinsics.Columns:
                return (Print(apply.Arguments[0], Precedence.Primary) + ".GetLength(" + (apply.Function == Intrinsics.Rows ? "0)" : "1)"), Precedence.Primary);
            case Intrinsics.At:
                return ("(" + Print(apply.Arguments[0]) + ", " + Print(apply.Arguments[1]) + ")", Precedence.Primary);
            case Intrinsics.Select:
                return (Print(apply.Arguments[0], Precedence.LogicalOr) + " ? " + Print(apply.Arguments[1], Precedence.Conditional) + " : " + Print(apply.Arguments[2], Precedence.Conditional), Precedence.Conditional);
            case UserRule.Function:
                return (Fill(UserRule.Parse(apply.Attribute).Print, apply.Arguments), Precedence.Primary);
        }

        if (apply.Function == Intrinsics.Negate && folding.IsFolded(apply.Arguments[0])
            && folding.Definition(apply.Arguments[0]) is Apply { Attribute: "", Function: Intrinsics.Multiply or Intrinsics.Divide } product
            && product.Result.Type.IsFloat && Print(product.Arguments[0], Precedence.Primary)[0] is not ('(' or '-'))
        {
            // -(x * y) reads better as -x * y, and has the same bits.
            return ("-" + Print(product).Text, Precedence.Multiplicative);
        }

        Rule rule = RuleTable.Find(apply.Function)!;
        string template = rule.Print(apply.Arguments.FirstOrDefault(static a => a.Type.IsFloat)?.Type.Name ?? "double");
        if (apply.Arguments.Count == 2 && apply.Result.Type.Kind == Kind.Boolean && apply.Arguments[0].Type.Kind is Kind.Float or Kind.Integer
            && Print(apply.Arguments[0]) is var operand && operand == Print(apply.Arguments[1]))
        {
            switch (apply.Function)
            {
                case Intrinsics.Equal or Intrinsics.LessOrEqual or Intrinsics.GreaterOrEqual when apply.Arguments[0].Type is { IsFloat: true } type:
                    return ("!" + type.Name + ".IsNaN(" + operand + ")", Precedence.Unary);
                case Intrinsics.NotEqual when apply.Arguments[0].Type is { IsFloat: true } type:
                    return (type.Name + ".IsNaN(" + operand + ")", Precedence.Primary);
                default:
                    code.Suppress("CS1718", "a test of the marked method compares a value with itself");
                    break;
            }
        }

        bool literalsOnly = apply.Arguments.All(a => folding.IsFolded(a) && folding.Definition(a) is Constant);
        for (int i = 0; i < apply.Arguments.Count; i++)
        {
            string text = Print(IsPlainConversion(apply, i) ? ((Apply)folding.Definition(apply.Arguments[i])!).Arguments[0] : apply.Arguments[i], rule.OperandPrecedence[i]);
            if (literalsOnly && apply.Arguments[i].Type.Name == "double" && text.All(static c => char.IsDigit(c) || c is '-'))
            {
                text += ".0";
            }

            template = template.Replace("{" + i.ToString(CultureInfo.InvariantCulture) + "}", text);
        }

        return apply.Attribute == "checked" ? ("checked(" + template + ")", Precedence.Primary) : (template, rule.Precedence);
    }

    /// <summary>Whether C# itself converts an integer operand, because the other operand is a floating-point expression.</summary>
    private bool IsPlainConversion(Apply apply, int operand)
    {
        if (apply.Arguments.Count != 2 || apply.Function is not (Intrinsics.Add or Intrinsics.Subtract or Intrinsics.Multiply or Intrinsics.Divide))
        {
            return false;
        }

        bool IsConversion(Value value) => folding.IsFolded(value) && folding.Definition(value) is Apply { Function: Intrinsics.Convert, Attribute: "" } convert
            && convert.Result.Type is { IsFloat: true, IsGeneric: false } && convert.Arguments[0].Type.Kind == Kind.Integer && convert.Arguments[0].Type.Name is "int" or "long" or "short" or "byte"
            && !(folding.IsFolded(convert.Arguments[0]) && folding.Definition(convert.Arguments[0]) is Constant);

        Value other = apply.Arguments[1 - operand];
        return IsConversion(apply.Arguments[operand]) && !IsConversion(other) && !(folding.IsFolded(other) && folding.Definition(other) is Constant);
    }

    private string Print(Slice slice)
    {
        if (slice.Result.Type.IsMatrix)
        {
            return "new " + slice.Result.Type.Name + "(" + Print(slice.Buffer, Precedence.Primary) + ".Slice(" + Print(slice.Start) + "), " + Indices(slice.Length!) + ")";
        }

        if (slice.Buffer.Type.IsJagged)
        {
            return Print(slice.Buffer, Precedence.Primary) + "[" + Print(slice.Start) + "]";
        }

        if (slice.Buffer.Type.IsMemory)
        {
            return Print(slice.Buffer, Precedence.Primary) + ".Span";
        }

        if (slice.Buffer.Type.IsList)
        {
            return "global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan(" + Print(slice.Buffer) + ")";
        }

        string length = slice.Length is null ? "" : ", " + Print(slice.Length);
        string method = slice.Buffer.Type.IsArray ? ".AsSpan(" : ".Slice(";
        return Print(slice.Buffer, Precedence.Primary) + method + Print(slice.Start) + length + ")";
    }

    private (string Text, int Precedence) Print(If branch)
    {
        Value yes = branch.Then.Yields[0], no = branch.Else.Yields[0];
        if (branch.Outputs[0].Type.Kind == Kind.Boolean)
        {
            Known(branch.Condition, yes, no);
            if (IsLiteral(no, "false"))
            {
                return (Print(branch.Condition, Precedence.LogicalAnd) + " && " + Print(yes, Precedence.BitOr), Precedence.LogicalAnd);
            }

            if (IsLiteral(yes, "true"))
            {
                return (Print(branch.Condition, Precedence.LogicalOr) + " || " + Print(no, Precedence.LogicalAnd), Precedence.LogicalOr);
            }

            if (IsLiteral(yes, "false"))
            {
                return ("!" + Print(branch.Condition, Precedence.Primary) + " && " + Print(no, Precedence.BitOr), Precedence.LogicalAnd);
            }
        }

        return (Print(branch.Condition, Precedence.LogicalOr) + " ? " + Print(yes, Precedence.Conditional) + " : " + Print(no, Precedence.Conditional), Precedence.Conditional);
    }

    /// <summary>C# knows which way a test goes that holds literals, and warns of what lies on the other.</summary>
    public void Known(params Value[] tests)
    {
        if (tests.Count(test => IsLiteral(test, "true") || IsLiteral(test, "false")) >= (tests.Length == 1 ? 1 : 2))
        {
            code.Suppress("CS0162", "a test of the marked method is constant");
        }
    }

    /// <summary>Whether a template is one call, so that it needs no brackets around it.</summary>
    private static bool IsCall(string template)
    {
        int open = template.IndexOf('(');
        if (open <= 0 || template[template.Length - 1] != ')' || !template.Take(open).All(static c => char.IsLetterOrDigit(c) || c is '.' or ':' or '_' or '<' or '>'))
        {
            return false;
        }

        int depth = 0;
        for (int i = open; i < template.Length; i++)
        {
            depth += template[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return i == template.Length - 1;
            }
        }

        return false;
    }

    private bool IsLiteral(Value value, string text) => folding.IsFolded(value) && folding.Definition(value) is Constant constant && constant.Text == text;

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using",
        "virtual", "void", "volatile", "while",
    };
}
