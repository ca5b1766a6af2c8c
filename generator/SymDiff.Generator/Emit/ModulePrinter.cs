using System.Globalization;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Emit;

/// <summary>Prints the generated part of a module: its parameters as one vector, and the type of their gradients.</summary>
internal sealed class ModulePrinter
{
    private readonly CodeWriter code;
    private readonly ModuleModel model;
    private readonly string number;

    // The places after each parameter; no member of the user's begins like them.
    private readonly string end = "end";

    private ModulePrinter(CodeWriter code, ModuleModel model)
    {
        this.code = code;
        this.model = model;
        number = model.Element.Name;
        while (model.Members.Any(m => m.Name.StartsWith(end, StringComparison.Ordinal)))
        {
            end = "_" + end;
        }
    }

    /// <summary>The text of the file.</summary>
    public static string Print(ModuleModel model)
    {
        ContainingType module = model.Types[model.Types.Count - 1];
        module = new ContainingType(module.Header + " : global::SymDiff.IModule<" + model.Element.Name + ">");
        return FilePrinter.Wrap(model.Namespace, [.. model.Types.Take(model.Types.Count - 1), module], model.HasShortNames, code => new ModulePrinter(code, model).Print());
    }

    private string Span => "global::System.Span<" + number + ">";

    private string ReadOnlySpan => "global::System.ReadOnlySpan<" + number + ">";

    private void Print()
    {
        code.Line("/// <inheritdoc/>");
        code.Line("public int ParameterCount => " + string.Join(" + ", model.Members.Select(m => Length("this", m))) + ";");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("public void CopyParametersTo(" + Span + " destination)");
        Vector("destination", member => member.Kind switch
        {
            ModuleMemberKind.Number => "destination[at] = this." + member.Name,
            ModuleMemberKind.Array => "new " + ReadOnlySpan + "(this." + member.Name + ").CopyTo(destination.Slice(at))",
            _ => "this." + member.Name + ".CopyParametersTo(destination.Slice(at, " + Length("this", member) + "))",
        });
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("public void SetParameters(" + ReadOnlySpan + " source)");
        Vector("source", member => member.Kind switch
        {
            ModuleMemberKind.Number => "this." + member.Name + " = source[at]",
            ModuleMemberKind.Array => "source.Slice(at, " + Length("this", member) + ").CopyTo(this." + member.Name + ")",
            _ => "this." + member.Name + ".SetParameters(source.Slice(at, " + Length("this", member) + "))",
        });
        code.Line();
        Contract();
        code.Line();
        Gradients();
    }

    /// <summary>A pass over all parameters in order.</summary>
    private void Vector(string vector, Func<ModuleMember, string> statement)
    {
        code.Open();
        code.Line("global::SymDiff.Guard.HasLength<" + number + ">(ParameterCount, " + vector + ", nameof(" + vector + "));");
        code.Line("int at = 0;");
        for (int i = 0; i < model.Members.Count; i++)
        {
            ModuleMember member = model.Members[i];
            code.Line(statement(member) + ";");
            if (i + 1 < model.Members.Count)
            {
                code.Line(member.Kind == ModuleMemberKind.Number ? "at++;" : "at += " + Length("this", member) + ";");
            }
        }

        code.Close();
    }

    /// <summary>What the runtime asks of a module and users do not.</summary>
    private void Contract()
    {
        code.Line("void global::SymDiff.IModule<" + number + ">.CollectParts(global::System.Collections.Generic.ICollection<object> parts)");
        code.Open();
        foreach (ModuleMember member in model.Members.Where(static m => m.Kind != ModuleMemberKind.Number))
        {
            code.Line("global::SymDiff.Guard.Collect<" + number + ">(this." + member.Name + (member.Kind == ModuleMemberKind.Module ? ", nameof(" + member.Name + ")" : "") + ", parts);");
        }

        code.Close();
        code.Line();
        string[] overlaps = [.. model.Members.Select(Overlap).OfType<string>()];
        code.Line("bool global::SymDiff.IModule<" + number + ">.Overlaps(global::System.ReadOnlySpan<byte> memory) => "
            + (overlaps.Length == 0 ? "false" : string.Join(" || ", overlaps)) + ";");
    }

    private string? Overlap(ModuleMember member) => member.Kind switch
    {
        ModuleMemberKind.Number when member.IsVariable => "global::SymDiff.Guard.Overlap<" + number + ">(memory, new " + ReadOnlySpan + "(in this." + member.Name + "))",
        ModuleMemberKind.Number => null,
        ModuleMemberKind.Array => "global::SymDiff.Guard.Overlap<" + number + ">(memory, this." + member.Name + ")",
        _ => "(this." + member.Name + " is global::SymDiff.IModule<" + number + "> { } " + "nested" + Index(member) + " && nested" + Index(member) + ".Overlaps(memory))",
    };

