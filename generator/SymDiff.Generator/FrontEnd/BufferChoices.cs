using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Buffer variables that change places in a loop or branch, as in <c>(a, b) = (b, a)</c>. What such a variable stands
/// for is not one value, so from there on it is a number that says which of a fixed list of buffers it names: reading
/// it selects that buffer, assigning it copies the number.
/// </summary>
/// <remarks>
/// The list holds what the variables stand for when the outermost such loop or branch is entered, so its buffers are
/// defined wherever the variables can be read. An assignment from anything else stays refused.
/// </remarks>
internal sealed class BufferChoices(LoweringContext context)
{
    private readonly Dictionary<Variable, Choice> choices = [];
    private readonly Dictionary<Variable, Value> held = [];

    /// <summary>The buffers that reading such a variable gave, with the number it had.</summary>
    private readonly Dictionary<Value, (Group Group, Value Number)> reads = [];

    private FunctionBuilder Builder => context.Builder;

    /// <summary>Finds the variables that change places in what is about to be lowered.</summary>
    /// <returns>Variables that they may get their buffers from and that stay as they are.</returns>
    public IReadOnlyList<Variable> Prepare(params IOperation?[] bodies)
    {
        var constant = new List<Variable>();
        BufferFlow flow = BufferFlow.Of(bodies.OfType<IOperation>());
        var inside = new HashSet<ISymbol>(bodies.OfType<IOperation>().SelectMany(static b => b.DescendantsAndSelf()).OfType<IVariableDeclaratorOperation>().Select(static d => d.Symbol), SymbolEqualityComparer.Default);
        foreach (IReadOnlyCollection<ISymbol> component in flow.Components)
        {
            List<Place.Local> members = [], sources = [];
            foreach (ISymbol symbol in component.Where(s => !inside.Contains(s)).OrderBy(static s => s.Locations.FirstOrDefault()?.SourceSpan.Start))
            {
                if (context.Frame.Find(symbol) is Place.Local place)
                {
                    (flow.Assigns(symbol) || choices.ContainsKey(place.Variable) ? members : sources).Add(place);
                }
            }

            Prepare(members, sources);
            constant.AddRange(sources.Select(static s => s.Variable));
        }

        return constant;
    }

    /// <summary>
    /// Prepares a loop and reads, once before it, the variables that it does not assign. They are to be released when
    /// it is lowered.
    /// </summary>
    public IReadOnlyList<Variable> Hold(ILoopOperation loop)
    {
        var now = new List<Variable>();
        foreach (Variable variable in Prepare(loop).Where(v => !held.ContainsKey(v) && Builder.IsAssigned(v)))
        {
            held[variable] = Builder.Read(variable);
            now.Add(variable);
        }

        if (choices.Count == 0)
        {
            return now;
        }

        IEnumerable<ISymbol> named = loop.Descendants()
            .Select(static o => o is ILocalReferenceOperation local ? local.Local : (o as IParameterReferenceOperation)?.Parameter as ISymbol)
            .OfType<ISymbol>()
            .Distinct<ISymbol>(SymbolEqualityComparer.Default);
        foreach (ISymbol symbol in named)
        {
            if (context.Frame.Find(symbol) is Place.Local { Variable: var variable }
                && choices.TryGetValue(variable, out Choice? choice)
                && Builder.IsAssigned(choice.Number)
                && !held.ContainsKey(variable)
                && !WriteScan.Touches(loop, symbol))
            {
                held[variable] = Read(variable);
                now.Add(variable);
            }
        }

        return now;
    }

    public void Release(IReadOnlyList<Variable> variables)
    {
        foreach (Variable variable in variables)
        {
            held.Remove(variable);
        }
    }

    /// <summary>The buffer that a variable stands for here.</summary>
    public Value Read(Variable variable)
    {
        if (held.TryGetValue(variable, out Value? known))
        {
            return known;
        }

        if (!choices.TryGetValue(variable, out Choice? choice))
        {
            return Builder.Read(variable);
        }

        if (!Builder.IsAssigned(choice.Number))
        {
            // The variable changed places on a path that has been left; what it stands for after the paths join is open.
            context.Error("SD2007", "'" + variable.Name + "' is made to stand for another buffer on a path that ends early, so what it names here cannot be proven. Copy the elements, or declare a new variable there.", context.Method.Locations[0]);
            return Builder.Read(variable);
        }

        Value number = Builder.Read(choice.Number);
        IReadOnlyList<Value> candidates = choice.Group.Candidates;
        Value selected = candidates[candidates.Count - 1];
        for (int i = candidates.Count - 2; i >= 0; i--)
        {
            selected = context.Select(Builder.Apply(Intrinsics.Equal, IrType.Boolean, number, context.Int(i)), variable.Type, candidates[i], selected);
        }

        if (candidates.Count > 1)
        {
            reads[selected] = (choice.Group, number);
        }

        return selected;
    }

