using System.Globalization;
using System.Text.Json;

namespace SymDiff.Benchmarks.Ratios;

/// <summary>One of the open cases that are smooth and without loops.</summary>
/// <param name="Id">Its name.</param>
/// <param name="CSharp">The entry method <c>F</c> with its helpers.</param>
/// <param name="Parameters">What <c>F</c> takes: name, type, whether it is differentiated.</param>
/// <param name="Inputs">Its first point.</param>
/// <param name="Writes">Whether it overwrites an array that it is given.</param>
internal sealed record ScalarCase(string Id, string CSharp, IReadOnlyList<(string Name, string Type, bool Differentiated)> Parameters, IReadOnlyList<object> Inputs, bool Writes)
{
    private static readonly string[] Loops = ["for", "foreach", "while", "do-while"];

    /// <summary>Reads the cases whose names come first in the alphabet.</summary>
    /// <param name="path">The file of all cases.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="InvalidDataException">The file is no list of cases.</exception>
    public static IReadOnlyList<ScalarCase> Read(string path, int count)
    {
        var cases = new List<ScalarCase>();
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                using JsonDocument document = JsonDocument.Parse(line);
                JsonElement record = document.RootElement;
                string[] tags = [.. record.GetProperty("tags").EnumerateArray().Select(static tag => tag.GetString()!)];
                bool smooth = record.GetProperty("points").EnumerateArray().All(static point => point.GetProperty("smooth").GetBoolean());
                if (record.GetProperty("kind").GetString() == "scalar" && smooth && !tags.Intersect(Loops).Any())
                {
                    cases.Add(Read(record, tags.Contains("mutates-input-array")));
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{path}' is not a list of cases: {exception.Message}", exception);
        }

        return [.. cases.OrderBy(static record => record.Id, StringComparer.Ordinal).Take(count)];
    }

    private static ScalarCase Read(JsonElement record, bool writes)
    {
        (string Name, string Type, bool)[] parameters = [.. record.GetProperty("params").EnumerateArray().Select(static parameter => (
            parameter.GetProperty("name").GetString()!,
            parameter.GetProperty("type").GetString()!,
            parameter.GetProperty("differentiable").GetBoolean()))];
        JsonElement inputs = record.GetProperty("points")[0].GetProperty("inputs");
        return new ScalarCase(
            record.GetProperty("id").GetString()!,
            record.GetProperty("csharp").GetString()!,
            parameters,
            [.. parameters.Select(parameter => Input(inputs.GetProperty(parameter.Name), parameter.Type))],
            writes);
    }

    private static object Input(JsonElement input, string type) => type switch
    {
        "double" => input.GetDouble(),
        "int" => input.GetInt32(),
        "bool" => input.GetBoolean(),
        _ => input.EnumerateArray().Select(static element => element.GetDouble()).ToArray(),
    };
}
