using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Lowers reads of members marked <c>[Parameter]</c>. Which module an expression stands for is known while lowering, as a
/// function is, or the read is refused; a parameter of the method's own modules is an input of the method.
/// </summary>
internal sealed class ModuleLowering(LoweringContext context)
{
    private readonly Dictionary<ModulePath, Value> inputs = [];
    private readonly List<Op> reads = [];

    /// <summary>The reads of all inputs: they belong before everything else.</summary>
    public IReadOnlyList<Op> Reads => reads;

    /// <summary>The module that a method of a module is called on; null where it is none.</summary>
    public Operand.Module? Own(Frame frame) =>
        frame.Module ?? (frame.HasOwnThis && !context.Method.IsStatic && ModuleReader.IsModule(context.Method.ContainingType)
            ? new Operand.Module(context.Method.ContainingType, new ModulePath("", ""), null)
            : null);

    /// <summary>What an argument of the marked method stands for, or of one whose gradient it calls.</summary>
    public static Operand.Module Argument(IParameterSymbol parameter, Value value, Lowering.Surroundings? around) => new(
        parameter.Type,
        around is not null ? (around.Passed.TryGetValue(parameter, out ModulePath? passed) ? passed : null)
            : SymbolNames.Has(parameter, SymbolNames.NoGradient) ? null
            : new ModulePath(parameter.Name, ""),
        value);

    /// <summary>A module as a value, for what only looks at the object.</summary>
    public Value Value(Operand.Module module)
    {
        if (module.Value is { } known)
        {
            return known;
        }

        return context.Builder.Opaque(TypeReader.Read(module.Type), Text(module.Path!), Effect.Pure, -1);
    }

    /// <summary>How the emitted code names a module of the method's own.</summary>
    public static string Text(ModulePath path) => (path.Root.Length == 0 ? "this" : MemberLowering.Identifier(path.Root)) + path.Path;

    /// <summary>
    /// The module that an expression stands for: with a path where it is one of the method's own, without where it is a
    /// constant. Null, and refused, where that depends on the run.
    /// </summary>
    public Operand.Module? Find(IOperation expression)
    {
        Operand operand = context.Expressions.Lower(expression);
        if (operand is Operand.Module module)
        {
            return module;
        }

        if (ModuleReader.IsFaulty(expression.Type))
        {
            context.RefuseElsewhere("SD3005", "The parameters of '" + expression.Type!.Name + "' have errors of their own.", expression);
        }
        else
        {
            context.Follow("SD2007", "Which module this is cannot be proven, so where the derivatives of its parameters belong is not known. Use a member marked [Parameter], or a parameter of the method.", expression);
        }

        return null;
    }

    /// <summary>Whether a call is made on a module: its body may read parameters.</summary>
    public bool IsOn(IMethodSymbol method, IOperation? instance) =>
        !method.IsStatic && instance is not null && (ModuleReader.IsModule(instance.Type) || (instance is IInstanceReferenceOperation && Own(context.Frame) is not null));

    /// <summary>Reads a member of a module that is marked, or that holds a module; null for any other member.</summary>
    public Operand? Read(IMemberReferenceOperation operation)
    {
        ISymbol member = operation.Member;
        if (!ModuleReader.IsParameter(member))
        {
            return null;
        }

        if (operation.Instance is not { } instance)
        {
            return context.RefuseElsewhere("SD8001", "'" + member.Name + "' cannot be a parameter.", operation);
        }

        if (Find(instance) is not { } owner)
        {
            return ModuleReader.IsModule(operation.Type) ? new Operand.Module(operation.Type!, null, (context.StandIn(operation.Type) as Operand.Single)?.Value) : context.StandIn(operation.Type);
        }

        context.Members.RequireAccess(operation, member);
        return owner.Path is { } path ? Input(operation, path.To(MemberLowering.Identifier(member.Name))) : Constant(operation, Value(owner));
    }

    /// <summary>A module that is read from where no parameter is: a constant, as all that it holds.</summary>
    public static Operand.Module Constant(ITypeSymbol type, Value value) => new(type, null, value);

    private Operand Input(IMemberReferenceOperation operation, ModulePath path)
    {
        if (ModuleReader.IsModule(operation.Type))
        {
            return new Operand.Module(operation.Type!, path, null);
        }

        if (!inputs.TryGetValue(path, out Value? value))
        {
            string name = operation.Member.Name.TrimStart('_');
            name = name.Length == 0 ? "parameter" : char.ToLowerInvariant(name[0]) + name.Substring(1);
            value = context.Builder.Argument(TypeReader.Read(operation.Type!), name);
            reads.Add(new Opaque(-1, value, Text(path), [], Effect.Pure, -1) { Input = path });
            inputs.Add(path, value);
            context.Members.Own(value);
        }

        return new Operand.Single(value);
    }

    private Operand Constant(IMemberReferenceOperation operation, Value owner)
    {
        Value value = context.Builder.Opaque(TypeReader.Read(operation.Type!), "{0}." + MemberLowering.Identifier(operation.Member.Name), Effect.Reads, -1, owner);
        context.Members.Own(value);
        return ModuleReader.IsModule(operation.Type) ? Constant(operation.Type!, value) : new Operand.Single(value);
    }
}
