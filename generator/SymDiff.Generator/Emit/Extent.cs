using System.Globalization;

namespace SymDiff.Generator.Emit;

/// <summary>How many numbers lie end to end, as C# text: a constant and the lengths of buffers.</summary>
internal sealed class Extent
{
    private readonly List<string> lengths = [];
    private int constant;

    /// <summary>The sum as an expression.</summary>
    public string Text => lengths.Count == 0 ? Number(constant) : string.Join(" + ", constant == 0 ? lengths : lengths.Append(Number(constant)));

    /// <summary>The sum where no buffer is in it.</summary>
    public int? Known => lengths.Count == 0 ? constant : null;

    /// <summary>The sum as a factor or what is subtracted.</summary>
    public string Operand => Text.Contains(" + ") ? "(" + Text + ")" : Text;

    /// <summary>Goes on behind some numbers, or behind a buffer where there is a length.</summary>
    public void Add(int numbers, string? length = null)
    {
        if (length is null)
        {
            constant += numbers;
        }
        else
        {
            lengths.Add(length);
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
