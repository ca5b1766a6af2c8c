namespace SymDiff.Gradients.Tests.Stress;

/// <summary>The entry point of this assembly when a test starts it as a process of its own.</summary>
internal static class Child
{
    private static int Main(string[] arguments) => RecursionTests.Child(arguments[0], bool.Parse(arguments[1]));
}
