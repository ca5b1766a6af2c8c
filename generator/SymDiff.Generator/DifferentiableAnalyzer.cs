using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.FrontEnd;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator;

/// <summary>
/// Reports what keeps marked methods from being differentiated, at its place. It shares the front end with the
/// generator; that it is an analyzer makes pragmas, severities and code fixes work.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiableAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.CreateRange(Descriptors.All);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(AnalyzeMethod, SymbolKind.Method);
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
        context.RegisterSyntaxNodeAction(AnalyzeLocal, SyntaxKind.LocalFunctionStatement, SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.SimpleLambdaExpression);
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        foreach (Report fault in ModuleReader.Faults((INamedTypeSymbol)context.Symbol))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(fault.Id), fault.Location, fault.Message));
        }
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (SymbolNames.Has(method, SymbolNames.DerivativeOf) && UserRules.Fault(method) is { } fault)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of("SD3008"), method.Locations[0], fault));
        }

        if (CacheMarks.Fault(method) is { } meaningless)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(meaningless.Id), MarkedMember.Place(method), meaningless.Message));
        }

        if (!SymbolNames.IsMarked(method) || method.PartialDefinitionPart is not null)
        {
            return;
        }

        LoweringResult result = Lowering.Lower(method, context.Compilation, context.CancellationToken);
        foreach (Report report in result.Errors.Concat(result.Warnings).Where(static r => !r.IsElsewhere))
        {
            context.ReportDiagnostic(Found(report, [.. report.Operands.OfType<SyntaxNode>()]));
        }

        // One construct can carry several refusals, as where a callee is lowered in place twice: one report says it.
        var reported = new HashSet<(string Id, string Message, Location Location)>();
        IReadOnlyList<Finding> errors = Compiler.Check(result.Model);
        foreach (Finding finding in errors.Count > 0 || result.Model.Body is null ? errors : Compiler.Notices(result.Model))
        {
            Report report = Report(method, result, finding);
            if (!finding.IsElsewhere && reported.Add((report.Id, report.Message, report.Location)))
            {
                context.ReportDiagnostic(Found(report, [.. report.Operands.OfType<SyntaxNode>()]));
            }
        }
    }

    /// <summary>A finding with its place; its operands are the active ones, or none where not all of them can be named.</summary>
    private static Report Report(IMethodSymbol method, LoweringResult result, Finding finding)
    {
        (string id, string message) = (finding.Refusal.Id, finding.Refusal.Message);
        if (finding.Conditional is { } index)
        {
            Report report = result.Conditional[index];
            SyntaxNode?[] active = [.. finding.Active.Select(i => report.Operands[i])];
            return report with { Message = message, Operands = active.Contains(null) ? [] : active };
        }

        if (method.Parameters.FirstOrDefault(p => p.Name == finding.Parameter) is { } parameter)
        {
            return new Report(id, message, parameter.Locations[0]) { Facts = DeclarationCheck.NoGradient(method, parameter) };
        }

        return new Report(id, message, finding.Statement < 0 ? MarkedMember.Place(method) : result.StatementLocations[finding.Statement]);
    }

    private static Diagnostic Found(Report report, SyntaxNode[] operands) => Diagnostic.Create(
        Descriptors.Of(report.Id),
        report.Location,
        operands.Select(static o => o.GetLocation()),
        report.Facts,
        report.Message);

    private static void AnalyzeLocal(SyntaxNodeAnalysisContext context)
    {
        SyntaxList<AttributeListSyntax> lists = context.Node switch
        {
            LocalFunctionStatementSyntax function => function.AttributeLists,
            LambdaExpressionSyntax lambda => lambda.AttributeLists,
            _ => default,
        };
        foreach (AttributeSyntax attribute in lists.SelectMany(static list => list.Attributes))
        {
            if (context.SemanticModel.GetTypeInfo(attribute, context.CancellationToken).Type?.ToDisplayString() == SymbolNames.Differentiable)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.Of("SD1012"),
                    attribute.GetLocation(),
                    "A local function or lambda cannot be marked [Differentiable]. Remove the mark: it is differentiated with the method around it. Or make it a method."));
            }
        }
    }
}
