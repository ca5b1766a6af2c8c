namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Arrays of two dimensions.</summary>
internal sealed partial class ProgramWriter
{
    private void MatrixStatement()
    {
        if (Any(static variable => variable.Kind == VariableKind.Matrix) is not { } matrix || Chance(0.25))
        {
            matrix = LocalMatrix();
        }

        for (int i = random.Next(3); i >= 0; i--)
        {
            UseMatrix(matrix);
        }
    }

    private void Matrices()
    {
        Variable matrix = LocalMatrix();
        for (int i = 0; i < 4; i++)
        {
            UseMatrix(matrix);
        }

        Flow("product of matrix elements", $"{Place(matrix)} * {Place(matrix)}");
    }

    private void UseMatrix(Variable matrix)
    {
        string place = Place(matrix);
        switch (random.Next(capturedOnly ? 4 : 8))
        {
            case 0 or 1:
                Use("matrix element write");
                Line($"{place} = {Next(2)};");
                break;
            case 2:
                Use("matrix element write");
                Line($"{place} {Pick(["+=", "-=", "*="])} {Squashed(2)};");
                break;
            case 3:
                Use("matrix elements swapped");
                string other = Place(matrix);
                Line($"({place}, {other}) = ({other} * {Leaf()}, {place} + {Leaf()});");
                break;
            case 4:
                EachOfMatrix(matrix);
                break;
            case 5:
                MatrixProduct(matrix);
                break;
            default:
                MatrixCall(matrix);
                break;
        }
    }

    /// <summary>An element: each index is inside whatever the shape is.</summary>
    private string Place(Variable matrix) => $"{matrix.Name}[{Within(matrix, 0, matrix.Min)}, {Within(matrix, 1, matrix.Max)}]";

    private string Within(Variable matrix, int dimension, int least) =>
        Chance(0.5) ? Invariant($"{random.Next(least)}") : Invariant($"({Integer()}) % {matrix.Name}.GetLength({dimension})");

    private string? MatrixArgument(List<string> roots)
    {
        if (Any(variable => variable.Kind == VariableKind.Matrix && !roots.Contains(variable.Root)) is not { } matrix)
        {
            return null;
        }

        roots.Add(matrix.Root);
        return matrix.Name;
    }

    private Variable LocalMatrix()
    {
        Use("matrix");
        (int rows, int columns) = (1 + random.Next(3), 1 + random.Next(3));
        string row = "{ " + string.Join(", ", Enumerable.Range(0, columns).Select(_ => Number(1))) + " }";
        string[] elements = [.. Enumerable.Repeat(row, rows)];
        string root = "";
        string made = Pick([$"new double[{rows}, {columns}]", $"new double[,] {{ {string.Join(", ", elements)} }}"]);
        if (Any(variable => variable.Kind == VariableKind.Matrix) is { } other && Chance(0.4))
        {
            (rows, columns) = (other.Min, other.Max);
            made = Pick([$"(double[,]){other.Name}.Clone()", $"new double[{other.Name}.GetLength(0), {other.Name}.GetLength(1)]", other.Name]);
            root = made == other.Name ? other.Root : "";
        }

        string name = Fresh("matrix", "m", "table", "weights2", "jacobian");
        Line($"double[,] {name} = {made};");
        return scope.Add(new Variable(name, VariableKind.Matrix) { Min = rows, Max = columns, Root = root.Length > 0 ? root : name });
    }

    private void EachOfMatrix(Variable matrix)
    {
        Use("loop over a matrix");
        Use(LoopCarried);
        string sum = Fresh();
        string item = Fresh("item", "element", "e");
        Line($"double {sum} = {Leaf()};");
        Line($"foreach (double {item} in {matrix.Name})");
        Block(() =>
        {
            if (Chance(0.4))
            {
                Line($"if ({item} > {Literal()})");
                Block(() => Line(Pick(["continue;", "break;"])));
            }

            Line($"{sum} = Math.Sin({sum}) * {item} + {Leaf()};");
        });
        scope.Add(new Variable(sum, VariableKind.Double));
    }

    private void MatrixProduct(Variable matrix)
    {
        Use("nested loop over a matrix");
        Use(LoopCarried);
        (string i, string j) = (Fresh("i", "row"), Fresh("j", "column"));
        Line($"for (int {i} = 0; {i} < {matrix.Name}.GetLength(0); {i}++)");
        Block(() =>
        {
            Line($"for (int {j} = {Pick(["0", i])}; {j} < {matrix.Name}.GetLength(1); {j}++)");
            Block(() => Line($"{matrix.Name}[{i}, {j}] {Pick(["=", "+=", "-="])} Math.Sin({matrix.Name}[{Pick(["0", i])}, {j}] * {Leaf()}) + {Pick([Leaf(), Place(matrix)])};"));
        });
    }

    private void MatrixCall(Variable matrix)
    {
        Use("matrix handed to a callee");
        string mark = "    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]\n";
        (string name, string member) = Pick<(string, string)>(
        [
            ("Trace", mark + "    internal static double Trace(double[,] a, double by)\n    {\n        double sum = by;\n        for (int i = 0; i < Math.Min(a.GetLength(0), a.GetLength(1)); i++)\n        {\n            sum += Math.Cos(a[i, i]) * sum;\n        }\n\n        return sum;\n    }\n"),
            ("Damp", mark + "    internal static double Damp(double[,] a, double by)\n    {\n        double before = a[0, 0];\n        for (int j = 0; j < a.GetLength(1); j++)\n        {\n            a[a.GetLength(0) - 1, j] = Math.Sin(a[0, j]) * by;\n        }\n\n        return before * by;\n    }\n"),
            ("Shift", "    private static double Shift(double[,] a, double by)\n    {\n        a[0, 0] = Math.Tanh(a[0, 0] + by);\n        return a[a.GetLength(0) - 1, 0] * a[0, 0];\n    }\n"),
        ]);
        members.Add(member);
        string result = Fresh();
        Line($"double {result} = {name}({matrix.Name}, {Squashed(1)});");
        scope.Add(new Variable(result, VariableKind.Double));
    }
}