    private string Index(ModuleMember member) => model.Members.TakeWhile(m => m != member).Count().ToString(CultureInfo.InvariantCulture);

    /// <summary>How many numbers a parameter holds.</summary>
    private string Length(string module, ModuleMember member) => member.Kind switch
    {
        ModuleMemberKind.Number => "1",
        ModuleMemberKind.Array => "new " + ReadOnlySpan + "(" + module + "." + member.Name + ").Length",
        _ => module + "." + member.Name + ".ParameterCount",
    };

    private string End(int i) => i < 0 ? "0" : end + i.ToString(CultureInfo.InvariantCulture);

    private void Gradients()
    {
        code.Line("/// <summary>A number for each number of the parameters of a <c>" + model.Name + "</c>: gradients, adjoints or tangents.</summary>");
        code.Open("public sealed partial class Gradients : global::SymDiff.ModuleGradients<" + model.Name + ", " + number + ">");
        for (int i = 0; i < model.Members.Count; i++)
        {
            code.Line("private readonly int " + End(i) + ";");
        }

        code.Line();
        code.Line("/// <summary>Zeros for a module, of the lengths that its arrays have now.</summary>");
        code.Line("/// <param name=\"module\">The module.</param>");
        code.Line("/// <exception cref=\"global::System.ArgumentException\">A nested module is null, or an array or module is two of its parameters.</exception>");
        code.Line("public Gradients(" + model.Name + " module)");
        code.Line("    : this(module, Storage(module), 0)");
        code.Open();
        code.Close();
        code.Line();
        code.Line("/// <summary>A view of a part of <paramref name=\"storage\"/>, whose numbers are left as they are.</summary>");
        code.Line("/// <param name=\"module\">The module.</param>");
        code.Line("/// <param name=\"storage\">Where the numbers stand.</param>");
        code.Line("/// <param name=\"start\">The place of the first one.</param>");
        code.Line("/// <exception cref=\"global::System.ArgumentException\">There are too few numbers from there on.</exception>");
        code.Line("public Gradients(" + model.Name + " module, " + number + "[] storage, int start)");
        code.Line("    : base(storage, start, (module ?? throw new global::System.ArgumentNullException(nameof(module))).ParameterCount)");
        code.Open();
        for (int i = 0; i < model.Members.Count; i++)
        {
            ModuleMember member = model.Members[i];
            if (member.Kind == ModuleMemberKind.Module)
            {
                code.Line("this." + member.Name + " = new " + member.Gradients + "(module." + member.Name + ", storage, start" + (i == 0 ? "" : " + " + End(i - 1)) + ");");
            }

            string length = member.Kind == ModuleMemberKind.Module ? "this." + member.Name + ".Count" : Length("module", member);
            code.Line(End(i) + " = " + (i == 0 ? "" : End(i - 1) + " + ") + length + ";");
        }

        code.Close();
        for (int i = 0; i < model.Members.Count; i++)
        {
            Member(model.Members[i], i);
        }

        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("public override bool Fits(" + model.Name + " owner) => owner is not null"
            + string.Concat(model.Members.Select((m, i) => m.Kind switch
            {
                ModuleMemberKind.Number => "",
                ModuleMemberKind.Array => " && " + Length("owner", m) + " == " + End(i) + (i == 0 ? "" : " - " + End(i - 1)),
                _ => " && this." + m.Name + ".Fits(owner." + m.Name + ")",
            })) + ";");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("protected override void Describe(string prefix, int offset, global::System.Collections.Generic.ICollection<global::SymDiff.ModuleParameter> parameters)");
        code.Open();
        for (int i = 0; i < model.Members.Count; i++)
        {
            ModuleMember member = model.Members[i];
            string name = member.Name.TrimStart('@'), offset = i == 0 ? "offset" : "offset + " + End(i - 1);
            code.Line(member.Kind == ModuleMemberKind.Module
                ? "Describe(this." + member.Name + ", prefix + \"" + name + ".\", " + offset + ", parameters);"
                : "parameters.Add(new global::SymDiff.ModuleParameter(prefix + \"" + name + "\", " + offset + ", " + End(i) + (i == 0 ? "" : " - " + End(i - 1)) + "));");
        }

        code.Close();
        code.Close();
    }

    private void Member(ModuleMember member, int i)
    {
        code.Line();
        code.Line("/// <summary>What belongs to <c>" + member.Name + "</c>.</summary>");
        code.Line(member.Access + " " + member.Kind switch
        {
            ModuleMemberKind.Number => "ref " + number + " " + member.Name + " => ref Number(" + End(i - 1) + ");",
            ModuleMemberKind.Array => Span + " " + member.Name + " => Part(" + End(i - 1) + ", " + End(i) + ");",
            _ => member.Gradients + " " + member.Name + " { get; }",
        });
    }
}
