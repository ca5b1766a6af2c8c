using System.Globalization;

namespace Digits;

/// <summary>The images of handwritten digits, with pixels scaled to between 0 and 1.</summary>
internal sealed class DigitImages
{
    private const double MaxPixel = 16;

    private readonly double[] pixels;
    private readonly int[] labels;

    private DigitImages(double[] pixels, int[] labels)
    {
        this.pixels = pixels;
        this.labels = labels;
    }

    internal int Count => labels.Length;

    /// <summary>Reads a file with a header line, then 64 pixels and a label a line.</summary>
    internal static DigitImages Load(string path)
    {
        string[] lines = File.ReadAllLines(path)[1..];
        double[] pixels = new double[lines.Length * Network.PixelCount];
        int[] labels = new int[lines.Length];
        for (int image = 0; image < lines.Length; image++)
        {
            string[] fields = lines[image].Split(',');
            if (fields.Length != Network.PixelCount + 1)
            {
                throw new InvalidDataException($"{path}: image {image} has {fields.Length} fields.");
            }

            for (int pixel = 0; pixel < Network.PixelCount; pixel++)
            {
                pixels[(image * Network.PixelCount) + pixel] =
                    double.Parse(fields[pixel], CultureInfo.InvariantCulture) / MaxPixel;
            }

            labels[image] = int.Parse(fields[^1], CultureInfo.InvariantCulture);
        }

        return new DigitImages(pixels, labels);
    }

    internal ReadOnlySpan<double> Pixels(int image) => pixels.AsSpan(image * Network.PixelCount, Network.PixelCount);

    internal int Label(int image) => labels[image];
}
