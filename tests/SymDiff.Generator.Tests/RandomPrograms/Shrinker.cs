using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>
/// Makes a faulty program small: parts are deleted, unwrapped or replaced by simpler ones while the program stays correct
/// C#, ends, and shows a fault of the same kind.
/// </summary>
internal static class Shrinker
{
    private const int BatchSize = 60;
    private const int MaxBatches = 100;

    /// <summary>Shrinks a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="kind">The kind of fault that must remain.</param>
    public static RandomProgram Shrink(RandomProgram program, string kind)
    {
        int batches = 0;
        bool progress = true;
        while (progress && batches < MaxBatches)
        {
            progress = false;
            foreach (Edit[] chunk in Edits(program.Text).Where(static edit => edit.Gain > 0).Distinct().OrderByDescending(static edit => edit.Gain).Chunk(BatchSize))
            {
                batches++;
                HashSet<string> faulty = [.. Faulty(chunk.Select(edit => Edit.Apply(program.Text, [edit])), kind)];
                Edit[] good = [.. chunk.Where(edit => faulty.Contains(Edit.Apply(program.Text, [edit])))];
                if (good.Length > 0)
                {
                    // Many at once where they do not depend on each other.
                    List<Edit> apart = Edit.Apart(good);
                    string[] together = [.. new[] { apart.Count, apart.Count / 2, apart.Count / 4 }.Where(static count => count > 1).Select(count => Edit.Apply(program.Text, apart.Take(count)))];
                    string best = Faulty(together, kind).Append(Edit.Apply(program.Text, [good[0]])).MinBy(static text => text.Length)!;
                    program = program with { Text = best };
                    progress = true;
                    break;
                }

                if (batches >= MaxBatches)
                {
                    break;
                }
            }
        }

        return program;
    }

    private static IEnumerable<string> Faulty(IEnumerable<string> texts, string kind)
    {
        RandomProgram[] sound = Sound([.. texts.Distinct()]);
        return sound.Length == 0
            ? []
            : [.. ProgramBatch.Run(sound).Where(outcome => outcome.Faults.Any(fault => fault.Kind == kind)
                && !outcome.Faults.Any(static fault => fault.Kind.StartsWith("error in source", StringComparison.Ordinal))).Select(static outcome => outcome.Program.Text)];
    }

    private static IEnumerable<Edit> Edits(string text) => CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().SelectMany(Edits);

    private static IEnumerable<Edit> Edits(SyntaxNode node)
    {
        switch (node)
        {
            case BlockSyntax { Parent: BlockSyntax } block:
                yield return new Edit(node.Span, block.Statements.ToString());
                break;
            case IfStatementSyntax choice:
                yield return Without(node);
                yield return new Edit(node.Span, choice.Statement.ToString());
                if (choice.Else is not null)
                {
                    yield return new Edit(node.Span, choice.Else.Statement.ToString());
                    yield return new Edit(choice.Else.FullSpan, "");
                }

                break;
            case SwitchStatementSyntax @switch:
                yield return Without(node);
                foreach (SwitchSectionSyntax section in @switch.Sections)
                {
                    yield return new Edit(node.Span, "{" + string.Concat(Inner(section.Statements).Where(static statement => statement is not (BreakStatementSyntax or GotoStatementSyntax))) + "}");
                }

                break;
            case SwitchSectionSyntax or BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or FieldDeclarationSyntax or SwitchLabelSyntax or AttributeListSyntax or UsingDirectiveSyntax:
            case BaseTypeDeclarationSyntax { Parent: TypeDeclarationSyntax }:
                yield return new Edit(node.FullSpan, "");
                break;
            case ParameterSyntax or ArgumentSyntax or SwitchExpressionArmSyntax:
                yield return Listed(node);
                break;
            case ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax:
                yield return Without(node);
                yield return new Edit(node.Span, node.ChildNodes().OfType<StatementSyntax>().Last().ToString());
                break;
            case StatementSyntax and not BlockSyntax:
                yield return Without(node);
                break;
        }

        if (!node.Ancestors().Any(static ancestor => ancestor is AttributeSyntax) && node is ExpressionSyntax expression and not (LiteralExpressionSyntax or PredefinedTypeSyntax or InitializerExpressionSyntax))
        {
            foreach (ExpressionSyntax part in expression.ChildNodes().SelectMany(Operands))
            {
                yield return new Edit(node.Span, part.ToString());
                yield return new Edit(node.Span, $"({part})");
            }

            yield return new Edit(node.Span, "0.5");
            yield return new Edit(node.Span, "1");
            yield return new Edit(node.Span, "true");
        }
    }

