using System.Reflection;
using SymDiff.Generator.Rules;
using Xunit;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>The table covers the mathematics of .NET, found by reflection and not from a list.</summary>
public sealed class RuleCompletenessTests
{
    public static TheoryData<Type, Type> Hosts => new()
    {
        { typeof(Math), typeof(double) },
        { typeof(Math), typeof(float) },
        { typeof(MathF), typeof(float) },
        { typeof(double), typeof(double) },
        { typeof(float), typeof(float) },
    };

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Every_function_from_a_number_type_to_itself_has_a_row(Type host, Type number)
    {
        // Nothing is excluded: parsing takes no number, creation and comparison are generic or return something else.
        MethodInfo[] functions = [.. host.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => IsFunction(method, number))];
        Assert.NotEmpty(functions);
        Assert.All(functions, method => Assert.True(HasRow(host, method), $"{host.Name}.{method} has no row."));
    }

    [Fact]
    public void The_functions_that_return_pairs_are_covered_element_by_element() => Assert.All(
        typeof(double).GetMethods().Where(method => method.ReturnType == typeof((double, double)) && IsFunction(method, typeof(double))),
        method => Assert.Equal(2, RuleTable.FindTupleMethod("double", method.Name, ["double"]).Count));

    private static bool IsFunction(MethodInfo method, Type number) =>
        method.GetParameters().Any(parameter => parameter.ParameterType == number)
        && (method.ReturnType == number || method.ReturnType == typeof(ValueTuple<,>).MakeGenericType(number, number));

    private static bool HasRow(Type host, MethodInfo method)
    {
        string[] parameters = [.. method.GetParameters().Select(parameter => Name(parameter.ParameterType))];
        Rule?[] rows = method.ReturnType.IsGenericType
            ? [.. RuleTable.FindTupleMethod(Name(host), method.Name, parameters)]
            : [RuleTable.FindMethod(Name(host), method.Name, parameters)];
        return rows.Length > 0 && rows.All(row => row is not null);
    }

    private static string Name(Type type) =>
        type == typeof(double) ? "double" : type == typeof(float) ? "float" : type == typeof(int) ? "int" : type.FullName!;
}
