using System.IO.Compression;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Packaging;

/// <summary>The package as a user gets it: packed, looked into, referenced and run.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("symdiff-package-").FullName;

    [Fact]
    public async Task Package_holds_generator_and_code_fixes_and_a_consumer_of_it_runs()
    {
        string packages = Path.Combine(folder, "packages");

        // Everything goes to a folder of its own, so that packing cannot meet a build of the same projects.
        await DotnetCommand.RunAsync(
            Repository.Root,
            "pack",
            Path.Combine("src", "SymDiff", "SymDiff.csproj"),
            "--configuration", "Release",
            "--output", packages,
            "--artifacts-path", Path.Combine(folder, "artifacts"),
            "--nologo");
        string package = Assert.Single(Directory.GetFiles(packages, "*.nupkg"));
        AssertContent(package);

        WriteConsumer(Version(package));
        string build = await DotnetCommand.RunAsync(Consumer, "build", "--configuration", "Release", "--output", Path.Combine(folder, "out"), "--nologo");

        // An assembly that the compiler cannot use is no error to it: CS9057, CS8032, CS8034, CS8850 tell of one.
        Assert.Contains("0 Warning(s)", build, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", build.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        string output = await DotnetCommand.RunAsync(Consumer, Path.Combine(folder, "out", "Consumer.dll"));
        Assert.Equal("-12 (-4, -4, 3)", output.Trim());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Consumer => Path.Combine(folder, "consumer");

    private static void AssertContent(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        string[] entries = [.. archive.Entries.Select(entry => entry.FullName)];
        Assert.Equal(
            ["analyzers/dotnet/cs/SymDiff.CodeFixes.dll", "analyzers/dotnet/cs/SymDiff.Generator.dll"],
            entries.Where(static entry => entry.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        foreach (string framework in new[] { "net8.0", "net10.0" })
        {
            Assert.Contains($"lib/{framework}/SymDiff.dll", entries);
            Assert.Contains($"lib/{framework}/SymDiff.xml", entries);
        }

        // The compiler brings Roslyn itself, and nothing of the generator may reach the user's program.
        Assert.DoesNotContain(entries, entry => entry.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Assert.DoesNotContain(entries, entry => entry.StartsWith("lib/", StringComparison.Ordinal) && (entry.Contains("Generator", StringComparison.Ordinal) || entry.Contains("CodeFixes", StringComparison.Ordinal)));
        using var specification = new StreamReader(archive.GetEntry("SymDiff.nuspec")!.Open());
        string content = specification.ReadToEnd();
        Assert.DoesNotContain("Generator", content, StringComparison.Ordinal);
        Assert.DoesNotContain("CodeFixes", content, StringComparison.Ordinal);
    }

    private static string Version(string package) => Path.GetFileNameWithoutExtension(package)["SymDiff.".Length..];

    private void WriteConsumer(string version)
    {
        Directory.CreateDirectory(Consumer);
        File.WriteAllText(
            Path.Combine(Consumer, "nuget.config"),
            """
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="../restored" />
              </config>
              <packageSources>
                <add key="packed" value="../packages" />
              </packageSources>
            </configuration>
            """);
        File.WriteAllText(
            Path.Combine(Consumer, "Consumer.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SymDiff" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(
            Path.Combine(Consumer, "Program.cs"),
            """
            using SymDiff;

            (double value, double x, double y, double z) = Circuit.FGradient(-2, 5, -4);
            Console.WriteLine(FormattableString.Invariant($"{value:F0} ({x:F0}, {y:F0}, {z:F0})"));

            internal static partial class Circuit
            {
                [Differentiable]
                public static double F(double x, double y, double z) => (x + y) * z;
            }
            """);
    }
}
