using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Optimization;

/// <summary>
/// Gives parts of a long body methods of their own: what grows beyond some size the runtime's compiler no longer optimises.
/// </summary>
/// <remarks>
/// What one part computes and another reads lies in a frame, memory that the workspace lends. Operations that others know by
/// memory or that name the method's own arguments stay where they are. Guarantees the same operations in the same order.
/// <code>
/// a = …; b = a * x; … c = b + a         Part(frame, x); Part2(frame, x); c = frame[7]
/// </code>
/// </remarks>
internal sealed class Splitting
{
    private readonly Numbering numbering;
    private readonly int largest;
    private readonly Dictionary<Value, Op> definitions;
    private readonly Dictionary<IrType, Frame> frames = [];
    private readonly Dictionary<Value, (Frame Frame, int Place)> places = [];

    private Splitting(Dictionary<Value, Op> definitions, Numbering numbering, int largest)
    {
        this.definitions = definitions;
        this.numbering = numbering;
        this.largest = largest;
    }

    /// <summary>Memory for values of one type.</summary>
    private sealed record Frame(Value Buffer)
    {
        public int Count { get; set; }
    }

    /// <param name="region">The body of a method that rents its workspace.</param>
    /// <param name="numbering">Where new values get their numbers.</param>
    /// <param name="largest">Bodies of more operations are split; parts have a quarter of that.</param>
    public static Region Run(Region region, Numbering numbering, int largest)
    {
        if (Size(region) <= largest)
        {
            return region;
        }

        var splitting = new Splitting(region.Definitions(), numbering, Math.Max(1, largest / 4));
        Region split = splitting.Visit(region);
        return split with { Ops = [.. splitting.frames.Values.OrderBy(static frame => frame.Buffer.Id).SelectMany(splitting.Made), .. split.Ops] };
    }

    private IEnumerable<Op> Made(Frame frame)
    {
        Value count = numbering.New(IrType.Int32);
        return [new Constant(-1, count, Text(frame.Count)), new Allocate(-1, frame.Buffer, count, Escapes: false)];
    }

    private static int Size(Region region) => region.Ops.Sum(Size);

    private static int Size(Op op) => 1 + op.Regions.Sum(Size);

    /// <summary>Operations that stand in a row: in a part, or where they are.</summary>
    private sealed record Row(List<Op> Ops, bool IsPart);

    private Region Visit(Region region)
    {
        // The test of a loop is one expression.
        Op[] ops = [.. region.Ops.Select(op => op is While loop ? loop with { Body = Visit(loop.Body) } : op is Structured ? Rewrite.Map(op, static v => v, static v => v, Visit) : op)];
        if (ops.Sum(Size) <= largest)
        {
            return region with { Ops = EquatableArray.Of(ops) };
        }

        List<Row> runs = Runs(ops);

        // What comes behind each run reads.
        var read = new HashSet<Value>(region.Yields);
        var behind = new HashSet<Value>[runs.Count];
        for (int i = runs.Count - 1; i >= 0; i--)
        {
            behind[i] = [.. read];
            read.UnionWith(Free(runs[i].Ops));
        }

        HashSet<Value> here = [.. region.Yields, .. runs.Where(static run => !run.IsPart).SelectMany(static run => Free(run.Ops))];
        HashSet<Value> inParts = [.. runs.Where(static run => run.IsPart).SelectMany(static run => Free(run.Ops))];
        var result = new List<Op>();
        Keep(region.Arguments.Where(inParts.Contains), result);
        for (int i = 0; i < runs.Count; i++)
        {
            if (runs[i].IsPart)
            {
                Part(runs[i].Ops, behind[i], here, result);
            }
            else
            {
                result.AddRange(runs[i].Ops);
                Keep(runs[i].Ops.Where(static op => op is not Constant).SelectMany(static op => op.Results).Where(inParts.Contains), result);
            }
        }

        return region with { Ops = result.ToEquatable() };
    }

    /// <summary>Puts numbers that stand outside the parts into frames, where the parts find them.</summary>
    private void Keep(IEnumerable<Value> values, List<Op> ops)
    {
        foreach (Value value in values.Where(static value => IsPlain(value.Type)))
        {
            Frame frame = FrameOf(value.Type);
            places.Add(value, (frame, frame.Count));
            ops.Add(new Store(-1, frame.Buffer, Index(frame.Count, ops), value));
            frame.Count++;
        }
    }

