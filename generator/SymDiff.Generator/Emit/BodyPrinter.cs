using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Emit;

/// <summary>Prints the statements of a region.</summary>
internal sealed partial class BodyPrinter
{
    private readonly CodeWriter code;
    private readonly Folding folding;
    private readonly Variables variables;
    private readonly Expressions expressions;
    private readonly EquatableArray<string> statements;
    private readonly string self;
    private readonly string workspace;
    private readonly Func<ModulePath, string> modules;
    private readonly HashSet<Value> stored;
    private readonly HashSet<string> declared;
    private readonly HashSet<string> temporaries = new(StringComparer.Ordinal);
    private int commented = -1;

    public BodyPrinter(CodeWriter code, Region body, Folding folding, Variables variables, EquatableArray<string> statements, string self, string workspace, Func<ModulePath, string> modules, IEnumerable<string> declared)
    {
        this.code = code;
        this.folding = folding;
        this.variables = variables;
        this.statements = statements;
        this.self = self;
        this.workspace = workspace;
        this.modules = modules;
        this.declared = new(declared, StringComparer.Ordinal);
        expressions = new Expressions(folding, variables.Name, code);
        stored = [.. StoredBuffers(body)];
    }

    public Expressions Expressions => expressions;

    /// <summary>The parts that are methods of their own, by the names they were given.</summary>
    public List<(string Name, Outlined Part, IReadOnlyList<string> Inputs)> Parts { get; } = [];

    /// <summary>A printer for such a part.</summary>
    public BodyPrinter Part(Region body, Folding inside, Variables own) => new(code, body, inside, own, statements, self, workspace, modules, body.Arguments.Select(own.Name));

    /// <summary>Whether each statement is preceded by the user's statement that it differentiates: so in the reverse sweep.</summary>
    private bool Comments { get; set; }

