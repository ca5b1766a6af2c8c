using System.Text;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Classes with parameters: one inside another, each with marked methods of its own.</summary>
internal sealed partial class ProgramWriter
{
    private const int CellWeights = 3;
    private const int NetWeights = 4;

    // The methods that the modules have, by the names that the outer one has for them.
    private readonly List<Routine> ofModules = [];

    // Which class a method is being written for; empty for the static one.
    private string module = "";

    /// <summary>Parameters as variables: what is learnt is not written.</summary>
    private void Fields()
    {
        if (module.Length > 0)
        {
            Fields("");
        }
    }

    private void Fields(string owner)
    {
        void Number(string name) => scope.Add(new Variable(owner + name, VariableKind.Double) { Writable = false });
        void Array(string name, int length) => scope.Add(new Variable(owner + name, VariableKind.Array) { Writable = false, Min = length, Max = length, Root = owner + name, Learnt = true });
        Number("Gain");
        if (module == "Cell")
        {
            Array("Kernel", CellWeights);
            return;
        }

        Array("Weights", NetWeights);
        Number("Core.Gain");
        Array("Core.Kernel", CellWeights);
        if (current.Name == "F")
        {
            Routine[] own = [.. ofModules.Select(routine => routine with { Name = owner + routine.Name })];
            routines.AddRange(own);
            Use("nested module");
        }
    }

    private string Module(Action last)
    {
        string shape = Pick(["d", "s", "sd", "dn", "w"]);
        Routine step = new("Step", shape, shape == "w" ? 'v' : 'd', Marked: true);
        var written = new StringBuilder();
        written.Append(Class("Cell", $"[Parameter] public double Gain = 0.5;\n        [Parameter] public readonly double[] Kernel = new double[{CellWeights}];", [() => Written(step)]));
        ofModules.Add(step with { Name = "Core.Step" });
        string outer = Pick(["d", "dd", "s", "a", "r"]);
        Routine apply = new("Apply", outer, outer == "r" ? 'v' : 'd', Marked: true);
        written.Append('\n').Append(Class(
            "Net",
            $"[Parameter] public readonly double[] Weights = new double[{NetWeights}];\n        [Parameter] public readonly Cell Core = new();\n        [Parameter] public double Gain = 1;",
            [
                () =>
                {
                    routines.Add(ofModules[0]);
                    Written(apply);
                    routines.RemoveAt(routines.Count - 1);
                    ofModules.Add(apply);
                },
                last,
            ]));
        return written.ToString();
    }

    private void Written(Routine routine)
    {
        (Routine outer, int loops) = (current, maxLoopDepth);
        current = routine;
        maxLoopDepth = 1;
        Method(routine, 1 + random.Next(3));
        (current, maxLoopDepth) = (outer, loops);
    }

    // A class of its own inside the program's.
    private string Class(string name, string fields, Action[] methods)
    {
        int start = text.Length;
        (string outer, int depth) = (module, indent);
        module = name;
        indent = 2;
        foreach (Action method in methods)
        {
            method();
        }

        (module, indent) = (outer, depth);
        string body = text.ToString(start, text.Length - start);
        text.Length = start;
        return $"    internal sealed partial class {name}\n    {{\n        {fields}\n{body}    }}\n";
    }
}
