namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>The types of System.Numerics: one variable that is changed and one beside it, in a step or a loop.</summary>
internal sealed partial class ProgramWriter
{
    private static readonly string[] NumericsTypes = ["Vector2", "Vector3", "Vector4", "Quaternion", "Plane", "Matrix3x2", "Matrix4x4"];

    // {0} is the variable, {1} another of its type, {2} and {3} numbers; all stay away from the length 0. Products are damped: a
    // determinant of large elements is a difference of far larger ones, of which single precision leaves no digit.
    private static readonly Dictionary<string, (string Make, string[] Steps, string[] Ends)> NumericsForms = new()
    {
        ["Vector2"] = (
            "new Vector2({2}, {3})",
            ["{0} = {0} * 0.5f + {1};", "{0}.X -= {0}.Y * {2};", "{0} = Vector2.Lerp({0}, {1}, 0.25f);", "{0} = Vector2.Normalize({0} + new Vector2(3, 2)) * {2};", "{0} *= {1};", "{0} = Vector2.Transform({0}, Matrix3x2.CreateRotation(0.5f * {2}));", "{0} = Vector2.Reflect({0}, Vector2.UnitX) - {1};"],
            ["Vector2.Dot({0}, {1})", "({0} + new Vector2(3)).Length()", "Vector2.DistanceSquared({0}, {1})", "{0}.X * {1}.Y", "Vector2.Max({0}, {1}).X"]),
        ["Vector3"] = (
            "new Vector3({2}, {3}, 0.5f)",
            ["{0} = Vector3.Cross({0}, {1}) / (1 + {1}.Length());", "{0} += {1} * {2};", "{0}.Z = {0}.X * {2};", "{0} = Vector3.Normalize({0} + new Vector3(3));", "{0} = Vector3.Transform({0}, Quaternion.CreateFromAxisAngle(Vector3.UnitY, {2}));", "{0} = {1} / ({0} * {0} + Vector3.One);", "{0} = Vector3.TransformNormal({0}, Matrix4x4.CreateScale({2}, 0.5f, 2));"],
            ["Vector3.Dot({0}, {1})", "{0}.LengthSquared()", "Vector3.Distance({0}, {1} + new Vector3(5))", "{0}[1] * {1}[2]", "Vector3.Lerp({0}, {1}, {2}).X"]),
        ["Vector4"] = (
            "new Vector4({2}, {3}, 0.5f, {2})",
            ["{0} = -{0} + {1};", "{0} = Vector4.Lerp({0}, {1}, {2});", "{0}.W *= {2};", "{0} = Vector4.Normalize({0} + new Vector4(4));", "{0} = Vector4.Transform({0}, Matrix4x4.CreateTranslation({2}, 1, {3}));", "{0} = Vector4.SquareRoot({0} * {0} + Vector4.One);"],
            ["Vector4.Dot({0}, {1})", "({0} + new Vector4(4)).Length()", "{0}.Y - {1}.Z * {0}.W", "Vector4.Min({0}, {1}).X"]),
        ["Quaternion"] = (
            "new Quaternion({2}, 0.25f, {3}, 1)",
            ["{0} = {0} * {1} * 0.25f;", "{0} = Quaternion.Normalize({0} + new Quaternion(0, 0, 0, 4));", "{0} = Quaternion.Conjugate({0}) * 0.5f;", "{0} = Quaternion.Lerp({0}, {1}, 0.25f);", "{0} = Quaternion.CreateFromYawPitchRoll({2}, {3}, 0.5f) * {0};", "{0}.Y -= {2};"],
            ["Quaternion.Dot({0}, {1})", "{0}.LengthSquared()", "{0}.X * {1}.W", "Vector3.Transform(new Vector3(1, {2}, 0.5f), {0}).Y"]),
        ["Plane"] = (
            "new Plane({2}, {3}, 1, 0.5f)",
            ["{0} = Plane.Normalize(new Plane({0}.Normal + new Vector3(3), {0}.D));", "{0}.D += {2};", "{0} = new Plane({0}.Normal * {2}, {1}.D);", "{0}.Normal = {1}.Normal * {0}.D;"],
            ["Plane.Dot({0}, new Vector4({2}, 1, {3}, 0.5f))", "Plane.DotNormal({0}, {1}.Normal)", "Plane.DotCoordinate({0}, new Vector3({2}, 0.5f, 1))", "{0}.D * {1}.Normal.X"]),
        ["Matrix3x2"] = (
            "new Matrix3x2({2}, 0.5f, 0.25f, {3}, 1, 2)",
            ["{0} = {0} * {1} * 0.125f;", "{0} = Matrix3x2.CreateScale(1 + {2} * {2}, 2) * {0};", "{0}.M21 = {0}.M11 * {2};", "{0} = Matrix3x2.Lerp({0}, {1}, 0.25f);", "{0} = {0} + {1} * {2};", "{0}.Translation = new Vector2({2}, {3});"],
            ["{0}.GetDeterminant()", "Vector2.Transform(new Vector2({2}, 1), {0}).X", "{0}.M12 * {1}.M32", "{0}[1, 1] - {1}.Translation.X"]),
        ["Matrix4x4"] = (
            "Matrix4x4.CreateTranslation({2}, {3}, 0.5f) + Matrix4x4.Identity * {2}",
            ["{0} = {0} * {1} * 0.0625f;", "{0} = Matrix4x4.Transpose({0}) * 0.5f;", "{0}.M23 -= {2} * {0}.M11;", "{0} = Matrix4x4.CreateRotationX({2}) * {0};", "{0} = Matrix4x4.Lerp({0}, {1}, 0.25f);", "{0} = {0} - {1} * {2};", "{0}[2, 1] = {3};"],
            ["{0}.GetDeterminant()", "Vector3.Transform(new Vector3(1, {2}, 0.5f), {0}).Y", "{0}.M41 * {1}.M14", "{0}[1, 1] - {1}.Translation.X"]),
    };