    /// <summary>Makes a variable stand for another buffer; false where what it stands for afterwards would be open.</summary>
    public bool Assign(Place.Local local, Value buffer)
    {
        Variable variable = local.Variable;
        if (held.ContainsKey(variable))
        {
            return false;
        }

        if (choices.TryGetValue(variable, out Choice? choice))
        {
            if (Number(choice.Group, buffer) is { } number)
            {
                Builder.Bind(choice.Number, number);
                return true;
            }

            if (context.Depth == local.Depth)
            {
                choices.Remove(variable);
            }
        }

        if (choices.ContainsKey(variable) || (context.Depth > local.Depth && !(Builder.IsAssigned(variable) && Builder.Read(variable) == buffer)))
        {
            return false;
        }

        Builder.Bind(variable, buffer);
        return true;
    }

    private void Prepare(List<Place.Local> members, List<Place.Local> sources)
    {
        Group[] own = [.. members.Where(m => choices.ContainsKey(m.Variable)).Select(m => choices[m.Variable].Group).Distinct()];
        List<Place.Local> news = [.. members.Where(m => !choices.ContainsKey(m.Variable) && m.Depth == context.Depth)];
        IEnumerable<Group> named = news.Where(m => Builder.IsAssigned(m.Variable)).Select(m => Read(m.Variable)).Where(reads.ContainsKey).Select(v => reads[v].Group);
        Group[] groups = [.. own.Union(named)];
        if (groups.Length == 1 && sources.All(s => Number(groups[0], Read(s.Variable)) is not null) && news.All(m => Starts(groups[0], m)))
        {
            Join(groups[0], news);
        }
        else if (members.Count > 0 && members.All(m => m.Depth == context.Depth && (!choices.TryGetValue(m.Variable, out Choice? choice) || Builder.IsAssigned(choice.Number))))
        {
            Value[] buffers =
            [
                .. own.SelectMany(static g => g.Candidates)
                    .Concat(news.Concat(sources).Where(m => Builder.IsAssigned(m.Variable)).Select(m => Read(m.Variable)))
                    .Distinct(),
            ];
            if (buffers.Length > 0 && members.All(m => buffers.All(b => Fits(m.Variable.Type, b.Type))))
            {
                var group = new Group(buffers);
                Regroup(group, [.. members.Where(m => choices.ContainsKey(m.Variable))]);
                Join(group, news);
            }
        }
    }

    private bool Starts(Group group, Place.Local member) =>
        group.Candidates.All(c => Fits(member.Variable.Type, c.Type))
        && (!Builder.IsAssigned(member.Variable) || Number(group, Builder.Read(member.Variable)) is not null);

    private void Join(Group group, List<Place.Local> members)
    {
        foreach (Variable variable in members.Select(static m => m.Variable))
        {
            Value start = Builder.IsAssigned(variable) ? Number(group, Builder.Read(variable))! : context.Int(0);
            choices[variable] = Start(group, variable, start);
        }
    }

    /// <summary>Moves variables to a group with more buffers, in which each has another number.</summary>
    private void Regroup(Group group, Place.Local[] members)
    {
        foreach (Variable variable in members.Select(static m => m.Variable))
        {
            Choice old = choices[variable];
            Value number = Builder.Read(old.Number);
            IReadOnlyList<Value> before = old.Group.Candidates;
            Value moved = Number(group, before[before.Count - 1])!;
            for (int i = before.Count - 2; i >= 0; i--)
            {
                Value here = Builder.Apply(Intrinsics.Equal, IrType.Boolean, number, context.Int(i));
                moved = Builder.Apply(Intrinsics.Select, IrType.Int32, here, Number(group, before[i])!, moved);
            }

            choices[variable] = Start(group, variable, moved);
        }
    }

    private Choice Start(Group group, Variable variable, Value number)
    {
        string name = variable.Name is { Length: > 0 } own ? "which" + char.ToUpperInvariant(own[0]) + own.Substring(1) : "";
        Variable selector = Builder.NewVariable(name, IrType.Int32);
        Builder.Bind(selector, number);
        return new Choice(group, selector);
    }

    /// <summary>The number of a buffer in a group, or null when it is none of the group's.</summary>
    private Value? Number(Group group, Value buffer)
    {
        if (!reads.ContainsKey(buffer) && !group.Candidates.Contains(buffer) && context.SelectedFrom(buffer) is { } choice)
        {
            return Number(group, choice.Then) is { } then && Number(group, choice.Otherwise) is { } otherwise
                ? Builder.Apply(Intrinsics.Select, IrType.Int32, choice.Condition, then, otherwise)
                : null;
        }

        if (reads.TryGetValue(buffer, out (Group Group, Value Number) read) && read.Group == group)
        {
            return read.Number;
        }

        int index = group.Candidates.ToList().IndexOf(buffer);
        return index < 0 ? null : context.Int(index);
    }

    /// <summary>Whether a variable of one type can be assigned a buffer of another without losing the right to write.</summary>
    private static bool Fits(IrType variable, IrType buffer) =>
        variable.Element == buffer.Element && (variable.IsReadOnly || (variable.IsArray ? buffer.IsArray : !buffer.IsReadOnly));

    private sealed record Choice(Group Group, Variable Number);

    /// <summary>The buffers that some variables share among them.</summary>
    private sealed class Group(IReadOnlyList<Value> candidates)
    {
        public IReadOnlyList<Value> Candidates { get; } = candidates;
    }
}
