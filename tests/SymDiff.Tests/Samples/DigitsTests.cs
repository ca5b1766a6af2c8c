using System.Globalization;
using System.Xml.Linq;

namespace SymDiff.Tests;

public sealed class DigitsTests
{
    [Fact]
    public void Digits_are_learnt_and_the_last_line_tells_how_well()
    {
        (int code, string[] output, string[] errors) = Run("--epochs", "12");
        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.Equal(13, output.Length);
        Assert.StartsWith("epoch  1/12  train loss ", output[0], StringComparison.Ordinal);
        Assert.InRange(Accuracy(output), 95, 100);
    }

    [Fact]
    public void Output_that_is_redirected_has_whole_lines_only()
    {
        (_, string[] output, _) = Run("--epochs", "2");
        Assert.All(output, line => Assert.DoesNotContain('\r', line));
        Assert.Equal(3, output.Length);
    }

    [Fact]
    public void The_same_seed_gives_the_same_digits_and_another_seed_others()
    {
        (_, string[] one, _) = Run("--epochs", "2", "--seed", "5");
        (_, string[] same, _) = Run("--epochs", "2", "--seed", "5");
        (_, string[] other, _) = Run("--epochs", "2", "--seed", "-6");
        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Linked_layers_learn_what_the_one_loss_learns()
    {
        (_, string[] marked, _) = Run("--epochs", "3");
        (int code, string[] linked, _) = Run("--epochs", "3", "--linked");
        Assert.Equal(0, code);
        Assert.Equal(marked, linked);
    }

    [Fact]
    public void The_loss_curve_is_written_to_a_folder_that_is_made_for_it()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            string path = Path.Combine(folder, "new", "loss.svg");
            (int code, string[] output, _) = Run("--epochs", "2", "--out", Path.GetDirectoryName(path)!);
            Assert.Equal(0, code);
            Assert.Equal($"loss curve in {path}", output[^2]);
            Assert.Equal("svg", XElement.Load(path).Name.LocalName);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_one_clear_line_before_any_training()
    {
        string file = Path.GetTempFileName();
        try
        {
            (int code, string[] output, string[] errors) = Run("--out", Path.Combine(file, "folder"));
            Assert.NotEqual(0, code);
            Assert.Empty(output);
            Assert.StartsWith($"digits: cannot write to '{file}", Assert.Single(errors), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("digits: unknown option '--epoch' (see --help)", "--epoch", "3")]
    [InlineData("digits: unknown option 'x' (see --help)", "x")]
    [InlineData("digits: --epochs needs a value (see --help)", "--epochs")]
    [InlineData("digits: --epochs takes a whole number from 1 to 100000, not '0'", "--epochs", "0")]
    [InlineData("digits: --epochs takes a whole number from 1 to 100000, not '1.5'", "--epochs", "1.5")]
    [InlineData("digits: --seed takes a whole number, not 'one'", "--seed", "one")]
    [InlineData("digits: --out needs a value (see --help)", "--out", "")]
    public void A_bad_option_is_one_clear_line(string expected, params string[] options)
    {
        (int code, string[] output, string[] errors) = Run(options);
        Assert.NotEqual(0, code);
        Assert.Empty(output);
        Assert.Equal([expected], errors);
    }

    [Fact]
    public void Help_names_every_option()
    {
        (int code, string[] output, _) = Run("--help");
        Assert.Equal(0, code);
        foreach (string option in (string[])["--epochs", "--seed", "--linked", "--out", "--help"])
        {
            Assert.Contains(output, line => line.Contains(option, StringComparison.Ordinal));
        }
    }

    private static double Accuracy(string[] output)
    {
        string[] words = output[^1].Split(' ');
        Assert.Equal(["test", "accuracy", words[2], "%"], words);
        return double.Parse(words[2], CultureInfo.InvariantCulture);
    }

    private static (int Code, string[] Output, string[] Errors) Run(params string[] options) => Sample.Run("Digits", options);
}
