// Derivatives of the objectives of ADBench, written by hand: scalar code, cached intermediates. Origin of the
// objectives: microsoft/ADBench, MIT licence. Only the mathematics comes from there.

using System.Buffers;

namespace SymDiff.Benchmarks.AdBench;

public static partial class HandWritten
{
    /// <summary>
    /// The gradient of <see cref="Objectives.Lstm"/> in reverse mode through time. The forward sweep keeps every gate
    /// and every state in a rented buffer, so the reverse sweep evaluates no exponential. Overwrites the two
    /// destinations, whose layouts are those of mainParams and extraParams, and returns the objective.
    /// </summary>
    public static double LstmGradient(
        int l,
        int c,
        int b,
        ReadOnlySpan<double> mainParams,
        ReadOnlySpan<double> extraParams,
        ReadOnlySpan<double> state,
        ReadOnlySpan<double> sequence,
        Span<double> mainGradient,
        Span<double> extraGradient)
    {
        int length = LstmTape.Length(l, c, b);
        double[] buffer = ArrayPool<double>.Shared.Rent(length);
        var tape = new LstmTape(buffer.AsSpan(0, length), l, c, b);
        double loss = LstmForward(l, c, b, mainParams, extraParams, state, sequence, tape);
        LstmReverse(l, c, b, mainParams, extraParams, sequence, tape, mainGradient, extraGradient);
        ArrayPool<double>.Shared.Return(buffer);
        return loss;
    }

    /// <summary>
    /// What the reverse sweep needs. Gates have a row of l·b for each of the c - 1 steps; hidden and cell have one
    /// more, the state before the first step.
    /// </summary>
    private readonly ref struct LstmTape
    {
        public readonly Span<double> Forget;
        public readonly Span<double> Ingate;
        public readonly Span<double> Outgate;
        public readonly Span<double> Change;
        public readonly Span<double> TanhCell;
        public readonly Span<double> Hidden;
        public readonly Span<double> Cell;
        public readonly Span<double> Probability;

        public LstmTape(Span<double> buffer, int l, int c, int b)
        {
            int gates = (c - 1) * l * b;
            int states = c * l * b;
            Forget = buffer.Slice(0, gates);
            Ingate = buffer.Slice(gates, gates);
            Outgate = buffer.Slice(2 * gates, gates);
            Change = buffer.Slice(3 * gates, gates);
            TanhCell = buffer.Slice(4 * gates, gates);
            Hidden = buffer.Slice(5 * gates, states);
            Cell = buffer.Slice(5 * gates + states, states);
            Probability = buffer.Slice(5 * gates + 2 * states, (c - 1) * b);
        }

        public static int Length(int l, int c, int b)
        {
            return 5 * (c - 1) * l * b + 2 * c * l * b + (c - 1) * b;
        }
    }

    private static double LstmForward(
        int l,
        int c,
        int b,
        ReadOnlySpan<double> mainParams,
        ReadOnlySpan<double> extraParams,
        ReadOnlySpan<double> state,
        ReadOnlySpan<double> sequence,
        LstmTape tape)
    {
        double[] signal = new double[b];
        for (int layer = 0; layer < l; layer++)
        {
            state.Slice(2 * b * layer, b).CopyTo(tape.Hidden.Slice(b * layer, b));
            state.Slice(2 * b * layer + b, b).CopyTo(tape.Cell.Slice(b * layer, b));
        }

        double sum = 0.0;
        for (int t = 0; t < c - 1; t++)
        {
            ReadOnlySpan<double> input = sequence.Slice(t * b, b);
            for (int i = 0; i < b; i++)
            {
                signal[i] = input[i] * extraParams[i];
            }

            for (int layer = 0; layer < l; layer++)
            {
                ReadOnlySpan<double> weights = mainParams.Slice(8 * b * layer, 4 * b);
                ReadOnlySpan<double> biases = mainParams.Slice(8 * b * layer + 4 * b, 4 * b);
                int now = (t * l + layer) * b;
                int next = now + l * b;
                for (int i = 0; i < b; i++)
                {
                    double hidden = tape.Hidden[now + i];
                    double forget = Sigmoid(signal[i] * weights[i] + biases[i]);
                    double ingate = Sigmoid(hidden * weights[b + i] + biases[b + i]);
                    double outgate = Sigmoid(signal[i] * weights[2 * b + i] + biases[2 * b + i]);
                    double change = Math.Tanh(hidden * weights[3 * b + i] + biases[3 * b + i]);
                    double cell = tape.Cell[now + i] * forget + ingate * change;
                    double tanhCell = Math.Tanh(cell);
                    signal[i] = outgate * tanhCell;

                    tape.Forget[now + i] = forget;
                    tape.Ingate[now + i] = ingate;
                    tape.Outgate[now + i] = outgate;
                    tape.Change[now + i] = change;
                    tape.TanhCell[now + i] = tanhCell;
                    tape.Cell[next + i] = cell;
                    tape.Hidden[next + i] = signal[i];
                }
            }

            Span<double> probability = tape.Probability.Slice(t * b, b);
            double total = 2.0;
            for (int i = 0; i < b; i++)
            {
                signal[i] = signal[i] * extraParams[b + i] + extraParams[2 * b + i];
                probability[i] = Math.Exp(signal[i]);
                total += probability[i];
            }

            double normalizer = Math.Log(total);
            ReadOnlySpan<double> target = sequence.Slice((t + 1) * b, b);
            for (int i = 0; i < b; i++)
            {
                probability[i] /= total;
                sum += target[i] * (signal[i] - normalizer);
            }
        }

        return -sum / (b * (c - 1));
    }

