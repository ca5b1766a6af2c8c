using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Emit;

/// <summary>Documentation comments of emitted methods.</summary>
internal static class Documentation
{
    public static void Write(CodeWriter code, MemberKind kind, Callee callee, bool joint, string report, IReadOnlyList<string>? formulas = null)
    {
        string name = callee.Name;
        AddedNames names = AddedNames.Of(callee, kind);
        string parameters = List(callee.Parameters.Where(static p => p.Differentiated && p.Passing != Passing.Out).Select(static p => "<paramref name=\"" + p.Name + "\"/>").Concat(callee.Self is null ? [] : ["the parameters of this module"]));
        string[] modules = [.. callee.Modules.Select(module => "<paramref name=\"" + names.Root(module.Root) + "\"/>")];
        string buffers = List(Signature.Buffers(callee).Select(p => "<paramref name=\"" + names.Derivative(p) + "\"/>").Concat(modules));
        switch (kind)
        {
            case MemberKind.Gradient:
                Lines(code, "summary", "The value of <c>" + name + "</c> and its gradient with respect to " + parameters + "."
                    + string.Concat((formulas ?? []).Select(static formula => "\n<para><c>" + Escape(formula) + "</c></para>")));
                string constants = List(callee.Constants.Select(static module => module.Root.Length == 0 ? "this module" : "<paramref name=\"" + module.Root + "\"/>"));
                Lines(code, "remarks", (constants.Length > 0 ? "The parameters of " + constants + " are constants. " : "") + (buffers.Length > 0 ? "Overwrites " + buffers + ". " : "") + report);
                break;
            case MemberKind.Forward:
                Lines(code, "summary", "<c>" + name + "</c>, leaving on <paramref name=\"" + names.Workspace + "\"/> what <c>" + name + "Backward</c> takes off again.");
                Lines(code, "remarks", report);
                break;
            case MemberKind.Backward:
                Lines(code, "summary", "The vector-Jacobian product of <c>" + name + "</c>: adjoints of its outputs become adjoints of " + parameters + ".");
                string accumulated = List(callee.Parameters.Where(static p => p.Differentiated && !p.IsBuffer && !p.IsModule && p.Passing is Passing.Value or Passing.In).Select(p => "<paramref name=\"" + names.Derivative(p) + "\"/>").Concat(modules));
                string inPlace = List(callee.Parameters.Where(static p => p.Differentiated && (p.IsBuffer || p.Passing == Passing.Ref)).Select(p => "<paramref name=\"" + names.Derivative(p) + "\"/>"));
                string text = (accumulated.Length > 0 ? "Adds to " + accumulated + ". " : "")
                    + (inPlace.Length > 0 ? "Transforms " + inPlace + " in place: on entry the adjoint of the contents after <c>" + name + "</c>, on return of those before; what <c>" + name + "</c> does not write is added to. " : "")
                    + (joint ? "Runs both halves." : "<paramref name=\"" + names.Workspace + "\"/> is as <c>" + name + "Forward</c> left it, and buffers hold what they held then.");
                Lines(code, "remarks", text.Trim());
                break;
            case MemberKind.Jacobian:
                Lines(code, "summary", "What <c>" + name + "</c> returns, and the partial derivatives of every number that it gives out with respect to " + parameters + ".");
                Lines(code, "remarks", "Overwrites " + List(Signature.Columns(callee).Select(p => "<paramref name=\"" + names.Derivative(p) + "\"/>").Concat(callee.Self is null ? [] : ["<paramref name=\"" + names.Root("") + "\"/>"])) + ": row-major, a row for each such number. Runs the forward half once and the backward half for each row, or forward mode for each eight columns, whichever is less work.");
                break;
            case MemberKind.SeveralDirections:
                Lines(code, "summary", "<c>" + name + "</c> and its derivatives along several directions, by forward mode.");
                Lines(code, "remarks", "Tangents are row-major, a row for each direction. Overwrites those of results, transforms those of what <c>" + name + "</c> may write.");
                break;
            case MemberKind.Derivative:
                Lines(code, "summary", "The value of <c>" + name + "</c> and its derivatives of order 1 to " + (callee.Returns.Count - 1).ToString(System.Globalization.CultureInfo.InvariantCulture) + ".");
                break;
            case MemberKind.EightDirections:
                Lines(code, "summary", "<c>" + name + "</c> and the tangents of all its outputs along eight directions.");
                break;
            case MemberKind.HessianVectorProduct:
                Lines(code, "summary", "The value of <c>" + name + "</c>, its gradient, and the product of its Hessian with " + Vector(callee, 3) + ".");
                Lines(code, "remarks", "Over the numbers of all differentiated parameters laid end to end. Overwrites " + Vector(callee, 2) + " and " + Vector(callee, 1) + ". " + report);
                break;
            case MemberKind.Hessian:
                Lines(code, "summary", "The value of <c>" + name + "</c>, its gradient, and its Hessian: row-major, symmetric.");
                Lines(code, "remarks", "Over the numbers of all differentiated parameters laid end to end. Overwrites " + Vector(callee, 2) + " and " + Vector(callee, 1) + ". Runs <c>" + name + "HessianVectorProduct</c> for each column.");
                break;
            case MemberKind.GradientBatch:
                Lines(code, "summary", "The values of <c>" + name + "</c> at many points and its gradient at each of them.");
                Lines(code, "remarks", "A number, or a row of each buffer, for each point; what is shared is the same for all, and its gradient the sum over the points. Overwrites the values and the gradients. " + report);
                break;
            case MemberKind.JacobianBatch:
                Lines(code, "summary", "<c>" + name + "</c> at many points and the partial derivatives of every number that it gives out at each of them.");
                Lines(code, "remarks", "A number, or a row of each buffer, for each point; what is shared is the same for all. Overwrites the Jacobians: a block for each point, row-major, with a row for each number that is given out. " + report);
                break;
            default:
                Lines(code, "summary", "<c>" + name + "</c> and its derivative along a direction, by forward mode: the tangents are the direction in " + parameters + ".");
                string written = List(callee.Parameters.Where(static p => p.Differentiated && (p.Written && p.IsBuffer || p.Passing == Passing.Ref)).Select(p => "<paramref name=\"" + names.Derivative(p) + "\"/>"));
                if (written.Length > 0)
                {
                    Lines(code, "remarks", "Transforms " + written + " in place, as <c>" + name + "</c> does the values.");
                }

                break;
        }
    }

    private static string Vector(Callee contract, int fromEnd) => "<paramref name=\"" + contract.Parameters[contract.Parameters.Count - fromEnd].Name + "\"/>";

    public static void WriteRefused(CodeWriter code, Callee callee, Refusal refusal)
    {
        Lines(code, "summary", "<c>" + callee.Name + "</c> cannot be differentiated: " + Escape(refusal.Id) + ".");
        code.Line("/// <exception cref=\"global::System.NotSupportedException\">Always.</exception>");
    }

    private static void Lines(CodeWriter code, string tag, string text)
    {
        string[] lines = text.Trim().Split('\n');
        if (text.Trim().Length == 0)
        {
            return;
        }

        if (lines.Length == 1)
        {
            code.Line("/// <" + tag + ">" + lines[0] + "</" + tag + ">");
            return;
        }

        code.Line("/// <" + tag + ">");
        foreach (string line in lines)
        {
            code.Line("/// " + line);
        }

        code.Line("/// </" + tag + ">");
    }

    private static string List(IEnumerable<string> items)
    {
        string[] all = [.. items];
        return all.Length < 2 ? string.Concat(all) : string.Join(", ", all.Take(all.Length - 1)) + " and " + all[all.Length - 1];
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
