using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.FrontEnd;

/// <summary>What the language to differentiate leaves out, and what to say of it.</summary>
internal static class Fence
{
    private const string Unknown = "This construct is not supported in a differentiated method.";

    private static readonly IReadOnlyDictionary<OperationKind, (string Id, string Message)> Messages = new Dictionary<OperationKind, (string Id, string Message)>
    {
        [OperationKind.Invalid] = ("SD2002", "The C# compiler reports an error here."),
        [OperationKind.Labeled] = ("SD2001", "Labels and 'goto' are not supported. Use a loop, 'break' or 'continue'."),
        [OperationKind.YieldBreak] = ("SD1004", "'yield' is not supported. Return an array, or write to a span."),
        [OperationKind.YieldReturn] = ("SD1004", "'yield' is not supported. Return an array, or write to a span."),
        [OperationKind.Lock] = ("SD2001", "'lock' is not supported: the backward pass would run outside it. Take the lock around the call."),
        [OperationKind.Try] = ("SD2001", "'try' is not supported. Test before computing, or catch around the call."),
        [OperationKind.CatchClause] = ("SD2001", "'catch' is not supported. Test before computing, or catch around the call."),
        [OperationKind.Using] = ("SD2001", "'using' is not supported. Acquire the resource around the call."),
        [OperationKind.UsingDeclaration] = ("SD2001", "'using' is not supported. Acquire the resource around the call."),
        [OperationKind.Stop] = ("SD2001", Unknown),
        [OperationKind.End] = ("SD2001", Unknown),
        [OperationKind.RaiseEvent] = ("SD2001", "Raising an event is not supported."),
        [OperationKind.EventReference] = ("SD2002", "Events are not supported."),
        [OperationKind.EventAssignment] = ("SD2002", "Events are not supported."),
        [OperationKind.TypeParameterObjectCreation] = ("SD2002", "Creating a value of a type parameter is not supported."),
        [OperationKind.Await] = ("SD1004", "'await' is not supported: the method must run from start to end."),
        [OperationKind.ConditionalAccess] = ("SD2019", "'?.' is not supported. Test for null with 'if'."),
        [OperationKind.ConditionalAccessInstance] = ("SD2019", "'?.' is not supported. Test for null with 'if'."),
        [OperationKind.CoalesceAssignment] = ("SD2019", "'??=' is not supported. Test for null with 'if'."),
        [OperationKind.AnonymousObjectCreation] = ("SD2002", "Anonymous objects are not supported. Use a tuple."),
        [OperationKind.ObjectOrCollectionInitializer] = ("SD2002", "Object and collection initialisers are not supported. Assign one by one."),
        [OperationKind.MemberInitializer] = ("SD2002", "Object initialisers are not supported. Assign one by one."),
        [(OperationKind)Enum.Parse(typeof(OperationKind), "CollectionElementInitializer")] = ("SD2002", "Collection initialisers are not supported. Use an array."),
        [OperationKind.DynamicObjectCreation] = ("SD2002", "'dynamic' is not supported: what runs is decided at run time."),
        [OperationKind.DynamicMemberReference] = ("SD2002", "'dynamic' is not supported: what runs is decided at run time."),
        [OperationKind.DynamicInvocation] = ("SD2002", "'dynamic' is not supported: what runs is decided at run time."),
        [OperationKind.DynamicIndexerAccess] = ("SD2002", "'dynamic' is not supported: what runs is decided at run time."),
        [OperationKind.TranslatedQuery] = ("SD2002", "Query expressions are not supported. Use a loop."),
        [OperationKind.AddressOf] = ("SD1018", "Pointers are not supported. Use a span or 'ref'."),
        [OperationKind.OmittedArgument] = ("SD2002", Unknown),
        [OperationKind.FieldInitializer] = ("SD2002", Unknown),
        [OperationKind.PropertyInitializer] = ("SD2002", Unknown),
        [OperationKind.ParameterInitializer] = ("SD2002", Unknown),
        [OperationKind.ConstructorBody] = ("SD2002", Unknown),
        [OperationKind.FlowCapture] = ("SD2002", Unknown),
        [OperationKind.FlowCaptureReference] = ("SD2002", Unknown),
        [OperationKind.IsNull] = ("SD2002", Unknown),
        [OperationKind.CaughtException] = ("SD2002", Unknown),
        [OperationKind.StaticLocalInitializationSemaphore] = ("SD2002", Unknown),
        [OperationKind.FlowAnonymousFunction] = ("SD2002", Unknown),
        [OperationKind.ReDim] = ("SD2002", Unknown),
        [OperationKind.ReDimClause] = ("SD2002", Unknown),
        [OperationKind.ListPattern] = ("SD2006", "List patterns are not supported. Test length and elements."),
        [OperationKind.SlicePattern] = ("SD2006", "List patterns are not supported. Test length and elements."),
        [OperationKind.InterpolatedStringHandlerCreation] = ("SD2002", "This interpolated string is built by a handler of the callee, which is not supported."),
        [OperationKind.InterpolatedStringAddition] = ("SD2002", "This interpolated string is built by a handler of the callee, which is not supported."),
        [OperationKind.InterpolatedStringAppendLiteral] = ("SD2002", Unknown),
        [OperationKind.InterpolatedStringAppendFormatted] = ("SD2002", Unknown),
        [OperationKind.InterpolatedStringAppendInvalid] = ("SD2002", Unknown),
        [OperationKind.InterpolatedStringHandlerArgumentPlaceholder] = ("SD2002", Unknown),
        [OperationKind.FunctionPointerInvocation] = ("SD2004", "Function pointers are not supported: what runs is decided at run time."),
        [OperationKind.Utf8String] = ("SD2002", "UTF-8 strings are not supported."),
        [OperationKind.Attribute] = ("SD2002", Unknown),
        [OperationKind.InlineArrayAccess] = ("SD2011", "Inline arrays are not supported. Use an array or a span."),
    };

    public static IReadOnlyCollection<OperationKind> Kinds { get; } = [.. Messages.Keys];

    /// <summary>Reports a construct that is not supported, and gives a stand-in of its type.</summary>
    public static Operand Refuse(LoweringContext context, IOperation operation)
    {
        (string Id, string Message) message = Messages.TryGetValue(operation.Kind, out (string Id, string Message) known) ? known : ("SD2002", Unknown);
        return message.Message == Unknown || operation is ILabeledOperation or { IsImplicit: true }
            ? context.Follow(message.Id, message.Message, operation)
            : context.Refuse(message.Id, message.Message, operation);
    }
}
