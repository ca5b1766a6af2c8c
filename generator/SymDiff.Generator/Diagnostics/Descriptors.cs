using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Diagnostics;

/// <summary>
/// Every diagnostic of SymDiff. The message of each report is written where the cause is known; title and description
/// here say what the id means in general.
/// </summary>
internal static class Descriptors
{
    private const string Declaration = "SymDiff.Declaration";
    private const string Language = "SymDiff.Language";
    private const string Rules = "SymDiff.Rules";
    private const string Activity = "SymDiff.Activity";
    private const string Memory = "SymDiff.Memory";
    private const string Modules = "SymDiff.Modules";
    private const string Internal = "SymDiff.Internal";

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        // Declarations
        Error("SD1001", Declaration, "The type must be partial", "Derivatives are added to the type that declares the marked method, so it and the types around it must be partial."),
        Error("SD1002", Declaration, "Nothing to differentiate with respect to", "A marked method needs a parameter that is a double or float, or an array or span of them, and is not marked [NoGradient]."),
        Error("SD1003", Declaration, "Nothing to differentiate", "A marked method must return a floating-point number or write one: through 'ref' or 'out', an array or a span."),
        Error("SD1004", Declaration, "Async methods and iterators are not supported", "Only a method that runs from start to end can be run backwards."),
        Error("SD1005", Declaration, "No body to differentiate", "An extern or partial method without a body needs a rule with [DerivativeOf]."),
        Error("SD1008", Declaration, "A parameter holds numbers that are not differentiated", "To pass over them in silence would be a wrong zero. Pass the numbers themselves, or mark the parameter [NoGradient]."),
        Error("SD1009", Declaration, "A type parameter that may stand for a number", "Constrain it to IFloatingPointIeee754, so that it is differentiated, or mark the parameter [NoGradient]."),
        Error("SD1010", Declaration, "Two marks exclude each other", "[Recompute] and [Cache] say opposite things of the same result."),
        Error("SD1011", Declaration, "A member has the name of a generated one", "SymDiff adds FGradient, FForward, FBackward and FJvp for a marked method F."),
        Error("SD1012", Declaration, "Local functions and lambdas cannot be marked", "No derivative can be added for them. They are differentiated with the method around them, without a mark."),
        Error("SD1013", Declaration, "The language version is too low", "Emitted code is C# 12."),
        Error("SD1015", Declaration, "This kind of member cannot be marked", "[Differentiable] is supported on methods, constructors of structs, operators and getters."),
        Error("SD1017", Declaration, "A ref struct is no parameter to differentiate", "Only spans of numbers are supported among the ref structs."),
        Error("SD1018", Declaration, "Pointers are not supported", "Derivatives cannot be followed through pointers. Use spans."),
        Info("SD1019", Declaration, "A derivative is asked for that the signature cannot have", "Second derivatives exist for methods that return one number. FHessian runs the method once for each direction, which 'ref' and 'out' parameters do not allow."),
        Error("SD1020", Declaration, "The type cannot be reopened", "A file-local type has no other parts, so derivatives cannot be added to it."),
        Error("SD1021", Declaration, "A marked method differs from the one that it stands for", "Derivatives implement or override those of the method that a marked method implements or overrides, so they need the same parameters under the same names."),

        // Language
        Error("SD2001", Language, "This statement is not supported", "The statement has no meaning that could be run backwards, or its backward form is not supported."),
        Error("SD2002", Language, "This expression is not supported", "The expression cannot be followed by derivatives."),
        Error("SD2004", Language, "The target of a call is not known", "A delegate can be called where the lambda, local function or method it holds is known while compiling."),
        Error("SD2006", Language, "This pattern is not supported", "Constants, comparisons, 'and', 'or', 'not', 'var', '_' and tuples of them are supported."),
        Error("SD2007", Language, "What a reference or buffer stands for cannot be proven", "A 'ref', or a variable that holds an array or span, must stand for one known target wherever it is used."),
        Error("SD2008", Language, "Two arguments stand for the same variable or buffer", "What a callee writes through one name it would read through the other."),
        Error("SD2010", Language, "Numbers are put where they cannot be differentiated", "Objects and arrays of objects carry no derivatives."),
        Error("SD2011", Language, "This collection is not supported", "Arrays and spans of numbers, and of structs of numbers, are supported."),
        Warning("SD2012", Language, "A member that can change is treated as a constant", "Fields and properties are constants of differentiation."),
        Error("SD2013", Language, "A value with a derivative is written to a field or property", "Derivatives cannot be followed through fields and properties."),
        Error("SD2018", Language, "A value with a derivative is used in an opaque operation", "Text, enumerations and objects carry no derivatives."),
        Error("SD2019", Language, "Nullable values are not supported", "A nullable number carries no derivative."),
        Error("SD2020", Language, "Boxing or a virtual call", "What runs, or what a box holds, is decided at run time."),
        Error("SD2021", Language, "An override could inherit the derivatives of another method", "A method that can be overridden has derivatives only where it is abstract, or where every override is known and marked."),
        Error("SD2022", Language, "No derivative is known for a conversion", "A user-defined conversion needs a rule."),
        Error("SD2023", Language, "This compound assignment is not supported", "Write it as a plain assignment."),

