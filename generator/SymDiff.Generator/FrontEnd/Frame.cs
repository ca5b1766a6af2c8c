using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>One activation of a method, lambda or local function: the marked method itself, or a callee lowered in place.</summary>
/// <param name="method">What is active.</param>
/// <param name="caller">The activation it was called from.</param>
/// <param name="scope">The activation it was defined in, for a lambda or local function.</param>
internal sealed class Frame(IMethodSymbol method, Frame? caller, Frame? scope)
{
    private readonly Dictionary<ISymbol, Place> places = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Label> exits = new(SymbolEqualityComparer.Default);

    public IMethodSymbol Method { get; } = method;

    public Frame? Caller { get; } = caller;

    public int Depth { get; } = caller is null ? 0 : caller.Depth + 1;

    /// <summary>What the type parameters of a generic method stand for, which a lambda or local function in it shares.</summary>
    public TypeArguments Types { get; init; } = scope?.Types ?? TypeArguments.None;

    /// <summary>Where <c>return</c> leaves the result; null where there is none.</summary>
    public Place? Result { get; set; }

    /// <summary>What a <c>ref</c> return stands for.</summary>
    public Place? Returned { get; set; }

    /// <summary>Where a <c>return</c> goes that is not the last thing the body does.</summary>
    public Label? ReturnLabel { get; set; }

    /// <summary>Returns after which nothing would run anyway.</summary>
    public HashSet<IOperation> TailReturns { get; set; } = [];

    /// <summary>Locals whose array leaves the method.</summary>
    public HashSet<ISymbol> EscapingLocals { get; set; } = new(SymbolEqualityComparer.Default);

    /// <summary>Whether an array returned from here leaves the marked method.</summary>
    public bool ResultEscapes { get; set; }

    /// <summary>The receiver where it is an object and not the marked method's own <c>this</c>.</summary>
    public Value? Receiver { get; set; }

    /// <summary>The receiver where it is a module and not the marked method's own <c>this</c>.</summary>
    public Operand.Module? Module { get; set; }

    /// <summary>The receiver where it is an aggregate and not the marked method's own <c>this</c>.</summary>
    public Place? Self { get; set; }

    /// <summary>The member of System.Numerics whose restatement is being read, and where it is used; null in code of the user's.</summary>
    public (IOperation At, IMethodSymbol Member)? Restated { get; set; } = caller?.Restated;

    /// <summary>Whether <c>this</c> is that of the marked method.</summary>
    public bool HasOwnThis => Receiver is null && Self is null && Module is null;

    /// <summary>Set while the section of a <c>switch</c> with <c>goto case</c> is lowered: what a jump assigns.</summary>
    public Dictionary<ILabelSymbol, Action> Jumps { get; } = new(SymbolEqualityComparer.Default);

    public void Declare(ISymbol symbol, Place place) => places[symbol] = place;

    public Place? Find(ISymbol symbol)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Scope)
        {
            if (frame.places.TryGetValue(symbol, out Place? place))
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>Whether the method is being lowered already, here or further out.</summary>
    public bool Runs(IMethodSymbol other)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method.OriginalDefinition, other.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    public void SetExit(ILabelSymbol target, Label label) => exits[target] = label;

    public Label? FindExit(IBranchOperation branch) => exits.TryGetValue(branch.Target, out Label? label) ? label : null;

    /// <summary>The activation whose variables a lambda or local function may name.</summary>
    public Frame? Scope { get; } = scope;
}
