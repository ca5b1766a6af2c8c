using System.Diagnostics;
using System.Reflection;

namespace SymDiff.Generator.Infrastructure;

/// <summary>What the user is told of a fault inside the compiler.</summary>
internal static class Fault
{
    /// <summary>
    /// The message names the innermost method of this assembly that the exception went through: the same words on every
    /// machine, so that two reports of one fault can be told to be one.
    /// </summary>
    public static string Describe(string method, Exception exception) => exception is InsufficientExecutionStackException
        ? "'" + method + "' is nested too deeply for SymDiff. Give the inner part to a method of its own and mark it [Differentiable]."
        : "'" + method + "' could not be differentiated because of a fault in SymDiff " + typeof(Fault).Assembly.GetName().Version.ToString(3)
            + " (" + exception.GetType().Name + " in " + Place(exception) + ": " + exception.Message
            + "). Please report this message with the source of the method; other methods are not affected.";

    private static string Place(Exception exception) => new StackTrace(exception, false).GetFrames()
        .Select(static frame => frame.GetMethod())
        .FirstOrDefault(static m => m?.DeclaringType?.Assembly == typeof(Fault).Assembly) is MethodBase found
            ? found.DeclaringType!.Name + "." + found.Name
            : "an unknown place";
}
