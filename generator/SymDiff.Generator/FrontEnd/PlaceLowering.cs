using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Finds what an expression names, reads it and writes it.</summary>
internal sealed class PlaceLowering(LoweringContext context)
{
    private readonly Dictionary<Variable, string> published = [];

    /// <summary>Declares a local variable or parameter of the source.</summary>
    public Place Declare(ISymbol symbol, ITypeSymbol type)
    {
        Place place = New(symbol.Name, type);
        context.Frame.Declare(symbol, place);
        return place;
    }

    /// <summary>Declares a parameter of the marked method. What is a constant of differentiation is not looked into.</summary>
    public Place DeclareParameter(IParameterSymbol parameter)
    {
        if (!StructBuffer.Is(parameter.Type) || SignatureReader.IsOfNumbers(parameter))
        {
            return Declare(parameter, parameter.Type);
        }

        Place place = new Place.Local(context.Builder.NewVariable(parameter.Name, TypeReader.Read(parameter.Type)), context.Depth);
        context.Frame.Declare(parameter, place);
        return place;
    }

    /// <summary>
    /// Declares a variable that has no value yet. It holds its type's default until then, so that a loop which assigns
    /// it carries it out.
    /// </summary>
    public Place DeclareEmpty(ISymbol symbol, ITypeSymbol type)
    {
        Place place = Declare(symbol, type);
        Empty(place);
        return place;
    }

    /// <summary>Gives the numbers of a place their defaults.</summary>
    public void Empty(Place place)
    {
        foreach (Variable variable in Leaves(place).Where(static v => !v.Type.IsBuffer))
        {
            context.Builder.Bind(variable, context.Builder.Default(variable.Type));
        }
    }

    /// <summary>A variable of the compiler's own.</summary>
    public Place Temporary(string name, ITypeSymbol type) => New(name, type);