    private static void LstmReverse(
        int l,
        int c,
        int b,
        ReadOnlySpan<double> mainParams,
        ReadOnlySpan<double> extraParams,
        ReadOnlySpan<double> sequence,
        LstmTape tape,
        Span<double> mainGradient,
        Span<double> extraGradient)
    {
        double[] hiddenAdjoint = new double[l * b];
        double[] cellAdjoint = new double[l * b];
        double[] signalAdjoint = new double[b];
        double sumAdjoint = -1.0 / (b * (c - 1));
        mainGradient.Clear();
        extraGradient.Clear();

        for (int t = c - 2; t >= 0; t--)
        {
            ReadOnlySpan<double> input = sequence.Slice(t * b, b);
            ReadOnlySpan<double> target = sequence.Slice((t + 1) * b, b);
            ReadOnlySpan<double> probability = tape.Probability.Slice(t * b, b);
            ReadOnlySpan<double> lastHidden = tape.Hidden.Slice(((t + 2) * l - 1) * b, b);
            double targetSum = 0.0;
            for (int i = 0; i < b; i++)
            {
                targetSum += target[i];
            }

            for (int i = 0; i < b; i++)
            {
                double predictionAdjoint = sumAdjoint * (target[i] - targetSum * probability[i]);
                extraGradient[b + i] += lastHidden[i] * predictionAdjoint;
                extraGradient[2 * b + i] += predictionAdjoint;
                signalAdjoint[i] = extraParams[b + i] * predictionAdjoint;
            }

            for (int layer = l - 1; layer >= 0; layer--)
            {
                ReadOnlySpan<double> weights = mainParams.Slice(8 * b * layer, 4 * b);
                Span<double> weightsGradient = mainGradient.Slice(8 * b * layer, 4 * b);
                Span<double> biasesGradient = mainGradient.Slice(8 * b * layer + 4 * b, 4 * b);
                int now = (t * l + layer) * b;
                int below = now + l * b - b;
                for (int i = 0; i < b; i++)
                {
                    double forget = tape.Forget[now + i];
                    double ingate = tape.Ingate[now + i];
                    double outgate = tape.Outgate[now + i];
                    double change = tape.Change[now + i];
                    double tanhCell = tape.TanhCell[now + i];
                    double hidden = tape.Hidden[now + i];
                    double signal = layer == 0 ? input[i] * extraParams[i] : tape.Hidden[below + i];

                    double outputAdjoint = hiddenAdjoint[layer * b + i] + signalAdjoint[i];
                    double newCellAdjoint = cellAdjoint[layer * b + i]
                        + outputAdjoint * outgate * (1.0 - tanhCell * tanhCell);

                    // Adjoints of what the gates are applied to.
                    double forgetAdjoint = newCellAdjoint * tape.Cell[now + i] * forget * (1.0 - forget);
                    double ingateAdjoint = newCellAdjoint * change * ingate * (1.0 - ingate);
                    double outgateAdjoint = outputAdjoint * tanhCell * outgate * (1.0 - outgate);
                    double changeAdjoint = newCellAdjoint * ingate * (1.0 - change * change);

                    cellAdjoint[layer * b + i] = newCellAdjoint * forget;
                    hiddenAdjoint[layer * b + i] = ingateAdjoint * weights[b + i] + changeAdjoint * weights[3 * b + i];
                    signalAdjoint[i] = forgetAdjoint * weights[i] + outgateAdjoint * weights[2 * b + i];

                    weightsGradient[i] += forgetAdjoint * signal;
                    weightsGradient[b + i] += ingateAdjoint * hidden;
                    weightsGradient[2 * b + i] += outgateAdjoint * signal;
                    weightsGradient[3 * b + i] += changeAdjoint * hidden;
                    biasesGradient[i] += forgetAdjoint;
                    biasesGradient[b + i] += ingateAdjoint;
                    biasesGradient[2 * b + i] += outgateAdjoint;
                    biasesGradient[3 * b + i] += changeAdjoint;
                }
            }

            for (int i = 0; i < b; i++)
            {
                extraGradient[i] += input[i] * signalAdjoint[i];
            }
        }
    }

    private static double Sigmoid(double x)
    {
        return 1.0 / (1.0 + Math.Exp(-x));
    }
}
