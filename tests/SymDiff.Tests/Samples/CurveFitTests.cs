using System.Globalization;

namespace SymDiff.Tests;

public sealed class CurveFitTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void Sets_that_come_with_the_sample_are_fitted(string start)
    {
        (int code, string[] output, string[] errors) = Sample.Run("CurveFit", "--start", start);
        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.Equal("5 of 5 sets to 6 digits with generated gradients, 5 with differences", output[^1]);
    }

    /// <summary>At least 16 of the 18 sets, and each that differences reach.</summary>
    [NistFact]
    public void Certified_parameters_of_all_sets_are_found()
    {
        (_, string[] output, _) = Sample.Run("CurveFit", NistFactAttribute.Folder);
        double[][] rows = [.. output[2..^1].Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray())];
        Assert.Equal(18, rows.Length);
        Assert.InRange(rows.Count(static row => row[2] >= 6), 16, 18);
        Assert.All(rows, static row => Assert.True(row[2] >= 6 || row[5] < 6));
    }

    [Theory]
    [InlineData("curvefit: unknown option '--begin' (see --help)", "--begin", "3")]
    [InlineData("curvefit: unknown option 'two' (see --help)", "one", "two")]
    [InlineData("curvefit: --start needs a value (see --help)", "--start")]
    [InlineData("curvefit: --start takes 1 or 2, not '3'", "--start", "3")]
    public void A_bad_option_is_one_clear_line(string expected, params string[] options)
    {
        (int code, string[] output, string[] errors) = Sample.Run("CurveFit", options);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Equal([expected], errors);
    }

    [Fact]
    public void A_file_that_is_no_set_is_one_clear_line()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            string file = Path.Combine(folder.FullName, "none.dat");
            File.WriteAllText(file, "b1 = 1 2\n");
            (int code, string[] output, string[] errors) = Sample.Run("CurveFit", folder.FullName);
            Assert.Equal(1, code);
            Assert.Empty(output);
            Assert.Equal([$"curvefit: '{file}' is not a set of nonlinear regression in NIST's format."], errors);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
