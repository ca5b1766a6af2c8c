using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Finds out how many numbers a parameter's type holds, and how they are laid out, from a program's text.</summary>
/// <param name="root">The program.</param>
internal sealed class EntryShapeReader(SyntaxNode root)
{
    private static readonly Dictionary<string, string[]> Numerics = new()
    {
        ["Vector2"] = ["X", "Y"],
        ["Vector3"] = ["X", "Y", "Z"],
        ["Vector4"] = ["X", "Y", "Z", "W"],
        ["Quaternion"] = ["X", "Y", "Z", "W"],
        ["Plane"] = ["Normal.X", "Normal.Y", "Normal.Z", "D"],
        ["Matrix3x2"] = Elements(3, 2),
        ["Matrix4x4"] = Elements(4, 4),
    };

    /// <summary>The namespaces, types and type parameters around a declaration, and its name.</summary>
    /// <param name="declaration">A type.</param>
    public static string Qualified(SyntaxNode declaration) => "global::" + string.Join(".", declaration.AncestorsAndSelf().Reverse().Select(static node => node switch
    {
        BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
        TypeDeclarationSyntax type => type.Identifier.Text
            + (type.TypeParameterList is { } list ? "<" + string.Join(", ", list.Parameters.Select(static _ => "int")) + ">" : ""),
        _ => "",
    }).Where(static name => name.Length > 0));

    /// <summary>The shape of a type; null for a number and for what is no number.</summary>
    /// <param name="type">The type.</param>
    public EntryShape? Read(TypeSyntax type)
    {
        string text = type.ToString();
        if (Structs(type) is { } structs)
        {
            return structs;
        }

        if (type is ArrayTypeSyntax { RankSpecifiers.Count: 1 } array && array.RankSpecifiers[0].Rank == 1)
        {
            return Flat(array.ElementType.ToString(), text, static x => x);
        }

        if (type is ArrayTypeSyntax { RankSpecifiers.Count: 1 } matrix)
        {
            return Shaped(text, matrix.ElementType.ToString(), "Matrix", "Flat");
        }

        if (type is ArrayTypeSyntax { RankSpecifiers.Count: 2 } rows)
        {
            return Shaped(text, rows.ElementType.ToString(), "Rows", "Flat");
        }

        if (type is GenericNameSyntax { TypeArgumentList.Arguments: [PredefinedTypeSyntax element] } holder)
        {
            return holder.Identifier.Text switch
            {
                "Span" or "ReadOnlySpan" => Flat(element.ToString(), element + "[]", static x => x),
                "Memory" or "ReadOnlyMemory" => Flat(element.ToString(), text, static x => x),
                "List" => Flat(element.ToString(), text, static x => $"[.. {x}]"),
                _ => null,
            };
        }

        return Declaration(text) is ClassDeclarationSyntax module ? Module(module) : type is PredefinedTypeSyntax ? null : Value(type);
    }

    /// <summary>The shape of a class with parameters.</summary>
    /// <param name="module">The class.</param>
    public EntryShape? Module(ClassDeclarationSyntax module)
    {
        int count = 0;
        var body = new List<string>();
        Parameters(module, "made", ref count, body);
        if (count == 0)
        {
            return null;
        }

        string type = Qualified(module), made = "Made" + module.Identifier.Text;
        string helper = $$"""
                private static {{type}} {{made}}(double[] x)
                {
                    var made = new {{type}}();
                    {{string.Join("\n        ", body)}}
                    return made;
                }


            """;
        return new EntryShape
        {
            Passage = EntryPassage.Shaped,
            Type = type,
            Element = "double",
            Count = count,
            Make = x => $"{made}({x})",
            Spread = static _ => "[]",
            MakeDerivative = (x, argument) => $"{made}Derivative({x}, {argument})",
            SpreadDerivative = static x => $"{x}.Flat.ToArray()",
            ValueHelpers = helper,
            Helpers = helper + $$"""
                    private static {{type}}.Gradients {{made}}Derivative(double[] x, {{type}} module)
                    {
                        var made = new {{type}}.Gradients(module);
                        x.CopyTo(made.Flat);
                        return made;
                    }


                """,
        };
    }

    private TypeDeclarationSyntax? Declaration(string name) =>
        root.DescendantNodes().OfType<TypeDeclarationSyntax>().FirstOrDefault(type => type.Identifier.Text == name);

    private static string[] Elements(int rows, int columns) =>
        [.. Enumerable.Range(1, rows).SelectMany(row => Enumerable.Range(1, columns).Select(column => string.Create(CultureInfo.InvariantCulture, $"M{row}{column}")))];

    private static EntryShape Flat(string element, string type, Func<string, string> make) =>
        new() { Passage = EntryPassage.Span, Type = type, Element = element, Make = make, Spread = static x => x };

    private static EntryShape Shaped(string type, string element, string make, string spread) => new()
    {
        Passage = EntryPassage.Shaped,
        Type = type,
        Element = element,
        Make = x => $"Shapes.{make}({x})",
        Spread = x => $"Shapes.{spread}({x})",
    };

