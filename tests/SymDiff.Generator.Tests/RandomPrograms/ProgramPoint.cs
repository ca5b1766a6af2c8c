namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Arguments of an entry method, boxed; and its moving numbers laid end to end.</summary>
/// <param name="entry">The method.</param>
/// <param name="arguments">One for each parameter.</param>
internal sealed class ProgramPoint(Entry entry, object[] arguments)
{
    /// <summary>How many points every program is checked at.</summary>
    public const int Count = 3;

    /// <summary>The numbers that derivatives are taken with respect to.</summary>
    public int Dimension => entry.Parameters.Select((parameter, i) => !parameter.Differentiated || parameter.Modifier == "out" ? 0
        : arguments[i] is Array array ? array.Length : 1).Sum();

    /// <summary>The point of a number: arrays of 4, 19 and 4 elements, integers 3, 2 and 0.</summary>
    /// <param name="entry">The method.</param>
    /// <param name="number">Which point.</param>
    public static ProgramPoint Create(Entry entry, int number)
    {
        var random = new Random(1000 + number);
        int length = number == 1 ? 19 : 4;
        return new ProgramPoint(entry, [.. entry.Parameters.Select(parameter => parameter.Type switch
        {
            "float" => (object)(float)Next(),
            "double" => Next(),
            "int" => (new[] { 3, 2, 0 })[number],
            "long" => (new[] { 3L, 2L, 0L })[number],
            "bool" => number != 1,
            "string" => (new[] { "a", "b", "c" })[number],
            "char" => "abc"[number],
            _ => Elements(parameter),
        })]);

        int Length(EntryShape shape) => shape.Count > 0 ? shape.Count : shape.Type.EndsWith("[,]", StringComparison.Ordinal) && length > 4 ? length + 1 : length * shape.Multiple;

        double Next() => Math.Round((random.NextDouble() * 2.4) - 0.6, 3) + 0.0004;

        object Elements(EntryParameter parameter) => parameter.Element switch
        {
            "float" => Enumerable.Range(0, Length(parameter.Shape!)).Select(_ => (float)Next()).ToArray(),
            "int" => Enumerable.Range(0, length).Select(i => (i * 2) % length).ToArray(),
            "double" => Enumerable.Range(0, Length(parameter.Shape!)).Select(_ => Next()).ToArray(),
            _ => throw new InvalidDataException($"A parameter of type {parameter.Type} is new to these checks."),
        };
    }

    /// <summary>Arguments with arrays of their own, for a call that may overwrite them.</summary>
    public object[] Fresh() => [.. arguments.Select(static argument => argument is Array array ? array.Clone() : argument)];

    /// <summary>The arguments with one of the moving numbers changed.</summary>
    /// <param name="coordinate">Which.</param>
    /// <param name="step">By how much.</param>
    public object[] Moved(int coordinate, double step)
    {
        object[] moved = Fresh();
        Each((i, element, at) =>
        {
            if (at == coordinate)
            {
                moved[i] = moved[i] switch
                {
                    double x => x + step,
                    float x => (float)(x + step),
                    double[] x => Add(x, element, step),
                    float[] x => Add(x, element, step),
                    _ => throw new InvalidOperationException(),
                };
            }
        });
        return moved;
    }

    /// <summary>A point near this one: every moving number is another, whatever is an integer stays.</summary>
    /// <param name="number">Which of many.</param>
    public ProgramPoint Beside(int number)
    {
        var near = new ProgramPoint(entry, Fresh());
        for (int i = 0; i < Dimension; i++)
        {
            near = new ProgramPoint(entry, near.Moved(i, 0.01 * ((((number * 7) + (i * 3)) % 11) - 5)));
        }

        return near;
    }

    /// <summary>One buffer or number for each moving parameter, from numbers laid end to end.</summary>
    /// <param name="numbers">The numbers, or null for <paramref name="fill"/> everywhere.</param>
    /// <param name="fill">What stands in every element otherwise.</param>
    public object[] Laid(double[]? numbers, double fill = 0)
    {
        object[] laid = [.. arguments.Select(argument => argument switch
        {
            double[] x => new double[x.Length],
            float[] x => new float[x.Length],
            float => 0f,
            _ => (object)0d,
        })];
        Each((i, element, at) =>
        {
            double number = numbers is null ? fill : numbers[at];
            switch (laid[i])
            {
                case double[] x:
                    x[element] = number;
                    break;
                case float[] x:
                    x[element] = (float)number;
                    break;
                case float:
                    laid[i] = (float)number;
                    break;
                default:
                    laid[i] = number;
                    break;
            }
        });
        return laid;
    }

    /// <summary>Derivatives laid end to end: from destinations for buffers, from returned numbers for what is passed by value.</summary>
    /// <param name="destinations">What <see cref="Laid"/> made.</param>
    /// <param name="returned">The value, then the derivatives of what is passed by value.</param>
    public double[] Collect(object[] destinations, double[] returned)
    {
        var derivatives = new double[Dimension];
        int scalar = 1;
        Each((i, element, at) => derivatives[at] = destinations[i] switch
        {
            _ when entry.Parameters[i].IsReturned => returned[scalar++],
            double[] x => x[element],
            float[] x => x[element],
            _ => throw new InvalidOperationException(),
        });
        return derivatives;
    }

    /// <summary>Derivatives laid end to end from destinations alone, as those at many points.</summary>
    /// <param name="destinations">What <see cref="Laid"/> made.</param>
    public double[] Gathered(object[] destinations)
    {
        var derivatives = new double[Dimension];
        Each((i, element, at) => derivatives[at] = destinations[i] switch
        {
            double[] x => x[element],
            float[] x => x[element],
            float x => x,
            var x => (double)x,
        });
        return derivatives;
    }

    private static double[] Add(double[] x, int element, double step)
    {
        x[element] += step;
        return x;
    }

    private static float[] Add(float[] x, int element, double step)
    {
        x[element] = (float)(x[element] + step);
        return x;
    }

    private void Each(Action<int, int, int> visit)
    {
        int at = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (entry.Parameters[i].Differentiated && entry.Parameters[i].Modifier != "out")
            {
                int length = arguments[i] is Array array ? array.Length : 1;
                for (int element = 0; element < length; element++)
                {
                    visit(i, element, at++);
                }
            }
        }
    }
}
