using System.Globalization;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;
using SymDiff.Generator.Tests.Rules;

namespace SymDiff.Generator.Tests.Transforms;

/// <summary>
/// Runs the intermediate representation. A floating-point value is a <see cref="double"/>, rounded where its type is
/// <c>float</c>, an integer a <see cref="long"/>, a flag a <see cref="bool"/>, a buffer a <see cref="Memory{T}"/> of doubles.
/// </summary>
/// <param name="callees">The bodies of called methods, by name; their tangents come from the transform under test.</param>
internal sealed class Interpreter(params Function[] callees)
{
    /// <summary>The yields of a region for given arguments. Buffers among these are written in place.</summary>
    public object[] Run(Region region, IReadOnlyList<object> arguments) => Run(region, arguments, []);

    private object[] Run(Region region, IReadOnlyList<object> arguments, Dictionary<Value, object> outer)
    {
        Dictionary<Value, object> values = new(outer);
        Bind(values, region.Arguments, arguments);
        foreach (Op op in region.Ops)
        {
            Bind(values, [.. op.Results], Results(op, values));
        }

        return [.. region.Yields.Select(value => values[value])];
    }

    private static void Bind(Dictionary<Value, object> values, IReadOnlyList<Value> names, IReadOnlyList<object> results)
    {
        if (names.Count != results.Count)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{results.Count} values for {names.Count} results."));
        }

        for (int i = 0; i < names.Count; i++)
        {
            values.Add(names[i], results[i]);
        }
    }

    private object[] Results(Op op, Dictionary<Value, object> values)
    {
        object[] All(EquatableArray<Value> operands) => [.. operands.Select(operand => values[operand])];
        double Number(Value value) => (double)values[value];
        int Index(Value value) => (int)(long)values[value];
        Memory<double> Buffer(Value value) => (Memory<double>)values[value];

        switch (op)
        {
            case Constant o:
                return [Literal(o)];
            case Apply o:
                return [Apply(o, All(o.Arguments))];
            case Allocate o:
                return [new Memory<double>(new double[Index(o.Length)])];
            case Slice o:
                return [o.Length is null ? Buffer(o.Buffer)[Index(o.Start)..] : Buffer(o.Buffer).Slice(Index(o.Start), Index(o.Length))];
            case Load o:
                return [Buffer(o.Buffer).Span[Index(o.Index)]];
            case Store o:
                Buffer(o.Buffer).Span[Index(o.Index)] = Number(o.Value);
                return [];
            case If o:
                return Run((bool)values[o.Condition] ? o.Then : o.Else, [], values);
            case For o:
                return Loop(o, values);
            case While o:
                return Loop(o, values);
            case Call o:
                return Run(Callee(o.Callee).Body, All(o.Arguments));
            case TangentCall o:
                return Call(o, values);
            case Throw o:
                throw new ProgramException(o.Template);
            default:
                throw new InvalidOperationException("Not run here: " + op.GetType().Name);
        }
    }

    private object[] Loop(For loop, Dictionary<Value, object> values)
    {
        object[] carried = [.. loop.Inits.Select(init => values[init])];
        object end = values[loop.End];
        for (long i = (long)values[loop.Start]; Compare(loop.Comparison, (double)i, (double)(long)end); i += loop.Step)
        {
            carried = Run(loop.Body, [i, .. carried], values);
        }

        return carried;
    }

    private object[] Loop(While loop, Dictionary<Value, object> values)
    {
        object[] carried = [.. loop.Inits.Select(init => values[init])];
        while ((bool)Run(loop.Test, carried, values)[0])
        {
            carried = Run(loop.Body, carried, values);
        }

        return carried;
    }

    private Function Callee(Callee callee) => callees.Single(function => function.Signature.Name == callee.Name);

    /// <summary>By the contract of <see cref="TangentCall"/>, with every differentiated input varying.</summary>
    private object[] Call(TangentCall call, Dictionary<Value, object> values)
    {
        Function function = Callee(call.Callee);
        Directional directional = Directional.Of(function);
        Queue<Value> given = new(call.Tangents);
        List<object> arguments = [.. call.Arguments.Select(argument => values[argument])];
        int at = 0;
        foreach (Parameter parameter in call.Callee.Parameters.Where(parameter => parameter.Passing != Passing.Out))
        {
            foreach (Leaf leaf in parameter.Leaves)
            {
                Value argument = function.Body.Arguments[at++];
                if (parameter.Differentiated && (leaf.Type.IsFloat || leaf.Type.IsFloatBuffer))
                {
                    object tangent = values[given.Dequeue()];
                    if (directional.Takes(argument))
                    {
                        arguments.Add(tangent);
                    }
                }
            }
        }

        if (given.Count > 0)
        {
            throw new InvalidOperationException("A call is given more tangents than its parameters have.");
        }

        return Run(directional.Region, arguments);
    }

    private static object Literal(Constant constant) => constant.Result.Type.Kind switch
    {
        Kind.Float => Round(Ir.Literal.Value(constant.Text), constant.Result.Type),
        Kind.Integer => long.Parse(constant.Text, CultureInfo.InvariantCulture),
        Kind.Boolean => constant.Text == "true",
        Kind.Buffer => Memory<double>.Empty,
        _ => constant.Text,
    };

    private static double Round(double value, IrType type) => type == IrType.Single ? (float)value : value;

    private static object Apply(Apply apply, object[] a)
    {
        switch (apply.Function)
        {
            case Intrinsics.Copy or Intrinsics.StopGradient:
                return a[0];
            case Intrinsics.Convert when apply.Result.Type.IsFloat:
                return Round(Convert.ToDouble(a[0], CultureInfo.InvariantCulture), apply.Result.Type);
            case Intrinsics.Convert:
                return Convert.ToInt64(a[0] is double number ? Math.Truncate(number) : a[0], CultureInfo.InvariantCulture);
            case Intrinsics.Length:
                return (long)((Memory<double>)a[0]).Length;
            case Intrinsics.Select:
                return (bool)a[0] ? a[1] : a[2];
            case Intrinsics.Not:
                return !(bool)a[0];
            case Intrinsics.And:
                return (bool)a[0] && (bool)a[1];
            case Intrinsics.Or:
                return (bool)a[0] || (bool)a[1];
            case Intrinsics.Less or Intrinsics.LessOrEqual or Intrinsics.Greater or Intrinsics.GreaterOrEqual or Intrinsics.Equal or Intrinsics.NotEqual:
                return Compare(apply.Function, Convert.ToDouble(a[0], CultureInfo.InvariantCulture), Convert.ToDouble(a[1], CultureInfo.InvariantCulture));
        }

        if (apply.Result.Type.Kind == Kind.Integer)
        {
            (long x, long y) = ((long)a[0], (long)a[^1]);
            return apply.Function switch
            {
                Intrinsics.Add => x + y,
                Intrinsics.Subtract => x - y,
                Intrinsics.Multiply => x * y,
                _ => throw new InvalidOperationException("Not run here: integer " + apply.Function),
            };
        }

        double[] numbers = [.. a.Select(operand => Convert.ToDouble(operand, CultureInfo.InvariantCulture))];
        return Round(Primitive<double>.Call(RuleTable.Find(apply.Function)!, numbers), apply.Result.Type);
    }

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
