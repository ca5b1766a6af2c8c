using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>Runs the primitive of a rule at the number type T, through the very method its printed text calls.</summary>
internal static class Primitive<T>
    where T : struct, IFloatingPointIeee754<T>
{
    /// <summary>The primitive's value.</summary>
    /// <param name="rule">A row whose result is a number.</param>
    /// <param name="operands">One number for each operand; integers and rounding modes as numbers too.</param>
    public static T Call(Rule rule, IReadOnlyList<T> operands) => rule.Name switch
    {
        "neg" => -operands[0],
        "add" => operands[0] + operands[1],
        "sub" => operands[0] - operands[1],
        "mul" => operands[0] * operands[1],
        "div" => operands[0] / operands[1],
        "rem" => operands[0] % operands[1],
        "StrongMul" => T.IsZero(operands[0]) ? T.Zero : operands[0] * operands[1],
        "StrongDiv" => T.IsZero(operands[0]) ? T.Zero : operands[0] / operands[1],
        _ when rule.IsEstimate => Exact(rule.Name, operands),
        _ when rule.Name.StartsWith("Functions.", StringComparison.Ordinal) => Runtime(rule.Name, operands[0], operands[^1]),
        _ => Invoke(rule, operands),
    };

    /// <summary>The method a row's text for T calls.</summary>
    public static MethodInfo? Method(Rule rule)
    {
        Match call = Regex.Match(PrintedText(rule), @"^(?:global::)?([\w.]+)\.(\w+)\(");
        Type? type = call.Groups[1].Value switch
        {
            "System.Math" => typeof(Math),
            "System.MathF" => typeof(MathF),
            "double" => typeof(double),
            "float" => typeof(float),
            _ => null,
        };
        return type?.GetMethod(call.Groups[2].Value, [.. rule.Parameters.Select(ParameterType)]);
    }

    /// <summary>The row's text for T.</summary>
    public static string PrintedText(Rule rule) =>
        (typeof(T) == typeof(double) ? rule.DoublePrint : rule.FloatPrint)
        ?? throw new ArgumentException($"{rule.Name} has no text for {typeof(T).Name}.", nameof(rule));

    private static Type ParameterType(RuleParameter parameter) => parameter.Kind switch
    {
        ParameterKind.Floating => typeof(T),
        ParameterKind.Integer => typeof(int),
        ParameterKind.Rounding => typeof(MidpointRounding),
        _ => typeof(bool),
    };

    private static T Invoke(Rule rule, IReadOnlyList<T> operands)
    {
        MethodInfo method = Method(rule) ?? throw new ArgumentException($"{rule.Name} prints no method of .NET.", nameof(rule));
        object?[] arguments = [.. operands.Zip(rule.Parameters, Argument)];
        object result = method.Invoke(null, arguments)!;
        return result is ITuple tuple ? (T)tuple[ElementIndex(method, rule.Component!)]! : (T)result;
    }

    private static object Argument(T value, RuleParameter parameter) => parameter.Kind switch
    {
        ParameterKind.Floating => value,
        ParameterKind.Integer => int.CreateChecked(value),
        ParameterKind.Rounding => (MidpointRounding)int.CreateChecked(value),
        _ => !T.IsZero(value),
    };

    private static int ElementIndex(MethodInfo method, string component)
    {
        IList<string?> names = method.ReturnParameter.GetCustomAttribute<TupleElementNamesAttribute>()!.TransformNames;
        return names.IndexOf(component);
    }

    /// <summary>What an estimate estimates; the estimate itself has no smooth differences.</summary>
    private static T Exact(string name, IReadOnlyList<T> operands) => name switch
    {
        "ReciprocalEstimate" => T.One / operands[0],
        "ReciprocalSqrtEstimate" => T.One / T.Sqrt(operands[0]),
        "MultiplyAddEstimate" => (operands[0] * operands[1]) + operands[2],
        _ => throw new ArgumentException($"{name} is no known estimate.", nameof(name)),
    };

    /// <summary>The definitions of the runtime's functions, naive where that is accurate enough for differences.</summary>
    private static T Runtime(string name, T x, T last) => name switch
    {
        "Functions.Relu" => T.Max(x, T.Zero),
        "Functions.LeakyRelu" => x > T.Zero ? x : last * x,
        "Functions.Sigmoid" => T.One / (T.One + T.Exp(-x)),
        "Functions.Softplus" => T.Log(T.One + T.Exp(x)),
        "Functions.LogSigmoid" => -T.Log(T.One + T.Exp(-x)),
        "Functions.Silu" => x / (T.One + T.Exp(-x)),
        "Functions.Log1p" => T.Log(T.One + x),
        "Functions.Expm1" => T.Exp(x) - T.One,
        _ => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} has no definition here."), nameof(name)),
    };
}
