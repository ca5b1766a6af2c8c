using SymDiff.Generator.Analysis;
using SymDiff.Generator.Emit;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Transforms;

namespace SymDiff.Generator;

// Parameters of modules: inputs whose adjoints and tangents stand in an object that the emitted method is given.
internal sealed partial class Compiler
{
    /// <summary>The text of the generated part of a module: nothing is to be decided between its model and its text.</summary>
    public static string Compile(ModuleModel module) => ModulePrinter.Print(module);

    /// <summary>The reads of parameters of modules, which stand first in a body.</summary>
    private static IEnumerable<(Value Value, ModulePath Path)> Inputs(Region body) => body.Ops
        .OfType<Opaque>()
        .Where(static op => op.Input is not null)
        .Select(static op => (op.Result!, op.Input!));

    /// <summary>Where a derivative of a parameter of a module stands.</summary>
    private static Func<ModulePath, string> Destinations(MemberKind kind, Callee contract)
    {
        AddedNames names = AddedNames.Of(contract, kind);
        return path => Expressions.Identifier(names.Root(path.Root)) + path.Path;
    }

    /// <summary>The function with parameters of modules that are read as any member is, and callees that leave theirs alone.</summary>
    private static Facts WithConstantModules(Facts facts)
    {
        Region Constant(Region region) => region with
        {
            Ops = [.. region.Ops.Select(op => op switch
            {
                Opaque { Input: not null } read => read with { Input = null },
                Call { Callee.HasModules: true } call => call with { Callee = call.Callee with { DiscardsModules = true } },
                _ => Rewrite.Map(op, static v => v, static v => v, Constant),
            })],
        };
        return Facts.Of(facts.Function with { Signature = facts.Function.Signature.OfInputs, Body = Constant(facts.Function.Body) });
    }

    /// <summary>Before the sweep: adjoints of elements are collected where they belong, from zero for a gradient.</summary>
    private static void BeginModules(ReverseSweep sweep, Region forward, Activity activity, MemberKind kind, Callee contract)
    {
        Func<ModulePath, string> destination = Destinations(kind, contract);
        foreach ((string root, _) in kind == MemberKind.Gradient ? contract.Modules : [])
        {
            sweep.Writer.Add(new Opaque(-1, null, destination(new ModulePath(root, "")) + ".Clear()", [], Effect.Acts, -1));
        }

        foreach ((Value value, ModulePath path) in Inputs(forward).Where(input => input.Value.Type.IsBuffer && activity.IsActive(input.Value)))
        {
            sweep.Shadow(value, sweep.Writer.Define(
                IrType.Span(value.Type.Element!),
                "d" + value.Name,
                result => new Opaque(-1, result, destination(path), [], Effect.Pure, -1)));
        }
    }

    /// <summary>After the sweep: what arrived at numbers is added.</summary>
    private static void EndModules(ReverseSweep sweep, Region forward, MemberKind kind, Callee contract)
    {
        sweep.Writer.Statement = -1;
        foreach ((string destination, Value adjoint) in ModuleNumbers(sweep, forward, kind, contract))
        {
            sweep.Writer.Add(new Opaque(-1, null, destination + " += {0}", [adjoint], Effect.Acts, -1));
        }
    }

    /// <summary>What arrived at numbers, and where it belongs.</summary>
    private static IEnumerable<(string Destination, Value Adjoint)> ModuleNumbers(ReverseSweep sweep, Region forward, MemberKind kind, Callee contract)
    {
        Func<ModulePath, string> destination = Destinations(kind, contract);
        foreach ((Value value, ModulePath path) in Inputs(forward))
        {
            if (!value.Type.IsBuffer && sweep.Adjoint(value) is { } adjoint && sweep.Writer.Number(adjoint) != 0)
            {
                yield return (destination(path), adjoint);
            }
        }
    }

    /// <summary>The tangents of parameters that a derivative goes through, and the reads that give them.</summary>
    private List<Op> ModuleTangents(Function function, Activity activity, Numbering numbering, Dictionary<Value, Value> tangents)
    {
        Func<ModulePath, string> destination = Destinations(MemberKind.Jvp, model.Signature);
        var reads = new List<Op>();
        foreach ((Value value, ModulePath path) in Inputs(function.Body).Where(input => activity.IsActive(input.Value)))
        {
            Value tangent = numbering.New(value.Type.IsBuffer ? IrType.Span(value.Type.Element!) : value.Type, value.Name + "Tangent");
            reads.Add(new Opaque(-1, tangent, destination(path), [], Effect.Pure, -1));
            tangents[value] = tangent;
        }

        return reads;
    }
}
