using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>What the parts of the front end share while one method is lowered.</summary>
internal sealed class LoweringContext
{
    private readonly HashSet<(string Id, string Message, Location Location)> reported = [];
    private readonly List<Report> errors = [];
    private Frame frame;
    private readonly List<Report> warnings = [];
    private readonly List<Report> conditional = [];
    private readonly List<Location> statementLocations = [];
    private readonly Dictionary<Value, HashSet<Value>> roots = [];
    private readonly Dictionary<Value, (Value Condition, Value Then, Value Otherwise)> selections = [];

    public LoweringContext(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        Method = method;
        Compilation = compilation;
        Cancellation = cancellation;
        Frame = frame = new Frame(method, null, null);
        Differentiated = [method];
        Statements = new StatementLowering(this);
        Loops = new LoopLowering(this);
        Switches = new SwitchLowering(this);
        Patterns = new PatternLowering(this);
        Expressions = new ExpressionLowering(this);
        Operators = new OperatorLowering(this);
        Conversions = new ConversionLowering(this);
        Assignments = new AssignmentLowering(this);
        Deconstructions = new DeconstructionLowering(this);
        Places = new PlaceLowering(this);
        Buffers = new BufferLowering(this);
        Choices = new BufferChoices(this);
        Members = new MemberLowering(this);
        Modules = new ModuleLowering(this);
        Structs = new StructLowering(this);
        StructBuffers = new StructBufferLowering(this);
        Ranges = new IndexRanges(this);
        Numerics = new NumericsLowering(this);
        Calls = new CallLowering(this);
        Rules = new RuleLowering(this);
        Contracts = new ContractLowering(this);
        Gradients = new GradientLowering(this);
        Inliner = new InlineLowering(this);
        Opaques = new OpaqueLowering(this);
    }

    /// <summary>The marked method.</summary>
    public IMethodSymbol Method { get; }

    /// <summary>Whether marked callees are lowered in place: for second derivatives and sweeps along several directions.</summary>
    public bool IsFlat { get; init; }

    /// <summary>Whether what comes of it is differentiated twice.</summary>
    public bool IsTwice { get; init; }

    /// <summary>What the marked method does that takes second derivatives of others.</summary>
    public string Demand { get; init; } = "asks for second derivatives";

    /// <summary>How it does without.</summary>
    public string Advice { get; init; } = "ask for the gradient alone";

    /// <summary>False where only what is wrong with the method itself is asked for.</summary>
    public bool ReadsGradients { get; init; } = true;

    /// <summary>The methods that are being differentiated: the marked one, then those whose gradients lead here.</summary>
    public IReadOnlyList<IMethodSymbol> Differentiated { get; init; }

    /// <summary>Beyond this many operations of callees a method is cheaper to call than to repeat.</summary>
    public int InlineBudget { get; init; } = 20_000;

    public Compilation Compilation { get; }

    public CancellationToken Cancellation { get; }

    public FunctionBuilder Builder { get; } = new();

    /// <summary>The activation being lowered.</summary>
    public Frame Frame
    {
        get => frame;
        set
        {
            frame = value;
            TypeArguments.Current = value.Types;
        }
    }

    /// <summary>How many branches and loops surround the place being lowered.</summary>
    public int Depth { get; private set; }

    /// <summary>How many operations of callees were lowered in place.</summary>
    public int Inlined { get; set; }

    /// <summary>Whether numbers are turned into text.</summary>
    public bool WritesText { get; set; }

    /// <summary>Where a number may be read from text or another opaque value.</summary>
    public Location? ReadsText { get; set; }

    public StatementLowering Statements { get; }

    public LoopLowering Loops { get; }

    public SwitchLowering Switches { get; }

    public PatternLowering Patterns { get; }

    public ExpressionLowering Expressions { get; }

    public OperatorLowering Operators { get; }

    public ConversionLowering Conversions { get; }

    public AssignmentLowering Assignments { get; }

    public DeconstructionLowering Deconstructions { get; }

    public PlaceLowering Places { get; }

    public BufferLowering Buffers { get; }

    public BufferChoices Choices { get; }

    public MemberLowering Members { get; }

    public ModuleLowering Modules { get; }

    public StructLowering Structs { get; }

    public StructBufferLowering StructBuffers { get; }

    public IndexRanges Ranges { get; }

    public NumericsLowering Numerics { get; }

    public CallLowering Calls { get; }

    public RuleLowering Rules { get; }

    public ContractLowering Contracts { get; }

    public GradientLowering Gradients { get; }

    public InlineLowering Inliner { get; }

    public OpaqueLowering Opaques { get; }

    public IReadOnlyList<Report> Errors => errors;

    public IReadOnlyList<Report> Warnings => warnings;

    public IReadOnlyList<Report> Conditional => conditional;

    /// <summary>Where the function's statements stand, in their order.</summary>
    public IReadOnlyList<Location> StatementLocations => statementLocations;

    /// <summary>Reports a definite error. Lowering goes on with a stand-in, so that one run finds every error.</summary>
    public void Error(string id, string message, Location location, ImmutableDictionary<string, string?>? facts = null)
    {
        location = Seen(location);
        if (reported.Add((id, message, location)))
        {
            errors.Add(new Report(id, message, location) { Facts = facts ?? ImmutableDictionary<string, string?>.Empty });
        }
    }

    public void Error(Report error)
    {
        if (reported.Add((error.Id, error.Message, error.Location)))
        {
            errors.Add(error);
        }
    }

