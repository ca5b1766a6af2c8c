// A reader for the file format of ADBench (microsoft/ADBench, MIT licence).

namespace SymDiff.Benchmarks.AdBench;

/// <summary>LSTM: l layers, a sequence of c characters of b bits.</summary>
/// <param name="MainParams">
/// Per layer eight rows of b: the weights forget, ingate, outgate and change, then the biases in the same order.
/// </param>
/// <param name="ExtraParams">Three rows of b: input weight, output weight, output bias.</param>
/// <param name="State">Per layer two rows of b: hidden, cell.</param>
/// <param name="Sequence">c rows of b.</param>
public sealed record LstmInput(
    int L,
    int C,
    int B,
    double[] MainParams,
    double[] ExtraParams,
    double[] State,
    double[] Sequence)
{
    public static LstmInput Load(string path)
    {
        var reader = new TokenReader(path);
        int l = reader.NextInt();
        int c = reader.NextInt();
        int b = reader.NextInt();
        double[] mainParams = reader.NextDoubles(8 * l * b);
        double[] extraParams = reader.NextDoubles(3 * b);
        double[] state = reader.NextDoubles(2 * l * b);
        double[] sequence = reader.NextDoubles(c * b);
        return new LstmInput(l, c, b, mainParams, extraParams, state, sequence);
    }
}