    private static IEnumerable<StatementSyntax> Inner(SyntaxList<StatementSyntax> statements) =>
        statements.SelectMany(static statement => statement is BlockSyntax block ? block.Statements : [statement]);

    private static IEnumerable<ExpressionSyntax> Operands(SyntaxNode child) => child switch
    {
        ExpressionSyntax expression => [expression],
        ArgumentListSyntax list => list.Arguments.Select(static argument => argument.Expression),
        ArgumentSyntax argument => [argument.Expression],
        SwitchExpressionArmSyntax arm => [arm.Expression],
        _ => [],
    };

    // An element of a list goes with the comma beside it.
    private static Edit Listed(SyntaxNode node)
    {
        SyntaxToken after = node.GetLastToken().GetNextToken();
        SyntaxToken before = node.GetFirstToken().GetPreviousToken();
        return after.IsKind(SyntaxKind.CommaToken) ? new Edit(TextSpan.FromBounds(node.FullSpan.Start, after.FullSpan.End), "")
            : before.IsKind(SyntaxKind.CommaToken) ? new Edit(TextSpan.FromBounds(before.FullSpan.Start, node.FullSpan.End), "")
            : new Edit(node.FullSpan, "");
    }

    private static Edit Without(SyntaxNode statement) => new(statement.FullSpan, statement.Parent is BlockSyntax or SwitchSectionSyntax ? "" : "{}");

    /// <summary>Those of the texts that are correct C# with an entry method that ends.</summary>
    private static RandomProgram[] Sound(string[] texts)
    {
        // Loops and calls of a copy count down, so that a candidate that lost its way out is found here.
        (string Text, Entry Entry)[] candidates = [.. texts
            .Select(static text => (text, Entry.Read(text)))
            .Where(static candidate => candidate.Item2 is { ReturnType: "double" or "float" } entry
                && entry.Parameters.Any(static parameter => parameter.Differentiated)
                && candidate.text.Contains("Differentiable", StringComparison.Ordinal))
            .Select(static candidate => (candidate.text, candidate.Item2!))];
        var files = new List<SourceFile> { new("Fuel.cs", Fuel) };
        for (int i = 0; i < candidates.Length; i++)
        {
            string placed = ProgramBatch.Placed(candidates[i].Text, i);
            files.Add(new SourceFile($"Program_{i}.cs", new FuelRewriter().Visit(CSharpSyntaxTree.ParseText(placed).GetRoot()).ToFullString()));
            files.Add(new SourceFile($"Driver_{i}.cs", EntryDriver.WriteValue(EntryDriver.Name(i), Entry.Read(placed)!)));
        }

        // What is emitted for the candidates is there for those that call it.
        if (candidates.Any(static candidate => candidate.Text.Contains("Gradient(", StringComparison.Ordinal)))
        {
            CompileResult result = Compile.Run([.. candidates.Select(static (candidate, i) => new SourceFile($"Program_{i}.cs", ProgramBatch.Placed(candidate.Text, i)))], analyze: false);
            files.AddRange(result.Sources.Select(static source => new SourceFile($"{source.HintName.Replace('_', '-')}_{ProgramBatch.NumberOf(source.Text)}.cs", source.Text)));
        }

        CSharpCompilation compilation = Compile.Create(files);
        HashSet<string> broken = [.. compilation.GetDiagnostics()
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(static diagnostic => Path.GetFileNameWithoutExtension(diagnostic.Location.SourceTree?.FilePath ?? "").Split('_')[^1])];
        compilation = compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Where(tree => broken.Contains(Path.GetFileNameWithoutExtension(tree.FilePath).Split('_')[^1])));
        LoadedProgram loaded = LoadedProgram.Load(compilation);
        var sound = new List<RandomProgram>();
        for (int i = 0; i < candidates.Length; i++)
        {
            if (broken.Contains($"{i}"))
            {
                continue;
            }

            var refill = loaded.Delegate<Action>("Fuel", "Refill");
            var value = loaded.Delegate<Func<object[], object[], double[]>>(EntryDriver.Name(i), "Value");
            Entry entry = candidates[i].Entry;
            bool ends = Enumerable.Range(0, ProgramPoint.Count).All(point =>
            {
                refill();
                return Record.Exception(() => value(ProgramPoint.Create(entry, point).Fresh(), [])) is null;
            });
            if (ends)
            {
                sound.Add(new RandomProgram("shrunk", candidates[i].Text, []));
            }
        }

        return [.. sound];
    }

    private const string Fuel =
        """
        public static class Fuel
        {
            private static int left;
            public static void Refill() => left = 20000;
            public static bool Burn()
            {
                System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
                return --left < 0 ? throw new System.TimeoutException() : true;
            }
        }
        """;
}
