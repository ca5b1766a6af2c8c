using System.Composition;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using SymDiff.CodeFixes;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Tests.CodeFixes;

/// <summary>What holds for every fix, so that an editor finds and loads it.</summary>
public sealed class CodeFixProviderTests
{
    private static Assembly CodeFixes => typeof(MakePartial).Assembly;

    private static IReadOnlyList<Type> Providers => [.. CodeFixes.GetTypes().Where(static type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type))];

    [Fact]
    public void Each_is_exported_for_csharp_and_shared()
    {
        Assert.Equal(5, Providers.Count);
        Assert.All(Providers, static type =>
        {
            Assert.True(type.IsSealed && type.IsPublic, type.Name);
            var export = type.GetCustomAttribute<ExportCodeFixProviderAttribute>();
            Assert.NotNull(export);
            Assert.Equal(type.Name, export.Name);
            Assert.Equal([LanguageNames.CSharp], export.Languages);
            Assert.NotNull(type.GetCustomAttribute<System.Composition.SharedAttribute>());
        });
    }

    [Fact]
    public void Each_fixes_diagnostics_that_there_are_and_all_of_them_at_once() => Assert.All(Providers, static type =>
    {
        var provider = (CodeFixProvider)Activator.CreateInstance(type)!;
        Assert.NotEmpty(provider.FixableDiagnosticIds);
        Assert.All(provider.FixableDiagnosticIds, static id => Assert.Equal(id, Descriptors.Of(id).Id));
        Assert.NotNull(provider.GetFixAllProvider());
    });

    [Fact]
    public void None_needs_the_generator() => Assert.DoesNotContain(
        CodeFixes.GetReferencedAssemblies(),
        static name => name.Name!.StartsWith("SymDiff", StringComparison.Ordinal));

    [Fact]
    public void The_generator_needs_no_workspace() => Assert.DoesNotContain(
        typeof(DifferentiableGenerator).Assembly.GetReferencedAssemblies(),
        static name => name.Name!.Contains("Workspaces", StringComparison.Ordinal) || name.Name.Contains("CodeFixes", StringComparison.Ordinal));
}
