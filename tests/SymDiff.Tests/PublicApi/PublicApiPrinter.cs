using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace SymDiff.Tests;

/// <summary>
/// Prints everything that users of an assembly can see, one member a line, in an order that does not depend on the
/// source: what the public API snapshot is made of.
/// </summary>
internal static class PublicApiPrinter
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    internal static string Print(Assembly assembly)
    {
        StringBuilder text = new();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(Name, StringComparer.Ordinal))
        {
            text.Append(Attributes(type)).Append(Head(type)).Append('\n');
            if (type.IsSubclassOf(typeof(Delegate)))
            {
                continue;
            }

            foreach (string member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Head(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return $"delegate {Name(invoke.ReturnType)} {Name(type)}({Parameters(invoke)}){Constraints(type.GetGenericArguments())}";
        }

        string kind =
            type.IsEnum ? "enum" :
            type.IsInterface ? "interface" :
            type.IsValueType ? (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct") :
            type is { IsAbstract: true, IsSealed: true } ? "static class" :
            type.IsAbstract ? "abstract class" :
            type.IsSealed ? "sealed class" : "class";
        Type[] inherited = type.BaseType?.GetInterfaces() ?? [];
        IEnumerable<string> bases = type.IsEnum ? [] : type.GetInterfaces().Except(inherited).Select(Name).Order(StringComparer.Ordinal);
        if (type.BaseType is { } parent && parent != typeof(object) && !type.IsValueType)
        {
            bases = bases.Prepend(Name(parent));
        }

        string list = string.Join(", ", bases);
        return $"{kind} {Name(type)}{(list.Length == 0 ? "" : " : " + list)}{Constraints(type.GetGenericArguments())}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        foreach (FieldInfo field in type.GetFields(Declared).Where(field => IsVisible(field.IsPublic, field.IsFamily, field.IsFamilyOrAssembly)))
        {
            if (type.IsEnum)
            {
                if (field.IsLiteral)
                {
                    yield return $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}";
                }
            }
            else
            {
                string kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
                string value = field.IsLiteral ? " = " + Constant(field.GetRawConstantValue()) : "";
                yield return $"{kind}{Name(field.FieldType)} {field.Name}{value};";
            }
        }

        foreach (ConstructorInfo constructor in type.GetConstructors(Declared).Where(IsVisible).Where(one => !one.IsStatic))
        {
            yield return $"{Attributes(constructor)}{Access(constructor)}{type.Name.Split('`')[0]}({Parameters(constructor)})";
        }

        foreach (PropertyInfo property in type.GetProperties(Declared))
        {
            string[] accessors = [.. property.GetAccessors(nonPublic: true).Where(IsVisible).Select(Accessor).Order(StringComparer.Ordinal)];
            if (accessors.Length > 0)
            {
                MethodInfo first = property.GetAccessors(nonPublic: true).First(IsVisible);
                ParameterInfo[] indices = property.GetIndexParameters();
                string name = indices.Length == 0 ? property.Name : $"this[{string.Join(", ", indices.Select(Parameter))}]";
                yield return $"{Access(first)}{Modifiers(first)}{Name(property.PropertyType)}{Nullability(property)} {name} {{ {string.Join(' ', accessors)} }}";
            }
        }

        foreach (EventInfo member in type.GetEvents(Declared).Where(member => IsVisible(member.AddMethod!)))
        {
            yield return $"{Modifiers(member.AddMethod!)}event {Name(member.EventHandlerType!)} {member.Name};";
        }

        foreach (MethodInfo method in type.GetMethods(Declared).Where(IsVisible))
        {
            bool isAccessor = method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);
            if (!isAccessor)
            {
                string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
                yield return $"{Attributes(method)}{Access(method)}{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})" +
                    Constraints(method.IsGenericMethod ? method.GetGenericArguments() : []);
            }
        }
    }

    private static bool IsVisible(MethodBase method) => IsVisible(method.IsPublic, method.IsFamily, method.IsFamilyOrAssembly);

    private static bool IsVisible(bool isPublic, bool isFamily, bool isFamilyOrAssembly)
        => isPublic || isFamily || isFamilyOrAssembly;

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method)
    {
        if (method.IsStatic)
        {
            return "static ";
        }

        if (method.DeclaringType!.IsInterface || !method.IsVirtual || method.IsFinal)
        {
            return "";
        }

        bool isOverride = method.GetBaseDefinition() != method;
        return isOverride ? "override " : method.IsAbstract ? "abstract " : "virtual ";
    }

    private static string Accessor(MethodInfo accessor)
    {
        bool isGetter = accessor.ReturnType != typeof(void);
        bool isInit = accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        return isGetter ? "get;" : isInit ? "init;" : "set;";
    }

    // The attributes that are part of the contract, not those that the compiler adds.
    private static string Attributes(MemberInfo member)
    {
        IEnumerable<string> marks = member.CustomAttributes
            .Where(mark => mark.AttributeType.Namespace == "SymDiff" || mark.AttributeType == typeof(AttributeUsageAttribute))
            .Select(mark =>
            {
                IEnumerable<string> arguments = mark.ConstructorArguments.Select(argument => argument.ToString())
                    .Concat(mark.NamedArguments.Select(argument => argument.ToString()));
                string list = string.Join(", ", arguments);
                string name = mark.AttributeType.Name[..^"Attribute".Length];
                return list.Length == 0 ? $"[{name}] " : $"[{name}({list})] ";
            });
        return string.Concat(marks.Order(StringComparer.Ordinal));
    }

    private static string Parameters(MethodBase method)
    {
        string list = string.Join(", ", method.GetParameters().Select(Parameter));
        return method.IsDefined(typeof(ExtensionAttribute)) ? "this " + list : list;
    }

    private static string Parameter(ParameterInfo parameter)
    {
        string mark = parameter.IsDefined(typeof(NoGradientAttribute)) ? "[NoGradient] " : "";
        string passing =
            parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " :
            !parameter.ParameterType.IsByRef ? "" :
            parameter.IsOut ? "out " :
            parameter.IsIn ? "in " : "ref ";
        string value = parameter.HasDefaultValue ? " = " + Constant(parameter.RawDefaultValue) : "";
        return $"{mark}{passing}{Name(parameter.ParameterType)}{Nullability(parameter)} {parameter.Name}{value}";
    }

    private static string Nullability(ParameterInfo parameter)
    {
        return IsReference(parameter.ParameterType)
            && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable ? "?" : "";
    }

    private static string Nullability(PropertyInfo property)
    {
        return IsReference(property.PropertyType)
            && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable ? "?" : "";
    }

    private static bool IsReference(Type type) => !type.IsValueType && !type.IsByRef && !type.IsGenericParameter;

    private static string Constraints(Type[] arguments)
    {
        StringBuilder text = new();
        foreach (Type argument in arguments)
        {
            bool isUnmanaged = argument.CustomAttributes.Any(mark => mark.AttributeType.Name == "IsUnmanagedAttribute");
            GenericParameterAttributes flags = argument.GenericParameterAttributes;
            List<string> constraints = [];
            if (isUnmanaged)
            {
                constraints.Add("unmanaged");
            }
            else if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            {
                constraints.Add("struct");
            }
            else if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            {
                constraints.Add("class");
            }

            constraints.AddRange(argument.GetGenericParameterConstraints()
                .Where(constraint => constraint != typeof(ValueType)).Select(Name).Order(StringComparer.Ordinal));
            if (constraints.Count > 0)
            {
                text.Append(" where ").Append(argument.Name).Append(" : ").AppendJoin(", ", constraints);
            }
        }

        return text.ToString();
    }

    private static string Constant(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        // Types of the base library are known by their short names.
        string name = type.Name.Split('`')[0];
        string outer = type.DeclaringType is { } declaring ? Name(declaring) + "." : type.Namespace == "SymDiff" ? "SymDiff." : "";
        Type[] arguments = type.GetGenericArguments();
        return outer + name + (arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>");
    }
}
