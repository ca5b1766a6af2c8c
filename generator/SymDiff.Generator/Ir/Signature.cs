using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

internal enum Passing
{
    Value,
    In,
    Ref,
    Out,
}

/// <summary>One number, flag or buffer inside a parameter or result: <paramref name="Path"/> is <c>""</c> or, in an aggregate, <c>".Item2.X"</c>.</summary>
internal sealed record Leaf(string Path, IrType Type);

/// <summary>A parameter of a marked method.</summary>
/// <param name="Name">Its name, without <c>@</c>.</param>
/// <param name="Type">Its C# type, fully qualified.</param>
/// <param name="Passing">How it is passed.</param>
/// <param name="Leaves">Its parts; one unless it is an aggregate: a tuple, or a struct that is taken apart.</param>
/// <param name="Differentiated">Whether it holds floating-point numbers and is not marked <c>[NoGradient]</c>.</param>
/// <param name="Written">False when the method is known not to write the buffer; true otherwise.</param>
internal sealed record Parameter(string Name, string Type, Passing Passing, EquatableArray<Leaf> Leaves, bool Differentiated, bool Written)
{
    /// <summary>How a value of its type is put together from its leaves; empty where that is impossible.</summary>
    public string Assembly { get; init; } = Template.Plain;

    /// <summary>Whether the leaves of a variable are variables, too, so that each can be assigned for itself.</summary>
    public bool HasVariables { get; init; } = true;

    /// <summary>What it is where it is a module; it then has no floating-point leaf.</summary>
    public ModuleType? Module { get; init; }

    /// <summary>Whether derivatives with respect to the parameters of a module are handed over for it.</summary>
    public bool IsModule => Module is not null && Differentiated;

    /// <summary>The root of the module whose gradients it takes; null where it takes none.</summary>
    public string? GradientsOf { get; init; }

    /// <summary>Whether it is the same for all points of a batch.</summary>
    public bool IsShared { get; init; }

    /// <summary>The type of its elements where they are structs: its leaf then are their numbers, laid end to end.</summary>
    public string? Struct { get; init; }

    /// <summary>How many numbers such an element has.</summary>
    public int NumbersOfStruct { get; init; } = 1;

    public bool IsAggregate => Leaves.Count != 1 || Leaves[0].Path.Length > 0;

    public bool IsBuffer => Leaves.Count == 1 && Leaves[0].Type.IsBuffer;

    /// <summary>Whether it is an array of arrays.</summary>
    public bool IsJagged => IsBuffer && Leaves[0].Type.IsJagged;
}

/// <summary>The contract of a marked method: what callers and the emitter need to know of it.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Receiver">What stands before the dot in a call: a type, or <c>this</c>.</param>
/// <param name="ReturnType">Its C# type, or <c>void</c>.</param>
internal sealed record Callee(string Receiver, string Name, string ReturnType, EquatableArray<Leaf> Returns, EquatableArray<Parameter> Parameters)
{
    /// <summary>The type arguments of a generic method; for its own contract its type parameters.</summary>
    public EquatableArray<string> TypeArguments { get; init; }

    /// <summary>Whether the first parameter is not the method's own but the object that it is called on.</summary>
    public bool HasReceiver { get; init; }

    /// <summary>Whether which method runs is decided at run time, so that a call of it may lead anywhere.</summary>
    public bool IsDispatched { get; init; }

    /// <summary>A generic method's declaration, which its instantiations share; empty for any other.</summary>
    public string Definition { get; init; } = "";

    /// <summary>The same for a call on another object, a constant of differentiation: it is the first argument.</summary>
    public Callee On(IrType receiver) => this with
    {
        HasReceiver = true,
        Parameters = [new Parameter("receiver", receiver.Name, Passing.Value, [new Leaf("", receiver)], false, false), .. Parameters],
    };

    /// <summary>The name of the method or, with a suffix, of a member that is added for it, with its type arguments.</summary>
    public string Named(string suffix = "") => Name + suffix + (TypeArguments.Count == 0 ? "" : "<" + string.Join(", ", TypeArguments) + ">");

    /// <summary>How it is called, with a hole for each parameter, where that is not by its name: <c>{0} + {1}</c>.</summary>
    public string? Invocation { get; init; }

    /// <summary>What is asked of its callers, where it is called by contract.</summary>
    public Keeping Keeping { get; init; }

    /// <summary>How a result is put together from its leaves; empty where that is impossible.</summary>
    public string Assembly { get; init; } = Template.Plain;

    /// <summary>
    /// The user's backward, fully qualified, where there is one: the method is then called as it stands, and the rule
    /// instead of the backward half, with the inputs as they were.
    /// </summary>
    public string? Rule { get; init; }

    /// <summary>What the method is called on, where that is a module.</summary>
    public ModuleType? Self { get; init; }

    /// <summary>In a call: the caller's module that is passed for each of <see cref="Modules"/>.</summary>
    public EquatableArray<ModulePath> Passed { get; init; }

    /// <summary>In a call: whether derivatives with respect to its modules are left where nobody reads them.</summary>
    public bool DiscardsModules { get; init; }

    /// <summary>The modules that it is differentiated with respect to: parameters in order, then the receiver, by the names of their roots.</summary>
    public IEnumerable<(string Root, ModuleType Type)> Modules => Parameters
        .Where(static p => p.IsModule)
        .Select(static p => (p.Name, p.Module!))
        .Concat(Self is null ? [] : [("", Self)]);

    /// <summary>Whether it is differentiated with respect to a module.</summary>
    public bool HasModules => Modules.Any();

    /// <summary>Modules that are constants of differentiation in this contract alone: see <see cref="OfInputs"/>.</summary>
    public EquatableArray<(string Root, ModuleType Type)> Constants { get; init; }

    /// <summary>Whether it has other inputs than modules.</summary>
    public bool HasInputs => Parameters.Any(static p => p is { Differentiated: true, IsModule: false } && p.Passing != Passing.Out);

    /// <summary>The same with all modules as constants of differentiation.</summary>
    public Callee OfInputs => this with
    {
        Self = null,
        Parameters = Parameters.Select(static p => p.IsModule ? p with { Differentiated = false } : p).ToEquatable(),
        Constants = Modules.ToEquatable(),
    };

    /// <summary>Whether it returns one floating-point number.</summary>
    public bool ReturnsNumber => Returns.Count == 1 && Returns[0].Path.Length == 0 && Returns[0].Type.IsFloat;

    /// <summary>Whether its outputs make rows of a Jacobian: the adjoint of an array is a window on memory, which no tuple can hold.</summary>
    public bool HasRows => Returns.All(static l => l.Path.Length == 0 || !l.Type.IsFloatBuffer);

    /// <summary>Whether it can be called again with the same arguments: buffers can be laid out anew, references cannot.</summary>
    public bool CanRepeat => Parameters.All(static p => p.Passing is Passing.Value or Passing.In);
}
