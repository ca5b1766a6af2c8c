using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Emit;

// Arrays, the workspace and calls.
internal sealed partial class BodyPrinter
{
    /// <summary>The lent arrays that go over the stack: each needs a handle.</summary>
    private static IEnumerable<Value> StoredBuffers(Region region) => region.Ops.SelectMany(static op =>
        (op is Push push ? push.Values.Where(static v => v.Type.IsBuffer && !v.Type.IsArray) : []).Concat(op.Regions.SelectMany(StoredBuffers)));

    private string Handle(Value buffer) => variables.Name(buffer) + "Handle";

    private void PrintMemory(Op op)
    {
        switch (op)
        {
            case Allocate { Escapes: true } o:
                Declare(o.Result, "new " + o.Result.Type.Element!.Name + "[" + expressions.Indices(o.Length) + "]");
                break;
            case Allocate { Result.Type.IsJagged: true } o:
                Declare(o.Result, Stack(o.OfAdjoints) + "AllocateRows<" + o.Result.Type.Element!.Name + ", " + o.Length.Type.Element!.Name + ">(" + expressions.Print(o.Length) + ")");
                break;
            case Allocate o:
                Lend(o.Result, o.OfAdjoints, "Allocate<" + o.Result.Type.Element!.Name + ">(" + expressions.Indices(o.Length));
                break;
            case Snapshot { Result.Type.IsJagged: true } o:
                Declare(o.Result, Stack(o.OfAdjoints) + "CopyRows(" + expressions.Print(o.Buffer) + ")");
                break;
            case Snapshot { Result.Type.IsArray: true } o:
                Declare(o.Result, "(" + o.Result.Type.Name + ")" + expressions.Print(o.Buffer, Precedence.Primary) + ".Clone()");
                break;
            case Snapshot o:
                Lend(o.Result, o.OfAdjoints, "Copy<" + o.Result.Type.Element!.Name + ">(" + expressions.Print(o.Buffer), needsHandle: true);
                break;
            case Push o:
                foreach (Value value in o.Values)
                {
                    bool isObject = value.Type.IsArray || value.Type.Kind == Kind.Opaque;
                    code.Line(workspace + (isObject ? ".PushObject(" : ".Push(") + (value.Type.IsBuffer && !value.Type.IsArray ? Handle(value) : expressions.Print(value)) + ");");
                }

                break;
            case PushSpan o:
                Declare(o.Result, workspace + ".PushSpan<" + o.Result.Type.Element!.Name + ">(" + expressions.Print(o.Count) + (o.Following == 0 ? "" : ", following: " + o.Following.ToString(System.Globalization.CultureInfo.InvariantCulture)) + ")");
                break;
            case PopSpan o:
                Declare(o.Result, workspace + ".PopSpan<" + o.Result.Type.Element!.Name + ">(" + expressions.Print(o.Count) + ")");
                break;
            case Outlined o:
                Print(o);
                break;
            case Pop o:
                foreach (Value value in o.Values.Reverse())
                {
                    Declare(value, Popped(value.Type));
                }

                break;
            case Mark o:
                Declare(o.Result, Stack(o.OfAdjoints) + "Mark");
                break;
            case Release o:
                code.Line(Stack(o.OfAdjoints) + "Release(" + expressions.Print(o.Level) + ");");
                break;
            case Call o:
                Print(o);
                break;
            case BackwardCall o:
                Print(o);
                break;
            case TangentCall o:
                Print(o);
                break;
            default:
                throw new InvalidOperationException("Cannot print " + op.GetType().Name);
        }
    }

