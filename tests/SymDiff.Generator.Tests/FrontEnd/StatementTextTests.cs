using System.Diagnostics;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.FrontEnd;

namespace SymDiff.Generator.Tests.FrontEnd;

/// <summary>The one line that stands for a statement in comments of emitted code.</summary>
public sealed class StatementTextTests
{
    [Theory]
    [InlineData("return   a+b ;", "return a + b")]
    [InlineData("if(a<b){ c(); }", "if (a < b)")]
    [InlineData("for(int i=0;i<n;i++) { }", "for (int i = 0; i < n; i++)")]
    public void A_statement_is_laid_out_anew(string statement, string expected) =>
        Assert.Equal(expected, StatementText.Of(SyntaxFactory.ParseStatement(statement)));

    [Theory]
    [InlineData(50)]
    [InlineData(20_000)]
    public void A_long_one_is_cut_and_costs_no_more_than_its_beginning(int terms)
    {
        string sum = string.Join("+", Enumerable.Repeat("x *y", terms));
        long start = Stopwatch.GetTimestamp();

        string text = StatementText.Of(SyntaxFactory.ParseStatement("return " + sum + ";"));

        // To lay out all of it would take hours.
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
        Assert.Equal(("return " + string.Join(" + ", Enumerable.Repeat("x * y", 50)))[..156] + " ...", text);
    }
}