    /// <summary>Reports a definite error and gives a stand-in of the expression's type.</summary>
    public Operand Refuse(string id, string message, IOperation operation, ImmutableDictionary<string, string?>? facts = null)
    {
        Error(id, message, operation.Syntax.GetLocation(), facts);
        return StandIn(operation.Type);
    }

    /// <summary>
    /// Refuses what may be no more than the consequence of an error before it, as a call of a function that could not be
    /// read: only where there is none is it reported.
    /// </summary>
    public Operand Follow(string id, string message, IOperation operation) =>
        errors.Count > 0 ? StandIn(operation.Type) : Refuse(id, message, operation);

    /// <summary>Refuses for a cause that is reported at its own place, so that one cause gives one report.</summary>
    public Operand RefuseElsewhere(string id, string message, IOperation operation)
    {
        errors.Add(new Report(id, message, operation.Syntax.GetLocation()) { IsElsewhere = true });
        return StandIn(operation.Type);
    }

    /// <summary>Names the statement that the following operations belong to.</summary>
    public void BeginStatement(string text, SyntaxNode syntax)
    {
        if (Frame.Restated is not null)
        {
            return;
        }

        Builder.BeginStatement(text);
        statementLocations.Add((syntax is ArrowExpressionClauseSyntax arrow ? arrow.Expression : syntax).GetLocation());
    }

    /// <summary>Registers an error that holds only when an active value reaches the operation that names it.</summary>
    /// <param name="message">With <see cref="Refusal.Active"/> where the active operands are to be named.</param>
    /// <param name="operands">How the arguments of that operation are written.</param>
    public int RefuseActive(string id, string message, Location location, IReadOnlyList<SyntaxNode?> operands, Remedies? remedies = null)
    {
        location = Seen(location);
        if (Frame.Restated is not null)
        {
            operands = [.. operands.Select(static _ => (SyntaxNode?)null)];
        }

        conditional.Add(new Report(id, message, location)
        {
            Operands = operands,
            Facts = remedies?.Facts ?? ImmutableDictionary<string, string?>.Empty,
        });
        return Builder.Refuse(id, message, operands.Select(static o => o is null ? "" : StatementText.Of(o)));
    }

    /// <summary>Where the user sees it: a restatement is no code of the user's, the use of the member is.</summary>
    private Location Seen(Location location) => Frame.Restated is { } member ? member.At.Syntax.GetLocation() : location;

    public void Warn(string id, string message, Location location)
    {
        location = Seen(location);
        if (reported.Add((id, message, location)))
        {
            warnings.Add(new Report(id, message, location));
        }
    }

    /// <summary>Something of the given type after an error or a thrown exception: never part of a finished method.</summary>
    public Operand StandIn(ITypeSymbol? type)
    {
        if (type is null || type.SpecialType == SpecialType.System_Void)
        {
            return Operand.Nothing;
        }

        return Aggregates.Is(type)
            ? new Operand.Aggregate([.. Aggregates.Parts(type).Select(part => StandIn(part.Type))])
            : StructBuffer.Of(type) is { } structs ? new Operand.Structs(structs, Builder.Default(structs.Numbers))
            : new Operand.Single(Builder.Constant(TypeReader.Read(type), ConstantText.Default(type)));
    }

    /// <summary>How aggregates are written where the marked method stands.</summary>
    public AggregateText Text => new(Compilation, Method.ContainingType);

    // Control flow, with the depth kept

    public void If(Value condition, Action then, Action? otherwise = null) =>
        Builder.If(condition, Deeper(then), otherwise is null ? null : Deeper(otherwise));

    public void While(Func<Value> test, Action body) =>
        Builder.While(
            () =>
            {
                Value? condition = null;
                Deeper(() => condition = test())();
                return condition!;
            },
            Deeper(body));

    public void For(IrType type, string name, Value start, string comparison, Value end, long step, Action<Value> body) =>
        Builder.For(type, name, start, comparison, end, step, index => Deeper(() => body(index))());

    /// <summary>Keeps the depth, and makes the statement around current again for the operation that ends here.</summary>
    private Action Deeper(Action action) => () =>
    {
        int statement = Builder.CurrentStatement;
        Depth++;
        action();
        Depth--;
        Builder.CurrentStatement = statement;
    };

    // Aliasing

    /// <summary>The buffers that a window may look at, and that a choice may give.</summary>
    public IReadOnlyCollection<Value> Roots(Value buffer) => roots.TryGetValue(buffer, out HashSet<Value>? known) ? known : [buffer];

    /// <summary>Whether two buffers may share elements.</summary>
    public bool MayShare(Value left, Value right) => Roots(left).Intersect(Roots(right)).Any();

    public void SetRoots(Value window, params Value[] buffers) => roots[window] = [.. buffers.SelectMany(Roots)];

    /// <summary>One of two buffers.</summary>
    public Value Select(Value condition, IrType type, Value then, Value otherwise)
    {
        Value selected = Builder.Apply(Intrinsics.Select, type, condition, then, otherwise);
        SetRoots(selected, then, otherwise);
        selections[selected] = (condition, then, otherwise);
        return selected;
    }

    /// <summary>What <see cref="Select"/> chose between, or null for any other buffer.</summary>
    public (Value Condition, Value Then, Value Otherwise)? SelectedFrom(Value buffer) =>
        selections.TryGetValue(buffer, out (Value Condition, Value Then, Value Otherwise) selection) ? selection : null;

    public Value Int(long value) =>
        Builder.Constant(IrType.Int32, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
