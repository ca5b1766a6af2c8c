namespace SymDiff.Generator.Restated;

/// <summary>The restatement gives .NET's bits, so it stands for the member; otherwise the call gives the value.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ExactAttribute : Attribute;

/// <summary>The member checks its arguments: its call keeps its place, whoever reads the result.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ThrowsAttribute : Attribute;

/// <summary>.NET 9 defines the member anew where a quaternion or an axis is not of length one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class Since9Attribute : Attribute;