    // The type that the parameter being written has.
    private string numerics = "";

    private void Numerics(string type, string name) => scope.Add(new Variable(name, VariableKind.Numerics) { Root = type });

    private void NumericsIdiom()
    {
        string parameter = Any(static variable => variable.Kind == VariableKind.Numerics) is { } given && Chance(0.6) ? given.Root : Pick(NumericsTypes);
        (string make, string[] steps, string[] ends) = NumericsForms[parameter];
        string F() => Any(static variable => variable.Kind == VariableKind.Float) is { } single && Chance(0.5) ? single.Name : $"(float)({Leaf()})";
        string Fill(string form, string a, string b) => string.Format(System.Globalization.CultureInfo.InvariantCulture, form, a, b, F(), F());
        string first = Any(variable => variable.Kind == VariableKind.Numerics && variable.Root == parameter)?.Name ?? "";
        if (first.Length == 0)
        {
            string made = Fill(make, "", "");
            first = Fresh("first", "turn", "point");
            Line($"{Pick(["var", parameter])} {first} = {made};");
            Numerics(parameter, first);
        }

        string other = Fresh("second", "beside", "last"), round = Fresh("round", "i", "k");
        Line($"{parameter} {other} = {Pick([first, Fill(make, first, first)])};");
        string[] changes = [Fill(Pick(steps), first, other), Fill(Pick(steps), other, first), Fill(Pick(steps), first, other)];
        if (Chance(0.5))
        {
            Use(LoopCarried);
            Line($"for (int {round} = 0; {round} < {1 + random.Next(3)}; {round}++)");
        }

        Line("{");
        foreach (string change in changes.Take(1 + random.Next(3)))
        {
            Line("    " + change);
        }

        Line("}");
        Flow(parameter, $"{Leaf()} * Math.Sin({Fill(Pick(ends), first, other)})");
    }
}
