using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>What holds for every row of the table at the number type T. Each check gives the faults it finds.</summary>
internal static class RuleCheck<T>
    where T : struct, IFloatingPointIeee754<T>
{
    // Apart from these bounds scaling an adjoint by a power of two is exact throughout a formula.
    private static readonly int Moderate = typeof(T) == typeof(double) ? 300 : 30;

    /// <summary>
    /// The printed text gives the value of every method the row stands for, bit for bit; a NaN is as good as another.
    /// </summary>
    public static IEnumerable<string> Values(Rule rule, IEnumerable<T[]> points)
    {
        MethodInfo[] methods = [.. rule.Methods.SelectMany(method => Methods(method, rule))];
        if (rule.Methods.Count > 0 && methods.Length == 0)
        {
            yield return $"{rule.Name} stands for no method of {typeof(T).Name}.";
        }

        foreach (T[] point in points)
        {
            T printed = Primitive<T>.Call(rule, point);
            foreach (MethodInfo method in methods)
            {
                T expected = Invoke(method, rule, point);
                if (!SameBits(printed, expected))
                {
                    yield return $"{Describe(rule, point)} prints {printed}, {method.DeclaringType!.Name}.{method.Name} gives {expected}";
                }
            }
        }
    }

    /// <summary>Contributions are as near to the true derivative as the row says.</summary>
    /// <param name="samples">Of the row, or of the row it was made from.</param>
    /// <param name="rule">The row.</param>
    public static IEnumerable<string> Derivatives(Rule rule, IEnumerable<DerivativeSample<T>> samples) =>
        from sample in samples
        from formula in new[] { rule.Partials[sample.Operand], rule.PartialsWhenAlone[sample.Operand] }.Distinct()
        let error = sample.Error(formula)
        where !(error <= rule.Accuracy.Ulps)
        select $"{sample}: {formula} is {Interpreter<T>.Contribution(formula, rule, sample.Point, T.One)}, {error:G3} ulp off";

    /// <summary>
    /// Where operands and value are finite, no contribution is NaN, unless the row has no value anywhere beside the point;
    /// and a NaN operand that makes the value NaN gets a contribution, unless the row is piecewise constant.
    /// </summary>
    public static IEnumerable<string> NaNs(Rule rule, IEnumerable<T[]> points) =>
        from point in points
        let value = Primitive<T>.Call(rule, point)
        from operand in Floating(rule)
        let contribution = Interpreter<T>.Contribution(rule, operand, point, T.One)
        where T.IsFinite(value) && !point.Any(T.IsNaN)
            ? T.IsNaN(contribution) && (point.Any(T.IsInfinity) || ReferenceDerivative.HasNeighbour(rule, [.. point.Select(double.CreateChecked)], operand))
            : T.IsNaN(value) && T.IsNaN(point[operand]) && point.All(x => T.IsNaN(x) || (T.IsNormal(x) && IsModerate(x)))
                && point.Distinct().Count() == point.Length && T.IsZero(contribution) && !rule.PiecewiseConstant
        select $"{Describe(rule, point)} = {value} contributes {contribution} to operand {operand}";

    /// <summary>
    /// Linear in the adjoint: exact for powers of two, to rounding for others; an adjoint of 0 contributes 0 wherever the
    /// value is finite, and by strong zeros also where it is not.
    /// </summary>
    public static IEnumerable<string> Linearity(Rule rule, IEnumerable<T[]> points)
    {
        foreach (T[] point in points.Where(point => point.All(T.IsFinite)))
        {
            foreach (int operand in Floating(rule))
            {
                T At(double adjoint) => Interpreter<T>.Contribution(rule, operand, point, T.CreateChecked(adjoint));

                // The operator / is a plain quotient, with no strong zero: where it matters its value is not finite either.
                if (!T.IsZero(At(0)) && !(rule.Name == "div" && !T.IsFinite(Primitive<T>.Call(rule, point))))
                {
                    yield return $"{Describe(rule, point)} contributes {At(0)} to operand {operand} for an adjoint of 0";
                }

                T one = At(1);
                if (!T.IsFinite(one) || !point.All(IsModerate) || !IsModerate(one) || !IsModerate(Primitive<T>.Call(rule, point)))
                {
                    continue;
                }

                foreach (double adjoint in new[] { 2, -1, 0.5, 1.7, -2.5 })
                {
                    T expected = one * T.CreateChecked(adjoint);
                    bool exact = Math.Abs(Math.Log2(Math.Abs(adjoint))) is 0 or 1;
                    T scale = T.Abs(expected) * T.CreateChecked(exact ? 0 : 8) * (T.BitIncrement(T.One) - T.One);
                    if (!(T.Abs(At(adjoint) - expected) <= scale))
                    {
                        yield return $"{Describe(rule, point)} contributes {one} for 1, but {At(adjoint)} for {adjoint} to operand {operand}";
                    }
                }
            }
        }
    }

    /// <summary>
    /// What is emitted in reverse mode and in forward mode is the row's contribution, and the tangent along any direction is
    /// the sum over the operands.
    /// </summary>
    public static IEnumerable<string> Modes(Rule rule, IEnumerable<T[]> points)
    {
        Func<T[], T[]> reverse = EmittedRows<T>.Reverse(rule);
        Func<T[], T[], T[]> forward = EmittedRows<T>.Forward(rule);
        int[] operands = [.. Floating(rule)];
        foreach (T[] point in points)
        {
            T value = Primitive<T>.Call(rule, point);
            T[] gradient = reverse(point);
            T[] contributions = [.. operands.Select(operand => Interpreter<T>.Contribution(rule, operand, point, T.One))];
            if (!SameBits(value, gradient[0]) || !contributions.Zip(gradient.Skip(1), Same).All(same => same))
            {
                yield return $"{Describe(rule, point)} = {value} contributes {Join(contributions)}, emitted in reverse are {Join(gradient)}";
            }

            // A tangent of 0 in a direction whose derivative is not finite is NaN in a sum.
            if (!contributions.All(T.IsFinite))
            {
                continue;
            }

            for (int n = 0; n < operands.Length; n++)
            {
                T[] unit = new T[point.Length];
                unit[operands[n]] = T.One;
                if (forward(point, unit) is var tangent && !(SameBits(value, tangent[0]) && Same(tangent[1], contributions[n])))
                {
                    yield return $"{Describe(rule, point)} = {value} contributes {contributions[n]} to operand {operands[n]}, emitted forwards is {Join(tangent)}";
                }
            }

            T[] direction = [.. point.Select((_, i) => T.CreateChecked(i - 1.5))];
            T[] terms = [.. operands.Select((operand, n) => contributions[n] * direction[operand])];
            T rounding = (terms.Aggregate(T.Zero, (sum, term) => sum + T.Abs(term)) * T.CreateChecked(16) * (T.BitIncrement(T.One) - T.One)) + (T.CreateChecked(4) * T.Epsilon);
            T along = forward(point, direction)[1];
            T total = terms.Aggregate(T.Zero, (sum, term) => sum + term);
            if (T.IsFinite(total) && terms.All(term => T.IsZero(term) || T.IsNormal(term)) && !(T.Abs(along - total) <= rounding))
            {
                yield return $"{Describe(rule, point)} along {Join(direction)}: forwards {along}, in reverse {total}";
            }
        }
    }

    /// <summary>What a contribution reads makes a difference somewhere: the backward sweep keeps it for that alone.</summary>
    public static IEnumerable<string> Reads(Rule rule, IReadOnlyList<T[]> points) =>
        from operand in Floating(rule)
        let formula = rule.Partials[operand]
        where formula is not null
        from symbol in formula.Symbols()
        where !points.Any(point => Matters(rule, formula, symbol, point))
        select $"{rule.Name}: the contribution {formula} to operand {operand} does not depend on {symbol}";

    private static bool Matters(Rule rule, Formula formula, string symbol, T[] point)
    {
        T result = Primitive<T>.Call(rule, point);
        int index = rule.Parameters.Select(parameter => parameter.Name).ToList().IndexOf(symbol);
        T original = At(T.One, point, result);
        T[] replacements = [T.NaN, T.Zero, T.One, -T.One, T.CreateChecked(3), T.CreateChecked(0.25)];
        return replacements.Where(other => index < 0 || rule.Parameters[index].Kind == ParameterKind.Floating || T.IsInteger(other)).Any(other =>
        {
            T[] moved = [.. point];
            if (index >= 0)
            {
                moved[index] = other;
            }

            return !SameBits(original, At(
                symbol == Rule.AdjointSymbol ? other : T.One, moved, symbol == Rule.ResultSymbol ? other : result));
        });

        T At(T adjoint, T[] operands, T r) => Interpreter<T>.Contribution(formula, rule, operands, adjoint, r);
    }

    private static IEnumerable<int> Floating(Rule rule) =>
        Enumerable.Range(0, rule.Parameters.Count).Where(i => rule.Parameters[i].Kind == ParameterKind.Floating);

    private static bool IsModerate(T x) => T.IsZero(x) || Math.Abs(Math.Log2(Math.Abs(double.CreateChecked(x)))) < Moderate;

    private static bool Same(T x, T y) => x == y || (T.IsNaN(x) && T.IsNaN(y));

    private static bool SameBits(T x, T y) => T.IsNaN(x) ? T.IsNaN(y) : x == y && T.IsNegative(x) == T.IsNegative(y);

    private static IEnumerable<MethodInfo> Methods(string name, Rule rule)
    {
        string[] parts = name.Split('.');
        Type[] hosts = parts[0] switch
        {
            "Math" => [typeof(Math), typeof(MathF)],
            "Number" => [typeof(T)],
            _ => [typeof(Functions)],
        };
        Type[] parameters = [.. rule.Parameters.Select(parameter => parameter.Kind switch
        {
            ParameterKind.Floating => typeof(T),
            ParameterKind.Integer => typeof(int),
            _ => typeof(MidpointRounding),
        })];
        return hosts.SelectMany(host => host.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.Name == parts[1] && method.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(parameters));
    }

    private static T Invoke(MethodInfo method, Rule rule, T[] point)
    {
        object[] arguments = [.. point.Zip(rule.Parameters, (value, parameter) => parameter.Kind switch
        {
            ParameterKind.Floating => value,
            ParameterKind.Integer => int.CreateChecked(value),
            _ => (object)(MidpointRounding)int.CreateChecked(value),
        })];
        object result = method.Invoke(null, arguments)!;
        return result is ITuple tuple
            ? (T)tuple[method.ReturnParameter.GetCustomAttribute<TupleElementNamesAttribute>()!.TransformNames.IndexOf(rule.Component)]!
            : (T)result;
    }

    private static string Describe(Rule rule, T[] point) => $"{typeof(T).Name} {rule.Name}({Join(point)})";

    private static string Join(T[] numbers) => string.Join(", ", numbers);
}
