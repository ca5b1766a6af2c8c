using System.Globalization;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Expressions. What is written here is finite wherever its operands are of moderate size.</summary>
internal sealed partial class ProgramWriter
{
    // {0} and {1} are operands; no function leaves its domain.
    private static readonly string[] Unary =
    [
        "Math.Sin({0})", "Math.Cos({0})", "Math.Tanh({0})", "Math.Atan({0})", "Math.Exp(-({0}) * ({0}))", "Math.Exp(Math.Sin({0}))", "Math.Sqrt(1.5 + Math.Cos({0}))",
        "Math.Log(2 + Math.Sin({0}))", "Math.Abs({0})", "Math.Asinh({0})", "Math.Cbrt(2 + Math.Sin({0}))", "Math.Pow({0}, 2)", "Math.Pow(1.5 + Math.Sin({0}), 1.5)",
        "-({0})", "Math.Sinh(Math.Sin({0}))", "Math.Cosh(Math.Tanh({0}))", "Functions.Sigmoid({0})", "Functions.Softplus({0})", "Math.Tan(Math.Tanh({0}))",
        "Math.Clamp({0}, -2, 2)", "1 / (1 + ({0}) * ({0}))", "Math.Asin(0.5 * Math.Sin({0}))", "double.Exp2(Math.Sin({0}))", "Functions.Relu({0})",
        "Math.ScaleB({0}, 1)", "({0} % 1.75)", "Math.Log2(3 + Math.Cos({0}))", "double.LogP1(0.5 + 0.5 * Math.Tanh({0}))", "Math.SinCos({0}).Cos",
    ];

    private static readonly string[] Binary =
    [
        "{0} + {1}", "{0} - {1}", "({0}) * ({1})", "({0}) * {1}", "{0} * 0.5 + {1}", "({0}) / (2 + Math.Sin({1}))", "({0}) / (1 + ({1}) * ({1}))", "Math.Max({0}, {1})", "Math.Min({0}, {1})",
        "Math.Atan2({0}, 3 + Math.Sin({1}))", "Math.FusedMultiplyAdd({0}, {1}, 0.25)", "double.Hypot({0}, 1 + Math.Abs({1}))", "Math.Pow(2 + Math.Sin({0}), Math.Tanh({1}))",
        "double.Lerp({0}, {1}, 0.25)", "Math.CopySign({0}, {1})", "({0}) * Math.Tanh({1})",
    ];

    /// <summary>A number: an expression of at most a given depth.</summary>
    private string Number(int depth)
    {
        if (depth <= 0 || budget <= 0)
        {
            return Leaf();
        }

        int choice = random.Next(100);
        return choice switch
        {
            < 18 => Leaf(),
            < 38 => Format(Pick(Unary), Number(depth - 1)),
            < 66 => Format(Pick(Binary), Number(depth - 1), Number(depth - 1)),
            < 72 => Ternary(depth),
            < 77 => SwitchExpression(depth),
            < 86 => CallExpression() ?? Leaf(),
            < 91 => LocalCall(depth) ?? Leaf(),
            < 96 => Effect(depth),
            < 98 => Stopped(depth),
            _ => SinglePrecision() ?? Leaf(),
        };
    }

    /// <summary>A number whose size stays below 2 or so: what a loop may carry.</summary>
    private string Squashed(int depth) => Format(Pick(["Math.Tanh({0})", "Math.Sin({0})", "0.5 * Math.Cos({0})", "Math.Atan({0})"]), Number(depth - 1));

    private string Leaf()
    {
        switch (random.Next(10))
        {
            case 0:
                return Literal();
            case 1:
                return Any(variable => variable.Kind == VariableKind.Int) is { } integer ? Pick([$"(double){integer.Name}", $"0.25 * {integer.Name}"]) : Literal();
            case 2:
                Use("static table");
                return Pick(["Rate", "Table[1]", $"Table[{Integer()} % 4]", "(double)Order[1]", "Table[Order[2]]"]);
            case 3 or 4 or 5:
                if (Any(variable => variable.IsBuffer) is { } buffer)
                {
                    Use("element read");
                    return $"{buffer.Name}[{Index(buffer)}]";
                }

                break;
            case 6 when Any(static variable => variable.Kind == VariableKind.Matrix) is { } matrix && Chance(0.7):
                Use("matrix element read");
                return Place(matrix);
            case 6:
                if (Any(variable => variable.Kind == VariableKind.Pair) is { } pair)
                {
                    return pair.Name + Pick([".A", ".B"]);
                }

                break;
        }

        return Any(variable => variable.Kind == VariableKind.Double)?.Name ?? Literal();
    }

    private string Literal() => Pick(["0.5", "1.25", "2", "0.75", "-0.5", "1.5", "0.1", "1e-1", "1d / 3"]) is "1d / 3" ? "(1d / 3)" : Pick(["0.5", "1.25", "2", "0.75", "1.5", "0.1"]);

    private string Ternary(int depth)
    {
        Use("ternary");
        return $"({Condition(1)} ? {Number(depth - 1)} : {Number(depth - 1)})";
    }