    /// <summary>The place an expression names; its parts are evaluated now, once.</summary>
    public Place Of(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return context.Frame.Find(local.Local) ?? Declare(local.Local, local.Local.Type);
            case IParameterReferenceOperation parameter:
                return context.Frame.Find(parameter.Parameter)
                    ?? (IsCaptured(parameter.Parameter) ? MemberLowering.ForeignPlace(parameter, (SyntaxFacts.GetKeywordKind(parameter.Parameter.Name) == SyntaxKind.None ? "" : "@") + parameter.Parameter.Name, [], "'" + parameter.Parameter.Name + "'") : Unknown(operation));
            case IDeclarationExpressionOperation declaration:
                return Of(declaration.Expression);
            case IParenthesizedOperation parenthesized:
                return Of(parenthesized.Operand);
            case IDiscardOperation:
                return Place.Discarded;
            case ITupleOperation tuple:
                return new Place.Aggregate([.. tuple.Elements.Select(Of)]);
            case IInstanceReferenceOperation instance when context.Structs.Self(instance) is { } self:
                return self;
            case IConversionOperation { Operand: { } inner } conversion when SymbolEqualityComparer.Default.Equals(inner.Type, conversion.Type):
                return Of(inner);
            case IArrayElementReferenceOperation element:
                return context.Buffers.ElementPlace(element);
            case IImplicitIndexerReferenceOperation element:
                return context.Buffers.ElementPlace(element);
            case IFieldReferenceOperation field:
                return context.Members.FieldPlace(field);
            case IPropertyReferenceOperation property:
                return context.Members.PropertyPlace(property);
            case IInvocationOperation { TargetMethod.RefKind: not RefKind.None } call:
                return context.Calls.RefCall(call);
            case IConditionalOperation { IsRef: true }:
                context.Error("SD2007", "A conditional 'ref' has no provable target. Use 'if' and assign in each branch.", operation.Syntax.GetLocation());
                return StandIn(operation.Type);
            default:
                return Unknown(operation);
        }
    }

    /// <summary>Whether a parameter is a primary constructor's, which the type keeps like a field.</summary>
    private static bool IsCaptured(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor };

    /// <summary>Reads a place for use at an expression.</summary>
    public Operand Load(Place place, IOperation at)
    {
        switch (place)
        {
            case Place.Delegate { Current: { } function }:
                return function;
            case Place.Delegate when ModuleReader.IsModule(at.Type):
                return context.Follow("SD2007", "Which module this is is not known here. Name it once, where it is declared.", at);
            case Place.Delegate:
                return context.Follow("SD2004", "Which function this variable holds is not known here. Assign a lambda, local function or method once, where it is declared.", at);
            default:
                return LoadPlain(place);
        }
    }

    public Operand LoadPlain(Place place) => place switch
    {
        Place.Local local => new Operand.Single(context.Choices.Read(local.Variable)),
        Place.Aggregate { IsElement: true } element => context.StructBuffers.Load(element),
        Place.Aggregate tuple => new Operand.Aggregate([.. tuple.Items.Select(LoadPlain)]),
        Place.Structs structs => new Operand.Structs(structs.Shape, context.Choices.Read(structs.Numbers.Variable)),
        Place.Element element => new Operand.Single(context.Builder.Load(element.Buffer, element.Index)),
        Place.Foreign { Symbol: var type } foreign when Aggregates.Is(type) => context.Opaques.TakeApart(type, foreign.Template, Effect.Reads, -1, foreign.Arguments, foreign.Location),
        Place.Foreign foreign => new Operand.Single(context.Builder.Opaque(foreign.Type, foreign.Template, Effect.Reads, -1, [.. foreign.Arguments])),
        Place.Property property => context.Structs.Get(property),
        Place.Delegate { Current: { } function } => function,
        _ => Operand.Nothing,
    };

    /// <summary>Assigns a variable of the user; scalars get its name.</summary>
    public void Store(Place place, Operand operand, IOperation at)
    {
        if (!context.Builder.Reachable)
        {
            return;
        }

        switch (place, operand)
        {
            case (Place.Local local, Operand.Single single):
                StoreLocal(local, single.Value, at);
                break;
            case (Place.Aggregate tuple, Operand.Aggregate values) when tuple.Items.Count != values.Items.Count:
                context.Error("SD2002", "The C# compiler reports an error here.", at.Syntax.GetLocation());
                break;
            case (Place.Aggregate tuple, Operand.Aggregate values):
                for (int i = 0; i < tuple.Items.Count; i++)
                {
                    Store(tuple.Items[i], values.Items[i], at);
                }

                break;
            case (Place.Structs structs, _) when context.StructBuffers.Held(operand, structs.Shape, at.Syntax.GetLocation()) is { } buffer:
                StoreLocal(structs.Numbers, buffer.Numbers, at);
                break;
            case (Place.Element element, Operand.Single single):
                StoreElement(element, single.Value, at);
                break;
            case (Place.Foreign foreign, Operand.Single single):
                context.Builder.Act(
                    foreign.Template + " = {" + foreign.Arguments.Count + "}",
                    context.RefuseActive("SD2013", "A value that depends on the method's inputs" + Refusal.Active + " is written to " + foreign.What + ", where no derivative can follow it. Return it instead, or wrap it in Diff.StopGradient.", foreign.Location, [.. foreign.Arguments.Operands, Assigned(at)]),
                    [.. foreign.Arguments, single.Value]);
                break;
            case (Place.Property property, _):
                context.Structs.Set(property, operand);
                break;
            case (Place.Foreign foreign, Operand.Aggregate):
                context.Error("SD2013", "A tuple or struct is written to " + foreign.What + ", where no derivative can follow its parts. Return it instead.", foreign.Location);
                break;
            case (Place.Foreign or Place.Element or Place.Structs, _) or (Place.Local, Operand.Structs):
                context.Expressions.Single(operand, at);
                break;
            case (Place.Delegate target, _):
                if (operand is Operand.Module or Operand.Single)
                {
                    Hold(target, operand, at.Syntax.GetLocation());
                    break;
                }

                if (target.Current is not null && context.Depth > target.Depth)
                {
                    context.Error("SD2004", "This function variable is reassigned in a branch or loop, so what it calls is not known. Assign it once.", at.Syntax.GetLocation());
                }

                target.Current = operand;
                break;
        }
    }

    /// <summary>Assigns a variable of the compiler, without a trace in the emitted text.</summary>
    public void Bind(Place place, Operand operand)
    {
        switch (place, operand)
        {
            case (Place.Local local, Operand.Single single):
                context.Builder.Bind(local.Variable, single.Value);
                break;
            case (Place.Aggregate tuple, Operand.Aggregate values):
                for (int i = 0; i < tuple.Items.Count; i++)
                {
                    Bind(tuple.Items[i], values.Items[i]);
                }

                break;
            case (Place.Structs structs, _) when context.StructBuffers.Held(operand, structs.Shape, context.Method.Locations[0]) is { } buffer:
                if (!context.Choices.Assign(structs.Numbers, buffer.Numbers))
                {
                    context.Error("SD2007", "Which array or span of structs is meant depends on a branch or loop here, so it cannot be proven. Name it once.", context.Method.Locations[0]);
                }

                break;
            case (Place.Structs, _) or (Place.Local, Operand.Structs):
                context.Error("SD2011", "An array or span of structs becomes something else here, where its numbers cannot be followed.", context.Method.Locations[0]);
                break;
            case (Place.Delegate target, _):
                Hold(target, operand, context.Method.Locations[0]);
                break;
        }
    }

    /// <summary>What a variable holds that is known while lowering: a module may not depend on the path.</summary>
    private void Hold(Place.Delegate target, Operand operand, Location at)
    {
        if (operand is Operand.Module or Operand.Single && context.Depth > target.Depth)
        {
            context.Error("SD2007", "Which module this is depends on a branch or loop, so where the derivatives of its parameters belong is not known. Name it once.", at);
        }

        target.Current = operand;
    }

    /// <summary>The variables of a place, in the order of its leaves.</summary>
    public static IEnumerable<Variable> Leaves(Place place) => place switch
    {
        Place.Local local => [local.Variable],
        Place.Structs structs => [structs.Numbers.Variable],
        Place.Aggregate tuple => tuple.Items.SelectMany(Leaves),
        _ => [],
    };

    /// <summary>Makes a place a <c>ref</c> or <c>out</c> parameter of the marked method: its caller sees what is written.</summary>
    public void Publish(Place place, IEnumerable<string> targets)
    {
        foreach ((Variable variable, string target) in Leaves(place).Zip(targets, static (variable, target) => (variable, target)))
        {
            published[variable] = target;
        }
    }

    /// <summary>The parameter of the marked method's that a place is; empty where it is none.</summary>
    public string Published(Place? place) => place is Place.Local { Variable: { } variable } && published.TryGetValue(variable, out string? target) ? target : "";

    /// <summary>What the variable of a part is called: <c>pX</c> for <c>p.X</c>.</summary>
    public static string Named(string whole, Part part) => whole.Length == 0 ? "" : whole + char.ToUpperInvariant(part.Name[0]) + part.Name.Substring(1);

    private Place New(string name, ITypeSymbol type)
    {
        if (TypeReader.IsDelegate(type) || ModuleReader.IsModule(type))
        {
            return new Place.Delegate(context.Depth);
        }

        return Aggregates.Is(type)
            ? new Place.Aggregate([.. Aggregates.Parts(type).Select(part => New(Named(name, part), part.Type))])
            : StructBuffer.Of(type) is { } structs ? new Place.Structs(structs, new Place.Local(context.Builder.NewVariable(name, structs.Numbers), context.Depth))
            : new Place.Local(context.Builder.NewVariable(name, TypeReader.Read(type)), context.Depth);
    }

    private void StoreLocal(Place.Local local, Value value, IOperation at)
    {
        if (!local.Variable.Type.IsBuffer)
        {
            context.Builder.Write(local.Variable, value);
            context.Ranges.Copy(value, context.Builder.Read(local.Variable));
            if (Published(local) is { Length: > 0 } target)
            {
                context.Builder.Publish(target, context.Builder.Read(local.Variable));
            }
        }
        else if (!context.Choices.Assign(local, value))
        {
            context.Error("SD2007", "'" + local.Variable.Name + "' is made to stand for another buffer in a branch or loop, so what it names afterwards cannot be proven. Copy the elements, or declare a new variable there.", at.Syntax.GetLocation());
        }
    }

    private void StoreElement(Place.Element element, Value value, IOperation at)
    {
        if (context.Roots(element.Buffer).Any(static root => root.Type.IsList))
        {
            context.Error("SD2011", "A list is written here, which is not supported: lists are only read. Write to a span or an array.", at.Syntax.GetLocation());
            return;
        }

        if (context.Members.IsForeign(element.Buffer))
        {
            context.Error("SD2013", "An array that belongs to a field or property is written here, where derivatives cannot follow. Pass the array as a parameter.", at.Syntax.GetLocation());
            return;
        }

        context.Builder.Store(element.Buffer, element.Index, value);
    }

    /// <summary>How the value is written that an assignment stores; null where something else stores.</summary>
    private static SyntaxNode? Assigned(IOperation at) =>
        (at as IAssignmentOperation ?? (at.Parent is IAssignmentOperation assignment && assignment.Target == at ? assignment : null))?.Value.Syntax;

    private Place Unknown(IOperation operation)
    {
        context.Error("SD2007", "What this names cannot be proven. Use a local variable, a parameter, or an element of an array or span.", operation.Syntax.GetLocation());
        return StandIn(operation.Type);
    }

    /// <summary>A place after an error, so that its uses cause no others.</summary>
    public Place StandIn(ITypeSymbol? type)
    {
        if (type is null)
        {
            return Place.Discarded;
        }

        Place place = New("unknown", type);
        Empty(place);
        return place;
    }
}
