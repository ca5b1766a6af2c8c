using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.FrontEnd;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.FrontEnd;

/// <summary>Lowers methods of a class that a test writes.</summary>
internal static class Lowered
{
    /// <summary>The members of <c>partial class C</c>, of which <c>F</c> is the marked method looked at.</summary>
    public static LoweringResult Result(string members, string method = "F")
    {
        CSharpCompilation compilation = Harness.Compile.Create([new SourceFile("Source.cs", "namespace N;\npublic partial class C\n{\n" + members + "\n}\n")]);
        Diagnostic[] errors = [.. compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error)];
        Assert.True(errors.Length == 0, string.Join('\n', errors.Select(static e => e.ToString())));
        IMethodSymbol symbol = Assert.Single(compilation.GetTypeByMetadataName("N.C")!.GetMembers(method).OfType<IMethodSymbol>());
        return Lowering.Lower(symbol, compilation, CancellationToken.None);
    }

    /// <summary>The lowered body as text; the method must not be refused.</summary>
    public static string Body(string members, string method = "F")
    {
        LoweringResult result = Result(members, method);
        Assert.Empty(result.Errors.Select(static e => e.Id + " " + e.Message));
        return IrText.Of(result.Model.Body!);
    }

    /// <summary>Asserts the lowered body.</summary>
    public static void Gives(string members, string expected) => Assert.Equal(expected.ReplaceLineEndings("\n"), Body(members));
}
