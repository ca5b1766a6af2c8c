using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SymDiff.Generator.Restated;

namespace SymDiff.Generator.Tests.Restated;

/// <summary>A member of System.Numerics and its restatement, which the compiler reads for the derivative.</summary>
/// <param name="Member">.NET's member.</param>
/// <param name="Method">The restatement; one of elements takes numbers in place of vectors.</param>
internal sealed record RestatedMember(MethodBase Member, MethodInfo Method)
{
    public static readonly Type[] Types = [typeof(Vector2), typeof(Vector3), typeof(Vector4), typeof(Quaternion), typeof(Plane), typeof(Matrix3x2), typeof(Matrix4x4)];

    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Addition"] = "Add",
        ["op_Subtraction"] = "Subtract",
        ["op_Multiply"] = "Multiply",
        ["op_Division"] = "Divide",
        ["op_UnaryNegation"] = "Negate",
        ["op_UnaryPlus"] = "Plus",
    };

    private const BindingFlags All = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public bool IsExact => Method.IsDefined(typeof(ExactAttribute));

    public bool Throws => Method.IsDefined(typeof(ThrowsAttribute));

    /// <summary>What it gives: its result, or what it writes.</summary>
    public Type Result => Member is ConstructorInfo ? Member.DeclaringType!
        : ((MethodInfo)Member).ReturnType is var type && type == typeof(void) ? Member.DeclaringType!
        : type == typeof(bool) ? Member.GetParameters()[^1].ParameterType.GetElementType()!
        : type;

    private bool IsOfElements => Method.DeclaringType == typeof(Elements);

    /// <summary>What it takes, the instance first.</summary>
    public Type[] Inputs => [.. Member.IsStatic || Member is ConstructorInfo ? [] : new[] { Member.DeclaringType! }, .. Member.GetParameters().Where(static p => !p.IsOut).Select(static p => p.ParameterType)];

    public override string ToString() => Member.DeclaringType!.Name + "." + Member.Name + "(" + string.Join(", ", Member.GetParameters().Select(static p => p.ParameterType.Name)) + ")";

    /// <summary>Every restatement with every member that it is for.</summary>
    public static IEnumerable<RestatedMember> Table() =>
        from type in Types.Append(typeof(Vector))
        from member in type.GetMembers(All).OfType<MethodBase>()
        where !member.GetParameters().Any(static p => p.ParameterType.IsByRefLike) && !(member is MethodInfo { ReturnType: var result } && result == typeof(bool) && !member.GetParameters().Any(static p => p.IsOut))
        let restatement = Find(type, member)
        where restatement is not null
        select new RestatedMember(member, restatement);

    /// <summary>The restatements that are for no member.</summary>
    public static IEnumerable<MethodInfo> Unused() =>
        typeof(Elements).Assembly.GetTypes().Where(static t => t.Namespace == typeof(Elements).Namespace)
            .SelectMany(static t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(static m => !m.GetParameters().Any(static p => p.ParameterType.IsByRefLike))
            .Except(Table().Select(static r => r.Method));

    public object?[] Point(Random random)
    {
        ParameterInfo[] names = Method.GetParameters();
        object?[] arguments = [.. Inputs.Select((type, i) => Argument(random, names[i].Name!, type))];
        if (Method.Name is "Log" or "Log2" or "SquareRoot")
        {
            return [.. arguments.Select(static a => Make(a!.GetType(), [.. Numbers(a).Select(static x => 0.3f + Math.Abs(x))]))];
        }

        if (Throws)
        {
            // Distances in order, and an angle below a straight one.
            float[] numbers = [.. arguments.Select(static a => 0.2f + 0.5f * Math.Abs((float)a!))];
            float sum = 0;
            arguments = [.. numbers.Select(n => (object)(sum += n))];
        }

        return arguments;
    }

    /// <summary>What .NET gives: the numbers of the result, or of what it writes.</summary>
    public float[] Call(object?[] arguments)
    {
        object?[] given = [.. arguments];
        if (Member is ConstructorInfo constructor)
        {
            return Numbers(constructor.Invoke(given));
        }

        object? self = null;
        if (!Member.IsStatic)
        {
            self = given[0];
            given = [.. given.Skip(1)];
        }

        if (Member.GetParameters().Any(static p => p.IsOut))
        {
            given = [.. given, null];
        }

        object? result = Member.Invoke(self, given);
        return Numbers(((MethodInfo)Member).ReturnType == typeof(void) ? self! : result is bool ? given[^1]! : result!);
    }

    /// <summary>What the restatement gives.</summary>
    public float[] Restate(object?[] arguments)
    {
        if (IsOfElements)
        {
            int count = arguments.Max(static a => a is float or Enum ? 1 : Numbers(a!).Length);
            float[][] results = [.. Enumerable.Range(0, count).Select(i => Numbers(Method.Invoke(null, [.. arguments.Select(a => a is float or Enum ? a : Numbers(a!)[i])])!))];
            return [.. Enumerable.Range(0, results[0].Length).SelectMany(k => results.Select(r => r[k]))];
        }

        object?[] given = Method.GetParameters().Any(static p => p.IsOut) ? [.. arguments, null] : [.. arguments];
        object? result = Method.Invoke(null, given);
        return Numbers(Method.ReturnType == typeof(void) ? given[0]! : result is bool ? given[^1]! : result!);
    }

    public static float[] Numbers(object value) => value switch
    {
        float number => [number],
        ITuple pair => [.. Numbers(pair[0]!), .. Numbers(pair[1]!)],
        Vector2 v => Of(v),
        Vector3 v => Of(v),
        Vector4 v => Of(v),
        Quaternion q => Of(q),
        Plane p => Of(p),
        Matrix3x2 m => Of(m),
        Matrix4x4 m => Of(m),
        _ => throw new ArgumentException("No numbers in " + value.GetType()),
    };

    /// <summary>A value of the given numbers.</summary>
    public static object Make(Type type, IReadOnlyList<float> n) => type.Name switch
    {
        "Single" => n[0],
        "ValueTuple`2" => Activator.CreateInstance(type, Make(type.GenericTypeArguments[0], n), Make(type.GenericTypeArguments[1], [.. n.Skip(n.Count / 2)]))!,
        "Vector2" => new Vector2(n[0], n[1]),
        "Vector3" => new Vector3(n[0], n[1], n[2]),
        "Vector4" => new Vector4(n[0], n[1], n[2], n[3]),
        "Quaternion" => new Quaternion(n[0], n[1], n[2], n[3]),
        "Plane" => new Plane(n[0], n[1], n[2], n[3]),
        "Matrix3x2" => new Matrix3x2(n[0], n[1], n[2], n[3], n[4], n[5]),
        "Matrix4x4" => new Matrix4x4(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11], n[12], n[13], n[14], n[15]),
        _ => throw new ArgumentException("No value of " + type),
    };

    private static float[] Of<T>(T value)
        where T : unmanaged => MemoryMarshal.Cast<T, float>(new ReadOnlySpan<T>(in value)).ToArray();

    private static MethodInfo? Find(Type type, MethodBase member)
    {
        string name = member is ConstructorInfo ? "Create" : Operators.GetValueOrDefault(member.Name, member.Name);
        Type[] inputs = [.. member.IsStatic || member is ConstructorInfo ? [] : new[] { type }, .. member.GetParameters().Select(static p => p.ParameterType)];
        return In(type.Name + "Members", inputs)
            ?? (type.Name is "Vector2" or "Vector3" or "Vector4" ? In("Elements", [.. inputs.Select(static t => Types.Take(3).Contains(t) ? typeof(float) : t)]) : null);

        MethodInfo? In(string holder, Type[] types) => typeof(Elements).Assembly.GetType("SymDiff.Generator.Restated." + holder)?
            .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .FirstOrDefault(m => m.Name == name && m.GetParameters().Select(static p => p.IsOut || !p.ParameterType.IsByRef ? p.ParameterType : p.ParameterType.GetElementType()!).SequenceEqual(types));
    }

    private static object Argument(Random random, string name, Type type)
    {
        float Next() => name == "mask" ? BitConverter.Int32BitsToSingle(-random.Next(2)) : (random.NextSingle() - 0.5f) * 4;
        return type switch
        {
            _ when type == typeof(float) => Next(),
            _ when type == typeof(int) => random.Next(2),
            _ when type == typeof(byte) => (byte)random.Next(5),
            _ when type == typeof(MidpointRounding) => (MidpointRounding)random.Next(5),
            _ when type == typeof(Vector2) => new Vector2(Next(), Next()),
            _ when type == typeof(Vector3) => new Vector3(Next(), Next(), Next()),
            _ when type == typeof(Vector4) => new Vector4(Next(), Next(), Next(), Next()),
            _ when type == typeof(Quaternion) => new Quaternion(Next(), Next(), Next(), Next()),
            _ when type == typeof(Plane) => new Plane(Next(), Next(), Next(), Next()),
            _ when type == typeof(Matrix3x2) => new Matrix3x2(Next(), Next(), Next(), Next(), Next(), Next()),
            _ when type == typeof(Matrix4x4) => new Matrix4x4(Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next()),
            _ => throw new ArgumentException("No point of " + type),
        };
    }
}
