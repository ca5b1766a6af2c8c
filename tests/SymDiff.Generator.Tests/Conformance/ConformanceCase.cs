using System.Globalization;
using System.Text.Json;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Conformance;

/// <summary>A record of the open cases.</summary>
/// <param name="Id">The record's name.</param>
/// <param name="Number">Its position, which names its namespace and type.</param>
/// <param name="CSharp">The entry method <c>F</c> with its helpers and tables: members of a static class.</param>
/// <param name="Parameters">What <c>F</c> takes.</param>
/// <param name="Points">Where value and gradient are known.</param>
internal sealed record ConformanceCase(
    string Id,
    int Number,
    string CSharp,
    IReadOnlyList<ConformanceParameter> Parameters,
    IReadOnlyList<ConformancePoint> Points)
{
    /// <summary>Reads the scalar records.</summary>
    public static IReadOnlyList<ConformanceCase> ReadScalar() => ReadAll("scalar");

    /// <summary>Reads the records whose function returns an array.</summary>
    public static IReadOnlyList<ConformanceCase> ReadVector() => ReadAll("vector");

    private static IReadOnlyList<ConformanceCase> ReadAll(string kind)
    {
        var cases = new List<ConformanceCase>();
        foreach (string line in File.ReadLines(Repository.OpenCases))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement record = document.RootElement;
            if (record.GetProperty("kind").GetString() == kind)
            {
                cases.Add(Read(record, cases.Count));
            }
        }

        return cases;
    }

    private static ConformanceCase Read(JsonElement record, int number)
    {
        ConformanceParameter[] parameters = [.. record.GetProperty("params").EnumerateArray().Select(parameter =>
            new ConformanceParameter(
                parameter.GetProperty("name").GetString()!,
                parameter.GetProperty("type").GetString()!,
                parameter.GetProperty("differentiable").GetBoolean()))];
        return new ConformanceCase(
            record.GetProperty("id").GetString()!,
            number,
            record.GetProperty("csharp").GetString()!,
            parameters,
            [.. record.GetProperty("points").EnumerateArray().Select(point => ReadPoint(point, parameters))]);
    }

    private static ConformancePoint ReadPoint(JsonElement point, ConformanceParameter[] parameters)
    {
        JsonElement inputs = point.GetProperty("inputs");
        object[] given = [.. parameters.Select(parameter => ReadInput(inputs.GetProperty(parameter.Name), parameter.Type))];
        double[] Derivatives(JsonElement byName) => [.. parameters.Where(static p => p.Differentiable).SelectMany(p => ReadNumbers(byName.GetProperty(p.Name)))];
        if (point.TryGetProperty("jacobian", out JsonElement jacobian))
        {
            return new ConformancePoint(given, double.NaN, [])
            {
                Values = [.. ReadNumbers(point.GetProperty("value"))],
                Jacobian = [.. jacobian.EnumerateArray().Select(Derivatives)],
            };
        }

        return new ConformancePoint(given, ReadNumber(point.GetProperty("value")), Derivatives(point.GetProperty("gradient")))
        {
            Hessian = point.TryGetProperty("hessian", out JsonElement rows) ? [.. rows.EnumerateArray().Select(static row => ReadNumbers(row).ToArray())] : null,
        };
    }

    private static object ReadInput(JsonElement input, string type) => type switch
    {
        "double" => input.GetDouble(),
        "int" => input.GetInt32(),
        "bool" => input.GetBoolean(),
        "double[]" or "Span<double>" or "ReadOnlySpan<double>" => input.EnumerateArray().Select(e => e.GetDouble()).ToArray(),
        _ => throw new InvalidDataException($"A parameter of type {type} is new to this reader."),
    };

    private static IEnumerable<double> ReadNumbers(JsonElement numbers)
        => numbers.ValueKind == JsonValueKind.Array
            ? [.. numbers.EnumerateArray().SelectMany(ReadNumbers)]
            : [ReadNumber(numbers)];

    private static double ReadNumber(JsonElement number)
        => double.Parse(number.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);
}