    private void Print(Outlined part)
    {
        string[] inputs = [.. part.Inputs.Select(input => expressions.Print(input))];
        string name = Temporary(part.Name), call = name + "(" + string.Join(", ", UsesWorkspace(part.Body) ? inputs.Prepend(workspace) : inputs) + ")";
        Parts.Add((name, part, [.. part.Inputs.Select((input, i) => folding.IsFolded(input) ? Naming.Suggest(folding.Definition(input)) ?? "number" : variables.Name(input).Replace(".", "").Replace("@", ""))]));
        if (part.Outputs.Count == 1)
        {
            Declare(part.Outputs[0], call);
            return;
        }

        string whole = part.Outputs.Count == 0 ? "" : Temporary("sums");
        code.Line((whole.Length == 0 ? "" : "var " + whole + " = ") + call + ";");
        for (int i = 0; i < part.Outputs.Count; i++)
        {
            Declare(part.Outputs[i], whole + ".Item" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Whether a region takes memory from the workspace, or has something on its stack.</summary>
    public static bool UsesWorkspace(Region region) => region.Ops.Any(static op =>
        op is Allocate { Escapes: false } or Slice { LaysOut: true } or Snapshot { Result.Type.IsArray: false } or Push or Pop or PushSpan or PopSpan or Mark or Release or BackwardCall { Callee.Rule: null } or Call { IsForwardHalf: true }
        || (op is Outlined part && UsesWorkspace(part.Body)) || op.Regions.Any(UsesWorkspace));

    private string Stack(bool ofAdjoints) => workspace + (ofAdjoints ? ".Adjoints." : ".Arrays.");

    private string Popped(IrType type) =>
        type.IsArray || type.Kind == Kind.Opaque ? workspace + ".PopObject<" + type.Name + ">()"
        : type.IsBuffer ? workspace + (type.IsMatrix ? ".Arrays.Grid<" : ".Arrays.Array<") + type.Element!.Name + ">(" + workspace + ".Pop<long>())"
        : workspace + ".Pop<" + type.Name + ">()";

    private void Lend(Value result, bool ofAdjoints, string call, bool needsHandle = false)
    {
        bool isStored = stored.Contains(result);
        string handle = isStored ? ", out long " + Handle(result) : needsHandle ? ", out _" : "";
        Declare(result, Stack(ofAdjoints) + call + handle + ")");
    }

    // Calls

    /// <summary>
    /// The method to call, without the type where that is the method's own. An object that it is called on is taken from
    /// the arguments, whose first it is.
    /// </summary>
    private string Target(Callee callee, string suffix, IReadOnlyList<Value> given, List<string> arguments)
    {
        if (!callee.HasReceiver)
        {
            return (callee.Receiver == self ? "" : callee.Receiver + ".") + callee.Named(suffix);
        }

        arguments.RemoveAt(0);
        return expressions.Print(given[0], Precedence.Primary) + "." + callee.Named(suffix);
    }

    private void Print(Call call)
    {
        var through = new Queue<string>(call.Through);
        var arguments = new List<string>();
        var after = new List<Action>();
        int at = 0, output = call.Callee.Returns.Count;
        foreach (Parameter parameter in call.Callee.Parameters)
        {
            Value[] given = parameter.Passing == Passing.Out ? [] : [.. parameter.Leaves.Select(_ => call.Arguments[at++])];
            Value[] taken = parameter.Passing is Passing.Ref or Passing.Out ? [.. parameter.Leaves.Select(_ => call.Outputs[output++])] : [];
            arguments.Add(Argument(parameter, given, taken, after, Through(parameter, through)));
        }

        if (call.IsForwardHalf)
        {
            arguments.Add(workspace);
        }

        Invoke(
            Target(call.Callee, call.IsForwardHalf ? "Forward" : "", call.Arguments, arguments),
            arguments,
            call.Callee.Returns,
            [.. call.Outputs.Take(call.Callee.Returns.Count)]);
        after.ForEach(static action => action());
    }

    /// <summary>Prints a call and takes its result apart.</summary>
    private void Invoke(string method, List<string> arguments, EquatableArray<Leaf> leaves, Value[] results)
    {
        string text = method + "(" + string.Join(", ", arguments) + ")";
        if (results.Length == 0 || !results.Any(folding.IsUsed))
        {
            code.Line(text + ";");
        }
        else if (leaves.Count == 1 && leaves[0].Path.Length == 0)
        {
            Declare(results[0], text);
        }
        else
        {
            string whole = Temporary("result");
            code.Line("var " + whole + " = " + text + ";");
            for (int i = 0; i < results.Length; i++)
            {
                if (folding.IsUsed(results[i]))
                {
                    Declare(results[i], whole + leaves[i].Path);
                }
            }
        }
    }

    private string Temporary(string wish)
    {
        string name = wish;
        for (int i = 2; variables.IsTaken(name) || !temporaries.Add(name); i++)
        {
            name = wish + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }

    /// <summary>The emitted method's own argument that is handed on to a parameter; empty where it is none.</summary>
    private static string Through(Parameter parameter, Queue<string> through) =>
        parameter.Passing is Passing.Ref or Passing.Out && through.Count > 0 ? through.Dequeue() : "";

    private string Argument(Parameter parameter, Value[] given, Value[] taken, List<Action> after, string through = "")
    {
        if (through.Length > 0)
        {
            if (folding.IsUsed(taken[0]))
            {
                after.Add(() => Declare(taken[0], through));
            }

            return (parameter.Passing == Passing.Ref ? "ref " : "out ") + through;
        }

        bool tuple = parameter.IsAggregate;
        string value = given.Length == 0 ? "" : Whole(parameter.Assembly, parameter.Leaves, given);
        switch (parameter.Passing)
        {
            case Passing.Value or Passing.In:
                return value;
            case Passing.Out when !tuple:
                if (!folding.IsUsed(taken[0]))
                {
                    return "out _";
                }

                string prefix = IsDeclared(taken[0]) ? "out " : "out " + taken[0].Type.Name + " ";
                declared.Add(Name(taken[0]));
                return prefix + Name(taken[0]);
            case Passing.Ref when !tuple && folding.IsUsed(taken[0]):
                if (!Is(given[0], Name(taken[0])))
                {
                    Declare(taken[0], value);
                }

                return "ref " + Name(taken[0]);
            case Passing.Ref when !tuple:
                string unused = Temporary("unused");
                code.Line(given[0].Type.Name + " " + unused + " = " + value + ";");
                return "ref " + unused;
            default:
                string whole = Temporary(parameter.Name);
                code.Line(parameter.Type + " " + whole + (parameter.Passing == Passing.Ref ? " = " + value : "") + ";");
                Leaf[] leaves = [.. parameter.Leaves.Where(leaf => taken.Length == parameter.Leaves.Count || Signature.IsMoving(leaf))];
                for (int i = 0; i < taken.Length; i++)
                {
                    Value leaf = taken[i];
                    string path = leaves[i].Path;
                    if (folding.IsUsed(leaf))
                    {
                        after.Add(() => Declare(leaf, whole + path));
                    }
                }

                return (parameter.Passing == Passing.Ref ? "ref " : "out ") + whole;
        }
    }

    /// <summary>
    /// A parameter or result from its leaves. Where there are only as many values as leaves that move, those are meant,
    /// and the others are left at their defaults.
    /// </summary>
    private string Whole(string assembly, EquatableArray<Leaf> leaves, IReadOnlyList<Value> values)
    {
        var rest = new Queue<Value>(values);
        bool all = values.Count == leaves.Count;
        return Template.Fill(assembly, [.. leaves.Select(leaf => all || Signature.IsMoving(leaf) ? expressions.Print(rest.Dequeue()) : "default")]);
    }

    private void Print(BackwardCall call)
    {
        var arguments = new List<string>();
        var adjoints = new List<string>();
        var after = new List<Action>();
        var passed = new Queue<string>(call.Callee.Passed.Zip(call.Callee.Modules, (path, module) => call.Callee.DiscardsModules ? ModuleNames.Spare(path, module.Type) : modules(path)));
        int at = 0, given = 0, output = 0;
        foreach (Parameter parameter in call.Callee.Parameters)
        {
            switch (parameter.Passing)
            {
                case Passing.Value or Passing.In:
                    Value[] leaves = [.. parameter.Leaves.Select(_ => call.Arguments[at++])];
                    arguments.Add(Whole(parameter.Assembly, parameter.Leaves, leaves));
                    break;
                case Passing.Ref when call.Callee.Rule is not null:
                    arguments.Add(Argument(parameter, [.. parameter.Leaves.Select(_ => call.Arguments[at++])], [.. parameter.Leaves.Select(static l => new Value(-1, l.Type))], []));
                    break;
                case Passing.Ref:
                    arguments.Add("default");
                    break;
                case Passing.Out when call.Callee.Rule is not null:
                    arguments.Add("out _");
                    break;
            }

            if (!parameter.Differentiated)
            {
                continue;
            }

            if (parameter.IsModule)
            {
                adjoints.Add(passed.Dequeue());
                continue;
            }

            if (parameter.IsBuffer)
            {
                adjoints.Add(expressions.Print(call.Adjoints[given++]));
                continue;
            }

            int[] floats = [.. Enumerable.Range(0, parameter.Leaves.Count).Where(i => parameter.Leaves[i].Type.IsFloat)];
            Value[] starts = [.. floats.Select(_ => call.Adjoints[given++])];
            if (parameter.Passing == Passing.Out)
            {
                adjoints.Add(Whole(parameter.Assembly, parameter.Leaves, starts));
                continue;
            }

            Value[] ends = [.. floats.Select(_ => call.Outputs[output++])];
            adjoints.Add(parameter.IsAggregate ? AggregateAdjoint(parameter, floats, starts, ends, after) : Adjoint(starts[0], ends[0], parameter));
        }

        adjoints.AddRange(passed);
        var results = new List<string>();
        if (call.Callee.Returns.Any(static l => l.Type.IsFloat || l.Type.IsFloatBuffer))
        {
            results.Add(Whole(call.Callee.Assembly, call.Callee.Returns, call.ResultAdjoints));
        }

        code.Line(call.Callee.Rule is { } rule
            ? rule + "(" + string.Join(", ", [.. arguments, .. results, .. adjoints]) + ");"
            : Target(call.Callee, "Backward", call.Arguments, arguments) + "(" + string.Join(", ", [.. arguments, workspace, .. results, .. adjoints]) + ");");
        after.ForEach(static action => action());
    }

    private string Adjoint(Value start, Value end, Parameter parameter)
    {
        if (!folding.IsUsed(end))
        {
            string unused = Temporary(parameter.Name + "Unused");
            code.Line(end.Type.Name + " " + unused + " = " + expressions.Print(start) + ";");
            return "ref " + unused;
        }

        if (!Is(start, Name(end)))
        {
            Declare(end, expressions.Print(start));
        }

        return "ref " + Name(end);
    }

    private string AggregateAdjoint(Parameter parameter, int[] floats, Value[] starts, Value[] ends, List<Action> after)
    {
        string whole = Temporary(parameter.Name + "Adjoint");
        code.Line(parameter.Type + " " + whole + " = " + Whole(parameter.Assembly, parameter.Leaves, starts) + ";");
        for (int i = 0; i < ends.Length; i++)
        {
            Value leaf = ends[i];
            string path = parameter.Leaves[floats[i]].Path;
            if (folding.IsUsed(leaf))
            {
                after.Add(() => Declare(leaf, whole + path));
            }
        }

        return "ref " + whole;
    }

    private void Print(TangentCall call)
    {
        var arguments = new List<string>();
        var tangents = new List<string>();
        var after = new List<Action>();
        var passed = new Queue<ModulePath>(call.Callee.Passed);
        var through = new Queue<string>(call.Through);
        int at = 0, given = 0, output = call.Callee.Returns.Count;
        int written = call.Callee.Parameters.Where(static p => p.Passing is Passing.Ref or Passing.Out).Sum(static p => p.Leaves.Count);
        int tangent = output + written + call.Callee.Returns.Count(static l => l.Type.IsFloat || l.Type.IsFloatBuffer);
        foreach (Parameter parameter in call.Callee.Parameters)
        {
            bool returns = parameter.Passing is Passing.Ref or Passing.Out;
            Value[] values = parameter.Passing == Passing.Out ? [] : [.. parameter.Leaves.Select(_ => call.Arguments[at++])];
            Value[] results = returns ? [.. parameter.Leaves.Select(_ => call.Outputs[output++])] : [];
            arguments.Add(Argument(parameter, values, results, after, Through(parameter, through)));
            if (parameter.IsModule)
            {
                tangents.Add(modules(passed.Dequeue()));
            }

            if (!parameter.Differentiated || parameter.IsModule)
            {
                continue;
            }

            Leaf[] moving = [.. parameter.Leaves.Where(static l => l.Type.IsFloat || l.Type.IsFloatBuffer)];
            Value[] entry = parameter.Passing == Passing.Out ? [] : [.. moving.Select(_ => call.Tangents[given++])];
            Value[] exit = returns ? [.. moving.Select(_ => call.Outputs[tangent++])] : [];
            tangents.Add(Argument(parameter with { Name = parameter.Name + "Tangent" }, entry, exit, after));
        }

        tangents.AddRange(passed.Select(modules));
        string target = Target(call.Callee, "Jvp", call.Arguments, arguments), text = target + "(" + string.Join(", ", arguments.Concat(tangents)) + ")";
        EquatableArray<Leaf> leaves = call.Callee.Returns;
        if (leaves.Any(static l => l.Type.IsFloat || l.Type.IsFloatBuffer))
        {
            string whole = Temporary("result");
            code.Line("var " + whole + " = " + text + ";");
            int moved = leaves.Count + written;
            for (int i = 0; i < leaves.Count; i++)
            {
                Part(call.Outputs[i], whole + ".Value" + leaves[i].Path);
                if (leaves[i].Type.IsFloat || leaves[i].Type.IsFloatBuffer)
                {
                    Part(call.Outputs[moved++], whole + ".Tangent" + leaves[i].Path);
                }
            }
        }
        else
        {
            Invoke(target, [.. arguments, .. tangents], leaves, [.. call.Outputs.Take(leaves.Count)]);
        }

        after.ForEach(static action => action());

        void Part(Value value, string path)
        {
            if (folding.IsUsed(value))
            {
                Declare(value, path);
            }
        }
    }
}