    private Frame FrameOf(IrType type)
    {
        if (!frames.TryGetValue(type, out Frame? frame))
        {
            frames.Add(type, frame = new Frame(numbering.New(IrType.Span(type), "frame")));
        }

        return frame;
    }

    private List<Row> Runs(Op[] ops)
    {
        var runs = new List<Row>();
        var part = new List<Op>();
        int size = 0;
        void End()
        {
            if (part.Count > 0)
            {
                runs.Add(new Row([.. part], 2 * size > largest));
            }

            part.Clear();
            size = 0;
        }

        foreach (Op op in ops)
        {
            if (!CanMove(op))
            {
                End();
                runs.Add(new Row([op], false));
                continue;
            }

            if (size > 0 && size + Size(op) > largest)
            {
                End();
            }

            part.Add(op);
            size += Size(op);
        }

        End();
        return runs;
    }

    private static HashSet<Value> Free(List<Op> ops) => FreeUses.Of(new Region(default, ops.ToEquatable(), default));

    private void Part(List<Op> ops, HashSet<Value> behind, HashSet<Value> here, List<Op> result)
    {
        var map = new Dictionary<Value, Value>();
        List<Op> head = [], tail = [], loads = [];
        foreach (Value value in Free(ops).OrderBy(static value => value.Id))
        {
            if (definitions.TryGetValue(value, out Op? op) && op is Constant constant)
            {
                head.Add(constant with { Statement = -1 });
            }
            else if (places.TryGetValue(value, out (Frame Frame, int Place) place))
            {
                Value read = map[value] = numbering.New(value.Type, value.Name);
                Value index = Index(place.Place, head);
                head.Add(new Load(-1, read, place.Frame.Buffer, index) { IsInside = true });
            }
        }

        foreach (Value value in ops.SelectMany(static op => op.Results).Where(value => behind.Contains(value) && !(definitions[value] is Constant)))
        {
            Frame frame = FrameOf(value.Type);
            places.Add(value, (frame, frame.Count));
            tail.Add(new Store(-1, frame.Buffer, Index(frame.Count, tail), value));
            if (here.Contains(value))
            {
                Value index = Index(frame.Count, loads);
                loads.Add(new Load(-1, value, frame.Buffer, index) { IsInside = true });
            }

            frame.Count++;
        }

        // What is a constant to others is written once more for them.
        result.AddRange(ops.OfType<Constant>().Where(constant => behind.Contains(constant.Result)));
        Region body = Rewrite.Substitute(new Region(default, ops.ToEquatable(), default), map);
        body = new Region(default, [.. head, .. body.Ops, .. tail], default);
        EquatableArray<Value> inputs = FreeUses.Of(body).OrderBy(static value => value.Id).ToEquatable();
        result.Add(new Outlined(-1, "Part", inputs, body with { Arguments = inputs }, default));
        result.AddRange(loads);
    }

    private Value Index(int place, List<Op> ops)
    {
        Value index = numbering.New(IrType.Int32);
        ops.Add(new Constant(-1, index, Text(place)));
        return index;
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether an operation can stand in a method of its own: it gives numbers, and knows its surroundings by values alone.</summary>
    private static bool CanMove(Op op) => op.Results.All(static result => IsPlain(result.Type))
        && op switch
        {
            Constant or Apply or Load or Store or Accumulate or Clear or Pop => true,

            // An array goes on the stack by its handle, which has a name of its own where the array was made.
            Push o => o.Values.All(static value => IsPlain(value.Type)),

            // Any other text may name an argument of the method.
            Opaque o => (o.Effect == Effect.Pure || o.IsCheck) && o.Input is null && (o.Template.StartsWith("global::SymDiff.", StringComparison.Ordinal) || o.Template[0] == '{') && !o.Template.Contains("this.") && !o.Template.Contains("nameof"),
            If or For or While => op.Regions.All(static region => region.Ops.All(CanStay)),
            _ => false,
        };

    private static bool IsPlain(IrType type) => type.Kind is Kind.Float or Kind.Integer or Kind.Boolean or Kind.Lanes or Kind.Mask;

    /// <summary>Whether an operation inside another can: there it may give memory, too.</summary>
    private static bool CanStay(Op op) => CanMove(op)
        || op is Slice or Allocate { Escapes: false } or Snapshot or PushSpan or PopSpan or Mark or Release
        || (op is Apply or If or For or While && op.Regions.All(static region => region.Ops.All(CanStay)));
}
