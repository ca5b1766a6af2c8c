using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Tests.Transforms;

/// <summary>Functions written by hand, as the front end would.</summary>
internal static class Build
{
    /// <summary>A differentiated number.</summary>
    public static Parameter Number(string name, Passing passing = Passing.Value) =>
        new(name, "double", passing, [new Leaf("", IrType.Double)], Differentiated: true, Written: false);

    /// <summary>A differentiated array that may be written.</summary>
    public static Parameter Array(string name) =>
        new(name, "double[]", Passing.Value, [new Leaf("", IrType.Array(IrType.Double))], Differentiated: true, Written: true);

    public static Parameter Integer(string name) =>
        new(name, "int", Passing.Value, [new Leaf("", IrType.Int32)], Differentiated: false, Written: false);

    /// <summary>
    /// A function whose <paramref name="body"/> gets the arguments and gives back the result, then the final values of
    /// <c>ref</c> and <c>out</c> parameters.
    /// </summary>
    public static Function Function(string name, Parameter[] parameters, Func<FunctionBuilder, Value[], Value[]> body)
    {
        FunctionBuilder builder = new();
        Value[] arguments =
        [
            .. from parameter in parameters
               where parameter.Passing != Passing.Out
               from leaf in parameter.Leaves
               select builder.Argument(leaf.Type, parameter.Name),
        ];
        Value[] results = body(builder, arguments);
        return builder.Finish(Signature(name, parameters), arguments, results);
    }

    /// <summary>The contract of a function that returns one number.</summary>
    public static Callee Signature(string name, params Parameter[] parameters) =>
        new("global::Demo", name, "double", [new Leaf("", IrType.Double)], [.. parameters]);

    /// <summary><c>double name = value;</c></summary>
    public static Variable Declare(this FunctionBuilder builder, string name, Value value)
    {
        Variable variable = builder.NewVariable(name, value.Type);
        builder.Write(variable, value);
        return variable;
    }

    public static Value Call(this FunctionBuilder builder, string function, params Value[] arguments) =>
        builder.Apply(function, IrType.Double, arguments);

    public static Value Number(this FunctionBuilder builder, string text) => builder.Constant(IrType.Double, text);

    public static Value Integer(this FunctionBuilder builder, string text) => builder.Constant(IrType.Int32, text);
}
