using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Emit;

/// <summary>
/// The names that an emitted method adds to the user's own. They follow from the marked method's parameters; where one
/// of those is called the same, the added name gets a number.
/// </summary>
internal sealed class AddedNames
{
    private readonly Dictionary<string, string> derivatives = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> rows = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> entries = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> counts = new(StringComparer.Ordinal);

    private readonly string receiver;

    private readonly FreeNames free;

    private AddedNames(Callee callee, MemberKind kind)
    {
        free = new FreeNames(callee);
        string suffix = kind switch { MemberKind.Gradient => "Gradient", MemberKind.Jvp => "Tangent", MemberKind.Jacobian => "Jacobian", _ => "Adjoint" };
        foreach (Parameter parameter in callee.Parameters.Where(static p => p.Differentiated))
        {
            derivatives[parameter.Name] = Free(parameter.Name + suffix);
        }

        foreach (Parameter parameter in callee.Parameters.Where(static p => p.GradientsOf is not null))
        {
            derivatives[parameter.GradientsOf!] = parameter.Name;
        }

        receiver = callee.Self is null ? derivatives.TryGetValue("", out string? name) ? name : "" : Free(kind switch { MemberKind.Jvp => "tangents", MemberKind.Jacobian => "jacobian", _ => "gradients" });
        foreach (Parameter parameter in callee.Parameters.Where(p => kind == MemberKind.Jacobian && p.Differentiated && p.Passing != Passing.Out))
        {
            rows[parameter.Name] = Free(parameter.Name + (parameter.IsBuffer ? "Row" : "Adjoint"));
        }

        Cached = Free("cached");
        Row = Free("row");
        Rows = Free("rows");
        ResultAdjoint = Free("resultAdjoint");
        Workspace = Free("workspace");
        Value = Free("value");
        Returned = Free("returned");
        foreach (Parameter parameter in callee.Parameters.Where(static p => p.Passing == Passing.Ref))
        {
            foreach (Leaf leaf in parameter.Leaves)
            {
                entries[parameter.Name + leaf.Path] = Free(parameter.Name + leaf.Path.Replace(".", "").Replace("@", "") + "Entry");
            }
        }

        First = Free("first");
        Direction = Free("direction");
        Tangents = Free("tangents");
        Columns = Free("columns");
        foreach (Parameter parameter in callee.Parameters.Where(p => !entries.ContainsKey(p.Name)))
        {
            entries[parameter.Name] = Free(parameter.Name + "Entry");
        }

        foreach (Parameter parameter in callee.Parameters.Where(static p => p.IsJagged))
        {
            counts[parameter.Name] = Free(parameter.Name + "Count");
        }
    }

    /// <summary>One more name that nothing else has.</summary>
    public string Free(string wish) => free.Take(wish);

    /// <summary>The value on entry of an argument that is written along the way.</summary>
    public string Entry(Parameter parameter, Leaf leaf) => entries[parameter.Name + leaf.Path];

    /// <summary>What an argument holds on entry, where the method may overwrite it and is run several times.</summary>
    public string Entry(Parameter parameter) => entries[parameter.Name];

    /// <summary>Where the row of a Jacobian that belongs to a parameter comes to stand.</summary>
    public string RowOf(Parameter parameter) => rows[parameter.Name];

    /// <summary>How many elements an array of arrays has, once that is counted.</summary>
    public string Count(Parameter parameter) => counts[parameter.Name];

    /// <summary>The workspace that keeps what the forward half left.</summary>
    public string Cached { get; }

    public string Row { get; }

    public string Rows { get; }

    /// <summary>The first of the directions of a round.</summary>
    public string First { get; }

    /// <summary>Eight directions over all inputs.</summary>
    public string Direction { get; }

    /// <summary>The tangents along them.</summary>
    public string Tangents { get; }

    /// <summary>How many numbers a row has.</summary>
    public string Columns { get; }

    /// <summary>The adjoint of what the method returns.</summary>
    public string ResultAdjoint { get; }

    public string Workspace { get; }

    /// <summary>What the method returns, where it is kept for a moment.</summary>
    public string Value { get; }

    /// <summary>What the method returns, where it is computed before the arguments that it reads are replaced.</summary>
    public string Returned { get; }

    public static AddedNames Of(Callee callee, MemberKind kind) => new(callee, kind);

    /// <summary>The gradients, adjoints or tangents of a module: of a parameter, or of the receiver.</summary>
    public string Root(string root) => root.Length == 0 ? receiver : derivatives[root];

    /// <summary>The destination, adjoint or tangent of a parameter.</summary>
    public string Derivative(Parameter parameter) => derivatives[parameter.Name];
}
