using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Analysis;
using SymDiff.Generator.FrontEnd;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator;

/// <summary>Emits the derivatives of methods marked <c>[Differentiable]</c>, one file per method.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class DifferentiableGenerator : IIncrementalGenerator
{
    private readonly CompilerOptions options;

    /// <summary>The generator with every optimisation on.</summary>
    public DifferentiableGenerator()
        : this(CompilerOptions.Default)
    {
    }

    internal DifferentiableGenerator(CompilerOptions options) => this.options = options;

    /// <summary>The attribute that marks a trainable member.</summary>
    public const string ParameterName = "SymDiff.ParameterAttribute";

    /// <summary>The attribute that marks a method.</summary>
    public const string AttributeName = "SymDiff.DifferentiableAttribute";

    /// <summary>Names of the pipeline's steps.</summary>
    public static class TrackingNames
    {
        /// <summary>What the front end makes of a marked method.</summary>
        public const string Model = "Model";

        /// <summary>What the front end makes of a module.</summary>
        public const string Module = "Module";

        /// <summary>The emitted file of a module.</summary>
        public const string ModuleSource = "ModuleSource";

        /// <summary>Which marked methods can reach themselves.</summary>
        public const string Cycles = "Cycles";

        /// <summary>The emitted file.</summary>
        public const string Source = "Source";
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<MethodModel> models = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeName,
                static (node, _) => node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or AccessorDeclarationSyntax,
                static (marked, cancellation) => Method(marked) is not { } method ? null : Lowering.Lower(method, marked.SemanticModel.Compilation, cancellation, Compiler.Declare).Model with
                {
                    HasShortNames = ShortNames.All(name => MeansItself(marked, name)),
                })
            .WithTrackingName(TrackingNames.Model)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!);

        // The one thing that a method's files depend on beyond its own model: whether its calls lead back to it.
        IncrementalValueProvider<EquatableArray<string>> cycles = models
            .Select(static (model, _) => CallCycles.Of(model))
            .Collect()
            .Select(static (calls, _) => CallCycles.Find(calls))
            .WithTrackingName(TrackingNames.Cycles);

        CompilerOptions switches = options;
        IncrementalValuesProvider<EmittedFile> files = models
            .Combine(cycles)
            .Select(static (pair, _) => pair.Left with { Recurs = pair.Right.Contains(CallCycles.Key(pair.Left.Signature)) })
            .Select((model, _) => new EmittedFile(model.HintName, Compiler.Compile(model, switches)))
            .WithTrackingName(TrackingNames.Source);

        RegisterModules(context);

        // What cannot even be declared gets no file; the step before says whether it was compiled again.
        context.RegisterSourceOutput(files, static (output, file) =>
        {
            if (file.Text is not null)
            {
                output.AddSource(file.HintName, file.Text);
            }
        });
    }

    /// <summary>What is differentiated where a mark stands; null where that is the mark of another place.</summary>
    private static IMethodSymbol? Method(GeneratorAttributeSyntaxContext marked) => marked.TargetSymbol switch
    {
        IPropertySymbol property => property.GetMethod ?? property.SetMethod,
        IMethodSymbol { AssociatedSymbol: { } property } accessor when SymbolNames.Has(property, AttributeName) => null,
        IMethodSymbol method => method,
        _ => null,
    };

    /// <summary>One file for each class with marked members, from its declaration alone.</summary>
    private static void RegisterModules(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ModuleModel> modules = context.SyntaxProvider
            .ForAttributeWithMetadataName(ParameterName, static (_, _) => true, static (marked, _) => Module(marked))
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(TrackingNames.Module);
        IncrementalValuesProvider<EmittedFile> files = modules
            .Select(static (model, _) => new EmittedFile(model.HintName, Compiler.Compile(model)))
            .WithTrackingName(TrackingNames.ModuleSource);
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.HintName, file.Text!));
    }

    /// <summary>The first of a class's marked members stands for all.</summary>
    private static ModuleModel? Module(GeneratorAttributeSyntaxContext marked) =>
        marked.TargetSymbol is { ContainingType: { } type } member
        && ModuleReader.Parameters(type) is { Count: > 0 } parameters && SymbolEqualityComparer.Default.Equals(parameters[0], member)
            ? ModuleReader.Model(type) is { } model ? model with { HasShortNames = ShortNames.All(name => MeansItself(marked, name)) } : null
            : null;

    // What emitted code names without its namespace, where nothing of the user's goes by that name.
    private static readonly string[] ShortNames = ["Math", "MathF", "Span", "ReadOnlySpan", "GridSpan", "RowSpan", "Workspace", "SpareGradients", "Guard", "Functions", "Lanes", "LaneFunctions", "LaneRounds", "Directions", "Vector256", "Vector512"];

    private static bool MeansItself(GeneratorAttributeSyntaxContext marked, string name) =>
        marked.SemanticModel.LookupSymbols(marked.TargetNode.SpanStart, name: name)
            .All(static symbol => symbol is INamedTypeSymbol { ContainingType: null, ContainingNamespace: { } space } && space.ToDisplayString() is "System" or "SymDiff" or "System.Runtime.Intrinsics");

    private sealed record EmittedFile(string HintName, string? Text);
}
