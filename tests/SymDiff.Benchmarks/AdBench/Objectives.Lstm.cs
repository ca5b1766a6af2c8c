// The objectives of ADBench in plain C#. Origin: microsoft/ADBench, MIT licence. Only the mathematics comes from there;
// the code is written anew. Pi has the eleven decimals that ADBench gives it.

namespace SymDiff.Benchmarks.AdBench;

public static partial class Objectives
{
    /// <summary>
    /// The mean negative log-likelihood per bit that an LSTM of l layers with diagonal weights gives to the next
    /// character of a sequence. The layout of the spans is that of <see cref="LstmInput"/>; the state is only read.
    /// </summary>
    [Differentiable]
    public static double Lstm(
        int l,
        int c,
        int b,
        ReadOnlySpan<double> mainParams,
        ReadOnlySpan<double> extraParams,
        [NoGradient] ReadOnlySpan<double> state,
        [NoGradient] ReadOnlySpan<double> sequence) =>
        LstmValue(l, c, b, mainParams, extraParams, state, sequence);

    /// <summary>The same, but for the last places of its derivatives' values.</summary>
    [Differentiable(FastMath = true)]
    public static double FastLstm(
        int l,
        int c,
        int b,
        ReadOnlySpan<double> mainParams,
        ReadOnlySpan<double> extraParams,
        [NoGradient] ReadOnlySpan<double> state,
        [NoGradient] ReadOnlySpan<double> sequence) =>
        LstmValue(l, c, b, mainParams, extraParams, state, sequence);

    private static double LstmValue(
        int l,
        int c,
        int b,
        ReadOnlySpan<double> mainParams,
        ReadOnlySpan<double> extraParams,
        ReadOnlySpan<double> state,
        ReadOnlySpan<double> sequence)
    {
        double[] currentState = state.ToArray();
        double[] prediction = new double[b];
        double sum = 0.0;
        for (int t = 0; t < c - 1; t++)
        {
            LstmPredict(l, b, mainParams, extraParams, currentState, sequence.Slice(t * b, b), prediction);
            double normalizer = LogTwoPlusSumExp(prediction);
            ReadOnlySpan<double> target = sequence.Slice((t + 1) * b, b);
            for (int i = 0; i < b; i++)
            {
                sum += target[i] * (prediction[i] - normalizer);
            }
        }

        return -sum / (b * (c - 1));
    }

    /// <summary>Sends one character through all layers, which advances the state, and predicts the next.</summary>
    private static void LstmPredict(
        int l,
        int b,
        ReadOnlySpan<double> mainParams,
        ReadOnlySpan<double> extraParams,
        Span<double> state,
        ReadOnlySpan<double> input,
        Span<double> prediction)
    {
        for (int i = 0; i < b; i++)
        {
            prediction[i] = input[i] * extraParams[i];
        }

        for (int layer = 0; layer < l; layer++)
        {
            ReadOnlySpan<double> weights = mainParams.Slice(8 * b * layer, 4 * b);
            ReadOnlySpan<double> biases = mainParams.Slice(8 * b * layer + 4 * b, 4 * b);
            Span<double> hidden = state.Slice(2 * b * layer, b);
            Span<double> cell = state.Slice(2 * b * layer + b, b);
            LstmLayer(b, weights, biases, hidden, cell, prediction);
        }

        for (int i = 0; i < b; i++)
        {
            prediction[i] = prediction[i] * extraParams[b + i] + extraParams[2 * b + i];
        }
    }

    /// <summary>One layer: advances hidden and cell; signal is its input and becomes its output.</summary>
    private static void LstmLayer(
        int b,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> biases,
        Span<double> hidden,
        Span<double> cell,
        Span<double> signal)
    {
        for (int i = 0; i < b; i++)
        {
            double forget = Sigmoid(signal[i] * weights[i] + biases[i]);
            double ingate = Sigmoid(hidden[i] * weights[b + i] + biases[b + i]);
            double outgate = Sigmoid(signal[i] * weights[2 * b + i] + biases[2 * b + i]);
            double change = Math.Tanh(hidden[i] * weights[3 * b + i] + biases[3 * b + i]);
            cell[i] = cell[i] * forget + ingate * change;
            hidden[i] = outgate * Math.Tanh(cell[i]);
            signal[i] = hidden[i];
        }
    }

    private static double Sigmoid(double x)
    {
        return 1.0 / (1.0 + Math.Exp(-x));
    }

    /// <summary>log(2 + Σ exp x), the normaliser that ADBench uses here.</summary>
    private static double LogTwoPlusSumExp(ReadOnlySpan<double> x)
    {
        double sum = 2.0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Exp(x[i]);
        }

        return Math.Log(sum);
    }
}
