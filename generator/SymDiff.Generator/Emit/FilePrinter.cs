using System.Text.RegularExpressions;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Emit;

/// <summary>Prints the file of one marked method.</summary>
internal static class FilePrinter
{
    public static string Print(MethodModel model, IReadOnlyList<Member> members, SweepPlan plan)
    {
        return Wrap(model, code =>
        {
            for (int i = 0; i < members.Count; i++)
            {
                if (i > 0)
                {
                    code.Line();
                }

                var printer = new MemberPrinter(code, model, members[i].Contract ?? model.Signature);
                if (members[i].Refused is { } refused)
                {
                    printer.PrintRefused(members[i].Kind, joint: false, refused);
                    continue;
                }

                printer.Print(members[i]);
                if (members[i].Kind == MemberKind.Backward)
                {
                    code.Line();
                    printer.PrintJointBackward();
                    if (model.Has(DerivativeKinds.Jacobian))
                    {
                        code.Line();
                        printer.PrintJacobian(plan.JacobianByColumns);
                    }
                }
                else if (members[i].Kind == MemberKind.Jvp)
                {
                    code.Line();
                    var several = new MemberPrinter(code, model, SeveralDirections.Rows(model.Signature));
                    if (plan.OnlyOnce is { } reason)
                    {
                        several.PrintRefused(MemberKind.SeveralDirections, joint: false, reason);
                    }
                    else
                    {
                        several.PrintDirections(model.Signature, plan.ByEight);
                    }
                }
            }
        });
    }

    public static string PrintRefused(MethodModel model, Refusal refusal) =>
        Wrap(model, code => Each(model, code, (printer, kind, joint) => printer.PrintRefused(kind, joint, refusal)));

    /// <summary>The gradient alone, and of two the one with respect to the inputs: what a body that calls it is read against.</summary>
    public static string PrintStub(MethodModel model) => Wrap(model, code =>
        new MemberPrinter(code, model, model.Signature.OfInputs).PrintRefused(MemberKind.Gradient, joint: false, new Refusal("SD9001", "This body never runs.")));

    public static string PrintAbstract(MethodModel model) =>
        Wrap(model, code => Each(model, code, static (printer, kind, joint) => printer.PrintAbstract(kind, joint)));

    /// <summary>Every member that a model has, in the order in which they stand in a file.</summary>
    private static void Each(MethodModel model, CodeWriter code, Action<MemberPrinter, MemberKind, bool> print)
    {
        bool any = false;
        void One(MemberKind kind, Callee contract, bool joint = false)
        {
            if (any)
            {
                code.Line();
            }

            any = true;
            print(new MemberPrinter(code, model, contract), kind, joint);
        }

        if (model.Has(DerivativeKinds.Gradient))
        {
            One(MemberKind.Gradient, model.Signature);
        }

        if (model.HasInputGradient)
        {
            One(MemberKind.Gradient, model.Signature.OfInputs);
        }

        One(MemberKind.Forward, model.Signature);
        One(MemberKind.Backward, model.Signature);
        One(MemberKind.Backward, model.Signature, joint: true);
        if (model.Has(DerivativeKinds.Jacobian))
        {
            One(MemberKind.Jacobian, model.Signature);
        }

        if (model.Has(DerivativeKinds.Jvp))
        {
            One(MemberKind.Jvp, model.Signature);
            One(MemberKind.SeveralDirections, SeveralDirections.Rows(model.Signature));
        }

        for (int order = 2; order <= model.HighestOrder; order++)
        {
            One(MemberKind.Derivative, Orders.Contract(model.Signature, order));
        }

        if (model.Has(DerivativeKinds.HessianVectorProduct))
        {
            One(MemberKind.HessianVectorProduct, SecondOrder.Product(model.Signature));
        }

        if (model.Has(DerivativeKinds.Hessian))
        {
            One(MemberKind.Hessian, SecondOrder.Hessian(model.Signature));
        }

        if (model.HasGradientBatch)
        {
            One(MemberKind.GradientBatch, Batches.Gradient(model.Signature));
        }

        if (model.HasJacobianBatch)
        {
            One(MemberKind.JacobianBatch, Batches.Jacobian(model.Signature));
        }
    }

    public static string Shorten(string text) => LongName.Replace(text, "$1");

    private static readonly Regex LongName = new(@"\bglobal::(?:System\.Runtime\.Intrinsics|System|SymDiff)\.(Math|MathF|Span|ReadOnlySpan|GridSpan|RowSpan|Workspace|SpareGradients|Guard|Functions|Lanes|LaneFunctions|LaneRounds|Directions|Vector256|Vector512)\b(?=[.<>,\s)])", RegexOptions.CultureInvariant);

    private const string Annotations = "#nullable enable annotations";

    private static string Wrap(MethodModel model, Action<CodeWriter> body) => Wrap(model.Namespace, model.Types, model.HasShortNames, body);

    /// <summary>The file around members of a type.</summary>
    public static string Wrap(string space, IReadOnlyList<ContainingType> types, bool hasShortNames, Action<CodeWriter> body)
    {
        var code = new CodeWriter();
        code.Line("// <auto-generated/>");
        code.Line(Annotations);
        code.Line();
        if (hasShortNames)
        {
            code.Line("using System;");
            code.Line("using SymDiff;");
            code.Line();
        }

        if (space.Length > 0)
        {
            code.Line("namespace " + space + ";");
            code.Line();
        }

        foreach (ContainingType type in types)
        {
            code.Open("partial " + type.Header);
        }

        body(code);
        foreach (ContainingType _ in types)
        {
            code.Close();
        }

        string text = code.ToString();
        if (code.Suppressed.Count > 0)
        {
            text = text.Replace(Annotations, Annotations + string.Concat(code.Suppressed.Select(static warning => "\n#pragma warning disable " + warning.Key + " // " + warning.Value)));
        }

        return !hasShortNames ? text
            : Shorten(text.Contains(Vectors) ? text.Replace("using System;\n", "using System;\nusing " + Vectors + ";\n") : text);
    }

    private const string Vectors = "System.Runtime.Intrinsics";
}