        // Calls and rules
        Error("SD3001", Rules, "No derivative is known for a call", "Mark the callee [Differentiable], give a rule with [DerivativeOf], or cut the derivative with Diff.StopGradient."),
        Error("SD3002", Rules, "A library's derivatives are missing", "A method is marked [Differentiable] in a library that was compiled without SymDiff, or in a way that derivatives could not be added to."),
        Error("SD3003", Rules, "A callee does not differentiate what it writes", "The callee marks a buffer [NoGradient] that it writes and whose derivative is needed."),
        Error("SD3004", Rules, "A callee lacks a derivative mode", "A method that asks for forward mode calls one that does not offer it."),
        Error("SD3005", Rules, "A callee has errors of its own", "No derivatives are added for the callee, so its caller cannot have any. The error is reported at the callee alone."),
        Error("SD3008", Rules, "A rule does not fit its target", "A [DerivativeOf] method is static. It takes what its target takes and returns one partial derivative for each floating-point parameter, or has the signature of a backward."),
        Error("SD3009", Rules, "A rule is not accessible", "Derivatives that are added to the caller's type have to call the rule."),
        Error("SD3013", Rules, "Second derivatives are not known for a call", "A method that asks for second derivatives is differentiated with all it calls in place."),
        Error("SD3015", Rules, "What the method does cannot be repeated", "FHessian runs the method once for each direction, so it may not write elsewhere, draw from a generator of random numbers, or call what is not known."),

        // Activity
        Warning("SD4001", Activity, "A conversion to an integer cuts the derivative", "The result is a constant of differentiation. Diff.StopGradient says that this is meant."),

        Info("SD4003", Activity, "A parameter has no influence on the result that could be differentiated", "Its gradient is always zero. [NoGradient] says that this is meant."),
        Info("SD4006", Activity, "A rounding passes no derivative on", "The result is constant between jumps, so its derivative is zero. Diff.StopGradient says that this is meant; Diff.StraightThrough passes the derivative on."),
        Error("SD4012", Activity, "Nothing is rounded in Diff.StraightThrough", "It passes the derivative of its result on to what was rounded, which therefore has to be known."),

        // Memory
        Error("SD6004", Memory, "This cannot be computed again", "[Recompute] runs a member once more on the way back, so the member may do nothing but compute."),
        Info("SD6006", Memory, "A mark has no effect", "[Recompute] and [Cache] are about the result of a member that is marked [Differentiable] and returns floating-point numbers."),
        Warning("SD6007", Memory, "No derivatives at many points at once", "In a batch a number becomes a span with one for each point, and a buffer a row for each point. What has no such form is marked [Shared] and is the same for all points."),

        // Modules
        Error("SD8001", Modules, "A member cannot be a parameter", "[Parameter] marks numbers, arrays of numbers and nested modules of a partial class, all of one floating-point type."),
        Error("SD8004", Modules, "A parameter cannot be set", "A number that is trained has to be a field or property that can be written."),

        // Internal
        Error("SD9001", Internal, "Internal error", "A fault in SymDiff kept one method from being read. Other methods are not affected."),
    ];

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(static d => d.Id, StringComparer.Ordinal);

    /// <summary>The descriptor of an id; ids that the front end reports are all here.</summary>
    public static DiagnosticDescriptor Of(string id) => ById[id];

    private static DiagnosticDescriptor Error(string id, string category, string title, string description) =>
        new(id, title, "{0}", category, DiagnosticSeverity.Error, true, description, null, WellKnownDiagnosticTags.NotConfigurable);

    private static DiagnosticDescriptor Info(string id, string category, string title, string description) =>
        new(id, title, "{0}", category, DiagnosticSeverity.Info, true, description);

    private static DiagnosticDescriptor Warning(string id, string category, string title, string description) =>
        new(id, title, "{0}", category, DiagnosticSeverity.Warning, true, description);
}