    private string SwitchExpression(int depth)
    {
        Use("switch expression");
        return Chance(0.6)
            ? $"({Integer()} switch {{ 0 => {Number(depth - 1)}, {Pick(["1 or 3", "> 1 and < 4", "not 2"])} => {Number(depth - 1)}, _ => {Number(1)} }})"
            : $"(({Leaf()} + 0.0) switch {{ > 0.75 => {Number(depth - 1)}, < -0.25 {(Chance(0.3) ? $"when {Condition(0)} " : "")}=> {Number(depth - 1)}, {(Chance(0.3) ? "var seen => seen * 1.5" : "_ => " + Number(1))} }})";
    }

    private string? CallExpression()
    {
        Routine[] functions = [.. routines.Where(routine => current.Name != InsideName && routine.Returns == 'd' && (routine.IsFunction || (!capturedOnly && loopDepth < 2)) && (loopDepth < 2 || !routine.Parameters.Contains('n', StringComparison.Ordinal)))];
        return functions.Length == 0 ? null : Call(Pick(functions));
    }

    private string? LocalCall(int depth)
    {
        if (capturedOnly || Any(variable => variable.Kind == VariableKind.Function) is not { } function)
        {
            return null;
        }

        Use("call of local function");
        return $"{function.Name}({Number(depth - 1)})";
    }

    // Values with side effects: their place in the order of evaluation matters.
    private string Effect(int depth)
    {
        if (Any(variable => variable.Kind == VariableKind.Double && variable.Writable) is not { } place)
        {
            return Leaf();
        }

        if (Chance(0.25) && Any(variable => variable.IsBuffer && variable.Writable) is { } buffer)
        {
            Use("element assigned as value");
            string element = $"{buffer.Name}[{Index(buffer)}]";
            return Pick([$"{element}++", $"--{element}", $"({element} = {Squashed(1)})", $"({element} *= 0.5)"]);
        }

        Use("assignment as value");
        return random.Next(5) switch
        {
            0 => $"({place.Name}++)",
            1 => $"(--{place.Name})",
            2 => $"({place.Name} += {Squashed(depth)})",
            3 => $"({place.Name} *= {Leaf()} * 0.5)",
            _ => $"({place.Name} = {Squashed(depth)})",
        };
    }

    private string Stopped(int depth)
    {
        if (!stops)
        {
            return Number(depth - 1);
        }

        Use("StopGradient");
        return $"Diff.StopGradient({Number(depth - 1)})";
    }

    private string? SinglePrecision()
    {
        if (Any(variable => variable.Kind == VariableKind.Float) is not { } single)
        {
            return null;
        }

        Use("float");
        return Pick([single.Name, $"MathF.Sin({single.Name})", $"{single.Name} * 0.5f", $"({single.Name} += 0.25f)", $"MathF.Max({single.Name}, 0.5f)"]);
    }

    private string Condition(int depth)
    {
        switch (random.Next(depth > 0 ? 9 : 6))
        {
            case 0:
                return $"{Integer()} {Pick(["<", ">", "==", "!=", "<=", ">="])} {random.Next(4)}";
            case 1:
                return $"{Integer()} % 2 == {random.Next(2)}";
            case 2:
                return Any(variable => variable.Kind == VariableKind.Bool) is { } flag ? flag.Name : $"{Leaf()} > {Literal()}";
            case 6:
                Use("&&");
                return $"({Condition(depth - 1)} && {Condition(depth - 1)})";
            case 7:
                Use("||");
                return $"({Condition(depth - 1)} || {Condition(depth - 1)})";
            case 8:
                return $"!({Condition(depth - 1)})";
            default:
                return $"{Number(1)} {Pick(["<", ">", "<=", ">="])} {Leaf()}";
        }
    }

    /// <summary>An integer that is not negative.</summary>
    private string Integer()
    {
        Variable? integer = Any(variable => variable.Kind == VariableKind.Int);
        return random.Next(8) switch
        {
            0 => random.Next(4).ToString(CultureInfo.InvariantCulture),
            1 when Any(variable => variable.IsBuffer) is { } buffer => $"{buffer.Name}.Length",
            2 when integer is not null => $"({integer.Name} + {random.Next(1, 4)})",
            3 when integer is not null => $"({integer.Name} * 2 % 5)",
            _ => integer?.Name ?? random.Next(4).ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>An index that is in range.</summary>
    private string Index(Variable buffer)
    {
        Variable[] loops = All(variable => variable.Kind == VariableKind.Int && (variable.IndexOf == buffer.Name || variable.Max < buffer.Min));
        if (loops.Length > 0 && Chance(0.6))
        {
            Variable loop = Pick(loops);
            return loop.IndexOf == buffer.Name && Chance(0.2) ? $"{buffer.Name}.Length - 1 - {loop.Name}" : loop.Name;
        }

        return random.Next(6) switch
        {
            0 => Invariant($"^{1 + random.Next(buffer.Min)}"),
            1 or 2 => $"{Integer()} % {buffer.Name}.Length",
            _ => random.Next(buffer.Min).ToString(CultureInfo.InvariantCulture),
        };
    }

    private static string Format(string pattern, params object[] operands)
    {
        // An operand that is itself a sum keeps its meaning between operators.
        object[] safe = [.. operands.Select(operand => Simple((string)operand) ? operand : $"({operand})")];
        return string.Format(CultureInfo.InvariantCulture, pattern, safe);
    }

    private static bool Simple(string operand) => operand.All(static c => char.IsLetterOrDigit(c) || c is '.' or '_' or '@');
}
