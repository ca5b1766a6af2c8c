namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>How numbers laid end to end become an argument of an entry method, and how its derivative becomes numbers again.</summary>
internal sealed record EntryShape
{
    /// <summary>How its derivatives are handed over.</summary>
    public required EntryPassage Passage { get; init; }

    /// <summary>The argument's C# type in a driver, with its namespace.</summary>
    public required string Type { get; init; }

    /// <summary>The type of the numbers.</summary>
    public required string Element { get; init; }

    /// <summary>How many numbers; 0 where the checks choose the length.</summary>
    public int Count { get; init; }

    /// <summary>How many numbers belong together, where there are several of such groups.</summary>
    public int Multiple { get; init; } = 1;

    /// <summary>The argument, from an array of its numbers.</summary>
    public required Func<string, string> Make { get; init; }

    /// <summary>An array of the numbers of an argument or of its derivative.</summary>
    public required Func<string, string> Spread { get; init; }

    /// <summary>The derivative, from its numbers and the argument; as the argument when null.</summary>
    public Func<string, string, string>? MakeDerivative { get; init; }

    /// <summary>An array of the numbers of a derivative; as of the argument when null.</summary>
    public Func<string, string>? SpreadDerivative { get; init; }

    /// <summary>Members that a driver needs to make the argument.</summary>
    public string ValueHelpers { get; init; } = "";

    /// <summary>Members that a driver needs to make the argument and its derivative.</summary>
    public string Helpers { get; init; } = "";

    /// <summary>Whether it is a class with parameters.</summary>
    public bool IsModule => MakeDerivative is not null;
}