    /// <summary>Prints operations in order; false when control does not get past them.</summary>
    public bool Print(IEnumerable<Op> ops)
    {
        foreach (Op op in ops)
        {
            if (op.Results.Any() && op.Results.All(folding.IsFolded))
            {
                continue;
            }

            if (IsSilent(op))
            {
                continue;
            }

            if (op is Turn)
            {
                if (code.Any)
                {
                    code.Line();
                }

                Comments = true;
                continue;
            }

            if (op is not Structured)
            {
                Comment(op);
            }

            Print(op);
            if (op is Throw || (op is If branch && Ends(branch.Then) && Ends(branch.Else)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Ends(Region region) => region.Ops.Any(static op => op is Throw || (op is If branch && Ends(branch.Then) && Ends(branch.Else)));

    private void Comment(Op op)
    {
        if (!Comments || op.Statement < 0 || op.Statement == commented || op is Pop or PopSpan or Mark or Release or Clear)
        {
            return;
        }

        commented = op.Statement;
        code.Line("// " + statements[op.Statement]);
    }

    /// <summary>A copy between values that share a variable leaves nothing to print.</summary>
    private bool IsSilent(Op op) =>
        op is Apply { Function: Intrinsics.Copy or Intrinsics.StopGradient } copy && Is(copy.Arguments[0], Name(copy.Result));

    /// <summary>Whether a value prints as a variable: its own, or that of what it is a copy of.</summary>
    private bool Is(Value value, string variable)
    {
        while (folding.IsFolded(value))
        {
            if (folding.Definition(value) is not Apply { Function: Intrinsics.Copy or Intrinsics.StopGradient } copy)
            {
                return false;
            }

            value = copy.Arguments[0];
        }

        return Name(value) == variable;
    }

    private void Print(Op op)
    {
        switch (op)
        {
            case Slice { LaysOut: true } o:
                Declare(o.Result, Stack(o.OfAdjoints) + "Rows(" + (o.Start is var start && folding.Definition(start) is Constant { Text: "0" } ? expressions.Print(o.Buffer) : expressions.Print(o.Buffer, Precedence.Primary) + ".Slice(" + expressions.Print(start) + ")") + ", " + expressions.Print(o.Length!) + ")");
                break;
            case Apply or Load or Slice or Opaque { Result: not null }:
                Value result = op.Results.First();
                if (!folding.IsUsed(result))
                {
                    code.Line("_ = " + expressions.Print(op).Text + ";");
                }
                else
                {
                    Assign(result, op);
                }

                break;
            case Opaque o:
                code.Line(expressions.Fill(o.Template, o.Arguments) + ";");
                break;
            case Throw o:
                code.Line("throw " + expressions.Fill(o.Template, o.Arguments) + ";");
                break;
            case Store o:
                code.Line(Element(o.Buffer, o.Index) + " = " + expressions.Print(o.Value) + ";");
                break;
            case Publish o:
                code.Line(o.Target + " = " + expressions.Print(o.Value) + ";");
                break;
            case Accumulate o:
                (string sign, Value term) = Signed(o.Value);
                code.Line(Element(o.Buffer, o.Index) + " " + sign + "= " + expressions.Print(term) + ";");
                break;
            case Clear { Buffer.Type.IsJagged: true } o:
                code.Line("global::SymDiff.Guard.Clear<" + o.Buffer.Type.Element!.Name + ">(" + expressions.Print(o.Buffer) + ");");
                break;
            case Clear { Buffer.Type: { IsMatrix: true, IsArray: true } } o:
                code.Line("global::System.Array.Clear(" + expressions.Print(o.Buffer) + ");");
                break;
            case Clear o:
                code.Line(expressions.Print(o.Buffer, Precedence.Primary) + ".Clear();");
                break;
            case If o:
                Print(o);
                break;
            case For o:
                Print(o);
                break;
            case While o:
                Print(o);
                break;
            default:
                PrintMemory(op);
                break;
        }
    }

    private string Element(Value buffer, Value index) => expressions.Print(buffer, Precedence.Primary) + "[" + expressions.Indices(index) + "]";

    /// <summary>Adding a negated term subtracts it.</summary>
    private (string Sign, Value Term) Signed(Value value) =>
        folding.IsFolded(value) && folding.Definition(value) is Apply { Function: Intrinsics.Negate } negate ? ("-", negate.Arguments[0]) : ("+", value);

    private void Assign(Value result, Op op)
    {
        if (op is Apply apply)
        {
            // x = x + y prints as x += y.
            Op source = apply.Function == Intrinsics.Copy && folding.IsFolded(apply.Arguments[0]) ? folding.Definition(apply.Arguments[0])! : apply;
            if (source is Apply { Attribute: "", Function: Intrinsics.Add or Intrinsics.Subtract or Intrinsics.Multiply or Intrinsics.Divide } update
                && !folding.IsFolded(update.Arguments[0]) && variables.Same(update.Arguments[0], result) && result.Type == update.Result.Type
                && (!result.Type.IsWide || update.Arguments[1].Type.IsWide || update.Function is Intrinsics.Multiply or Intrinsics.Divide))
            {
                string sign = update.Function switch { Intrinsics.Add => "+", Intrinsics.Subtract => "-", Intrinsics.Multiply => "*", _ => "/" };
                Value term = update.Arguments[1];
                if (update.Function == Intrinsics.Add && !update.Result.Type.IsBuffer)
                {
                    (sign, term) = Signed(term);
                }

                code.Line(Name(result) + " " + sign + "= " + expressions.Print(term) + ";");
                return;
            }
        }

        Declare(result, expressions.Print(op).Text);
    }

    /// <summary>Declares the value's variable, or assigns it where it is declared already.</summary>
    private void Declare(Value value, string text)
    {
        string name = Name(value);
        code.Line((IsDeclared(value) ? "" : value.Type.Name + " ") + name + " = " + text + ";");
        declared.Add(name);
    }

    private bool IsDeclared(Value value) => declared.Contains(Name(value));

    private string Name(Value value) => Expressions.Identifier(variables.Name(value));

    // Control flow

    private void Print(If branch)
    {
        if (branch.Outputs.Count == 1 && IsChoice(branch))
        {
            Comment(branch);
            Declare(branch.Outputs[0], expressions.Print(branch).Text);
            return;
        }

        foreach (Value output in branch.Outputs.Where(o => !folding.IsFolded(o) && !IsDeclared(o)))
        {
            code.Line(output.Type.Name + " " + Name(output) + ";");
            declared.Add(Name(output));
        }

        // An empty first side is left out by turning the condition.
        bool thenEmpty = IsEmpty(branch.Then, branch.Outputs), elseEmpty = IsEmpty(branch.Else, branch.Outputs);
        if (thenEmpty && elseEmpty)
        {
            return;
        }

        Comment(branch);
        code.Open("if (" + (thenEmpty ? Negated(branch.Condition) : expressions.Print(branch.Condition)) + ")");

        // C# knows which side of a test of literals is dead, and warns.
        if (!folding.Reads(branch.Condition).Any())
        {
            code.Suppress("CS0162", "a test of the marked method is constant");
        }

        Side(thenEmpty ? branch.Else : branch.Then, branch.Outputs);
        code.Close();
        if (!thenEmpty && !elseEmpty)
        {
            code.Open("else");
            Side(branch.Else, branch.Outputs);
            code.Close();
        }
    }

    /// <summary>Nothing but two expressions to choose from, neither of which is the variable itself.</summary>
    private bool IsChoice(If branch) =>
        branch.Regions.All(r => r.Ops.All(op => op.Results.Any() && op.Results.All(folding.IsFolded))
            && !Is(r.Yields[0], Name(branch.Outputs[0])));

    private string Negated(Value condition)
    {
        if (folding.IsFolded(condition) && folding.Definition(condition) is Apply apply)
        {
            if (apply.Function == Intrinsics.Not)
            {
                return expressions.Print(apply.Arguments[0]);
            }

            string? opposite = apply.Function switch
            {
                Intrinsics.Equal => "!=",
                Intrinsics.NotEqual => "==",
                Intrinsics.Less when apply.Arguments[0].Type.Kind == Kind.Integer => ">=",
                Intrinsics.LessOrEqual when apply.Arguments[0].Type.Kind == Kind.Integer => ">",
                Intrinsics.Greater when apply.Arguments[0].Type.Kind == Kind.Integer => "<=",
                Intrinsics.GreaterOrEqual when apply.Arguments[0].Type.Kind == Kind.Integer => "<",
                _ => null,
            };
            if (opposite is not null)
            {
                return expressions.Print(apply.Arguments[0], Precedence.Additive) + " " + opposite + " " + expressions.Print(apply.Arguments[1], Precedence.Additive);
            }
        }

        return "!" + expressions.Print(condition, Precedence.Primary);
    }

    private bool IsEmpty(Region region, EquatableArray<Value> outputs) =>
        region.Ops.All(op => (op.Results.Any() && op.Results.All(folding.IsFolded)) || IsSilent(op))
        && Enumerable.Range(0, outputs.Count).All(i => Is(region.Yields[i], Name(outputs[i])));

    private void Side(Region region, EquatableArray<Value> outputs)
    {
        HashSet<string> outside = [.. declared];
        int comment = commented;
        if (Print(region.Ops))
        {
            AssignTogether(outputs, region.Yields);
        }

        commented = comment;
        Restore(outside);
    }

    private void Restore(HashSet<string> outside) => declared.IntersectWith(outside);

    private void Print(For loop)
    {
        Value[] arguments = [.. loop.Body.Arguments.Skip(1)];
        Enter(arguments, loop.Inits);
        string index = Name(loop.Index);
        string step = loop.Step switch
        {
            1 => index + "++",
            -1 => index + "--",
            > 0 => index + " += " + Expressions.Literal(IrType.Int32, loop.Step.ToString(System.Globalization.CultureInfo.InvariantCulture)).Text,
            _ => index + " -= " + Expressions.Literal(IrType.Int32, (-loop.Step).ToString(System.Globalization.CultureInfo.InvariantCulture)).Text,
        };
        Comment(loop);
        string start = loop.Index.Type.Name + " " + index + " = " + expressions.Print(loop.Start), end = loop.Comparison + " " + expressions.Print(loop.End, Precedence.Shift);
        code.Open("for (" + start + "; " + (loop.StepsFirst ? step + " " + end + ";" : index + " " + end + "; " + step) + ")");
        Round(loop.Body, arguments, index);
        code.Close();
        AssignTogether(loop.Outputs, [.. arguments]);
    }

    private void Print(While loop)
    {
        Enter(loop.Body.Arguments, loop.Inits);
        Value test = loop.Test.Yields[0];
        bool expression = loop.Test.Ops.All(op => op.Results.All(folding.IsFolded));
        expressions.Known(test);
        Comment(loop);
        code.Open("while (" + (expression ? expressions.Print(test) : "true") + ")");
        HashSet<string> outside = [.. declared];
        if (!expression)
        {
            Print(loop.Test.Ops);
            code.Open("if (!" + expressions.Print(test, Precedence.Primary) + ")");
            code.Line("break;");
            code.Close();
            code.Line();
        }

        Round(loop.Body, loop.Body.Arguments, null);
        Restore(outside);
        code.Close();
        AssignTogether(loop.Outputs, loop.Body.Arguments);
    }

    private void Enter(IReadOnlyList<Value> arguments, EquatableArray<Value> inits) => AssignTogether([.. arguments], inits);

    private void Round(Region body, IReadOnlyList<Value> arguments, string? index)
    {
        HashSet<string> outside = [.. declared];
        (int comment, bool comments) = (commented, Comments);
        if (index is not null)
        {
            declared.Add(index);
        }

        if (Print(body.Ops))
        {
            AssignTogether([.. arguments], body.Yields);
        }

        // A round that is run backwards at once ends in the reverse sweep.
        (commented, Comments) = (comment, comments);
        Restore(outside);
    }

    private void AssignTogether(EquatableArray<Value> targets, EquatableArray<Value> sources)
    {
        var assignments = new List<(string Name, string Type, Value Source)>();
        for (int i = 0; i < targets.Count; i++)
        {
            if (!folding.IsFolded(targets[i]))
            {
                assignments.Add((Name(targets[i]), targets[i].Type.Name, sources[i]));
            }
        }

        AssignTogether(assignments);
    }

    /// <summary>The variables that assignments change.</summary>
    public IEnumerable<string> Changed(IEnumerable<(string Name, string Type, Value Source)> assignments) =>
        assignments.Where(one => !Is(one.Source, one.Name)).Select(static one => one.Name);

    /// <summary>Whether printing values reads one of some variables.</summary>
    public bool Reads(IEnumerable<Value> values, HashSet<string> variables) => values.SelectMany(folding.Reads).Any(value => variables.Contains(Name(value)));

    /// <summary>Assigns several variables at once: in an order in which none is overwritten before it is read.</summary>
    public void AssignTogether(IEnumerable<(string Name, string Type, Value Source)> assignments)
    {
        var pending = assignments
            .Where(one => !Is(one.Source, one.Name))
            .Select(one => (one.Name, one.Type, Text: expressions.Print(one.Source), Reads: new HashSet<string>(folding.Reads(one.Source).Select(Name))))
            .ToList();
        while (pending.Count > 0)
        {
            int next = pending.FindIndex(one => !pending.Any(other => other.Name != one.Name && other.Reads.Contains(one.Name)));
            if (next < 0)
            {
                // A cycle, as in (a, b) = (b, a): C#'s own parallel assignment.
                string left = string.Join(", ", pending.Select(static p => p.Name)), right = string.Join(", ", pending.Select(static p => p.Text));
                code.Line("(" + left + ") = (" + right + ");");
                return;
            }

            (string name, string type, string text, _) = pending[next];
            code.Line((declared.Add(name) ? type + " " : "") + name + " = " + text + ";");
            pending.RemoveAt(next);
        }
    }
}
