using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Prints compile-time constants, the same in every culture.</summary>
internal static class ConstantText
{
    /// <summary>The text of a constant at a type; floating-point numbers in shortest round-trip form without a suffix.</summary>
    public static string Of(object? value, ITypeSymbol type)
    {
        if (value is null)
        {
            return type.IsReferenceType && !TypeReader.IsBuffer(type) ? "null" : Default(type);
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            string number = Convert.ToString(value, CultureInfo.InvariantCulture);
            return "(" + TypeReader.NameOf(type) + ")" + (number.StartsWith("-", StringComparison.Ordinal) ? "(" + number + ")" : number);
        }

        if (TypeReader.IsFloat(type))
        {
            return Float(value, type.SpecialType == SpecialType.System_Single);
        }

        return value switch
        {
            bool b => b ? "true" : "false",
            char c => "(char)" + ((int)c).ToString(CultureInfo.InvariantCulture),
            string s => SymbolDisplay.FormatLiteral(s, quote: true),
            decimal m => m.ToString(CultureInfo.InvariantCulture) + "m",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException("A constant of type " + value.GetType()),
        };
    }

    /// <summary>The text of a type's default.</summary>
    public static string Default(ITypeSymbol type)
    {
        IrType read = TypeReader.Read(type);
        return read.Kind == Kind.Opaque && type.IsValueType
            ? "default(" + read.Name + ")"
            : type.TypeKind == TypeKind.Enum ? "(" + read.Name + ")0" : Intrinsics.DefaultText(read);
    }

    private static string Float(object value, bool single)
    {
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (double.IsNaN(number))
        {
            return "NaN";
        }

        if (double.IsInfinity(number))
        {
            return number > 0 ? "Infinity" : "-Infinity";
        }

        if (number == 0)
        {
            return BitConverter.DoubleToInt64Bits(number) < 0 ? "-0" : "0";
        }

        return single
            ? Convert.ToSingle(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
    }
}