    // An array or span of structs, each made of so many of the numbers.
    private EntryShape? Structs(TypeSyntax type)
    {
        TypeSyntax? element = type switch
        {
            ArrayTypeSyntax { RankSpecifiers: [{ Rank: 1 }] } array => array.ElementType,
            GenericNameSyntax { Identifier.Text: "Span" or "ReadOnlySpan", TypeArgumentList.Arguments: [var argument] } => argument,
            _ => null,
        };
        if (element is null or PredefinedTypeSyntax || Value(element) is not { } one)
        {
            return null;
        }

        return new EntryShape
        {
            Passage = EntryPassage.Shaped,
            Type = one.Type + "[]",
            Element = one.Element,
            Multiple = one.Count,
            Make = x => string.Create(CultureInfo.InvariantCulture, $"Shapes.Structs({x}, {one.Count}, static x => {one.Make("x")})"),
            Spread = x => $"Shapes.Numbers({x}, static x => {one.Spread("x")})",
        };
    }

    // Declarations of parameters in order, those of nested classes in the place of the class.
    private void Parameters(ClassDeclarationSyntax module, string path, ref int count, List<string> body)
    {
        foreach (FieldDeclarationSyntax field in module.Members.OfType<FieldDeclarationSyntax>().Where(static field => field.AttributeLists.ToString().Contains("Parameter", StringComparison.Ordinal)))
        {
            VariableDeclaratorSyntax variable = field.Declaration.Variables[0];
            string place = $"{path}.{variable.Identifier.Text}";
            if (Declaration(field.Declaration.Type.ToString()) is ClassDeclarationSyntax nested)
            {
                Parameters(nested, place, ref count, body);
            }
            else if (variable.Initializer?.Value is ArrayCreationExpressionSyntax { Type.RankSpecifiers: [{ Sizes: [LiteralExpressionSyntax { Token.Value: int length }] }] })
            {
                body.Add(string.Create(CultureInfo.InvariantCulture, $"x.AsSpan({count}, {length}).CopyTo({place});"));
                count += length;
            }
            else
            {
                body.Add(string.Create(CultureInfo.InvariantCulture, $"{place} = x[{count++}];"));
            }
        }
    }

    private EntryShape? Value(TypeSyntax type)
    {
        var paths = new List<string>();
        string element = "";
        if (Build(type, "", paths, ref element) is not { } form || paths.Count == 0)
        {
            return null;
        }

        string qualified = type is TupleTypeSyntax ? type.ToString() : Numerics.ContainsKey(type.ToString()) ? "global::System.Numerics." + type : Qualified(Declaration(type.ToString())!);
        string number = element;
        return new EntryShape
        {
            Passage = EntryPassage.Value,
            Type = qualified,
            Element = number,
            Count = paths.Count,
            Make = x => form(x),
            Spread = x => $"new {number}[] {{ {string.Join(", ", paths.Select(path => x + path))} }}",
        };
    }

    // What makes a value from an array of numbers; paths receives where each of them stands.
    private Func<string, string>? Build(TypeSyntax type, string path, List<string> paths, ref string element)
    {
        string name = type.ToString();
        if (name is "double" or "float")
        {
            element = name;
            int at = paths.Count;
            paths.Add(path);
            return x => string.Create(CultureInfo.InvariantCulture, $"({x})[{at}]");
        }

        if (Numerics.TryGetValue(name, out string[]? components))
        {
            element = "float";
            int start = paths.Count;
            paths.AddRange(components.Select(component => $"{path}.{component}"));
            return x => $"new global::System.Numerics.{name}({string.Join(", ", components.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"({x})[{start + i}]")))})";
        }

        var parts = new List<Func<string, string>>();
        if (type is TupleTypeSyntax tuple)
        {
            for (int i = 0; i < tuple.Elements.Count; i++)
            {
                parts.Add(Build(tuple.Elements[i].Type, string.Create(CultureInfo.InvariantCulture, $"{path}.Item{i + 1}"), paths, ref element) ?? Constant(tuple.Elements[i].Type));
            }

            return x => $"({string.Join(", ", parts.Select(part => part(x)))})";
        }

        if (Declaration(name) is not { } declaration || declaration is ClassDeclarationSyntax)
        {
            return null;
        }

        if (declaration.ParameterList is { } list)
        {
            foreach (ParameterSyntax parameter in list.Parameters)
            {
                parts.Add(Build(parameter.Type!, $"{path}.{parameter.Identifier.Text}", paths, ref element) ?? Constant(parameter.Type!));
            }

            return x => $"new {Qualified(declaration)}({string.Join(", ", parts.Select(part => part(x)))})";
        }

        foreach (FieldDeclarationSyntax field in declaration.Members.OfType<FieldDeclarationSyntax>().Where(static field => !field.Modifiers.Any(SyntaxKind.StaticKeyword)))
        {
            foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
            {
                Func<string, string> value = Build(field.Declaration.Type, $"{path}.{variable.Identifier.Text}", paths, ref element) ?? Constant(field.Declaration.Type);
                string member = variable.Identifier.Text;
                parts.Add(x => $"{member} = {value(x)}");
            }
        }

        return x => $"new {Qualified(declaration)} {{ {string.Join(", ", parts.Select(part => part(x)))} }}";
    }

    private static Func<string, string> Constant(TypeSyntax type) => type.ToString() switch
    {
        "int" => static _ => "2",
        "bool" => static _ => "true",
        _ => static _ => "default",
    };
}
