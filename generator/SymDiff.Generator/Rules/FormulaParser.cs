using System.Globalization;

namespace SymDiff.Generator.Rules;

/// <summary>Recursive descent over the text of one formula, one level of C# precedence per loop.</summary>
internal sealed class FormulaParser(string text)
{
    /// <summary>Named constants, to the 17 digits that determine a double.</summary>
    private static readonly Dictionary<string, Formula.Number> Constants = new(StringComparer.Ordinal)
    {
        ["E"]    = new("2.7182818284590451", 2.7182818284590451),
        ["LN2"]  = new("0.69314718055994529", 0.69314718055994529),
        ["LN10"] = new("2.3025850929940459", 2.3025850929940459),
        ["PI"]   = new("3.1415926535897931", 3.1415926535897931),
        ["NAN"]  = new("NaN", double.NaN),
    };

    /// <summary>Binary operators from loose to tight; all associate to the left.</summary>
    private static readonly string[][] Levels =
    [
        ["||"],
        ["&&"],
        ["==", "!="],
        ["<=", ">=", "<", ">"],
        ["+", "-"],
        ["*", "/"],
    ];

    private int position;

    /// <summary>Reads the whole text.</summary>
    /// <exception cref="FormatException">The text is not exactly one formula.</exception>
    public Formula Parse()
    {
        Formula formula = ParseConditional();
        SkipSpace();
        return position == text.Length ? formula : throw Error("the end or an operator");
    }

    private Formula ParseConditional()
    {
        Formula condition = ParseBinary(0);
        if (!TryTake("?"))
        {
            return condition;
        }

        Formula whenTrue = ParseConditional();
        Take(":");
        return new Formula.Conditional(condition, whenTrue, ParseConditional());
    }

    private Formula ParseBinary(int level)
    {
        if (level == Levels.Length)
        {
            return ParseUnary();
        }

        Formula left = ParseBinary(level + 1);
        while (Levels[level].FirstOrDefault(TryTake) is { } token)
        {
            left = new Formula.Binary(token, left, ParseBinary(level + 1));
        }

        return left;
    }

    private Formula ParseUnary() => TryTake("-") ? new Formula.Negate(ParseUnary()) : ParsePrimary();

    private Formula ParsePrimary()
    {
        if (TryTake("("))
        {
            Formula inner = ParseConditional();
            Take(")");
            return inner;
        }

        char next = position < text.Length ? text[position] : '\0';
        return char.IsDigit(next) ? ParseNumber()
            : char.IsLetter(next) ? ParseName()
            : throw Error("a number, a name or '('");
    }

    private Formula.Number ParseNumber()
    {
        int start = position;
        SkipDigits();
        if (position < text.Length && text[position] == '.')
        {
            position++;
            SkipDigits();
        }

        if (position < text.Length && text[position] is 'e' or 'E')
        {
            position++;
            if (position < text.Length && text[position] is '+' or '-')
            {
                position++;
            }

            SkipDigits();
        }

        string literal = text.Substring(start, position - start);
        return double.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? new Formula.Number(literal, value)
            : throw Error($"a number, not '{literal}',");
    }

    private Formula ParseName()
    {
        int start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '_' or '.'))
        {
            position++;
        }

        string name = text.Substring(start, position - start);
        return TryTake("(") ? new Formula.Apply(name, ParseArguments())
            : Constants.TryGetValue(name, out Formula.Number? constant) ? constant
            : new Formula.Symbol(name);
    }

    private List<Formula> ParseArguments()
    {
        List<Formula> arguments = [];
        do
        {
            arguments.Add(ParseConditional());
        }
        while (TryTake(","));
        Take(")");
        return arguments;
    }

    private bool TryTake(string token)
    {
        SkipSpace();
        if (string.CompareOrdinal(text, position, token, 0, token.Length) != 0)
        {
            return false;
        }

        position += token.Length;
        return true;
    }

    private void Take(string token)
    {
        if (!TryTake(token))
        {
            throw Error($"'{token}'");
        }
    }

    private void SkipSpace()
    {
        while (position < text.Length && text[position] == ' ')
        {
            position++;
        }
    }

    private void SkipDigits()
    {
        while (position < text.Length && char.IsDigit(text[position]))
        {
            position++;
        }
    }

    private FormatException Error(string expected)
    {
        string found = position < text.Length ? $"'{text[position]}'" : "the end";
        return new FormatException($"Formula \"{text}\", position {position}: expected {expected} but found {found}.");
    }
}
