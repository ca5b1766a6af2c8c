namespace SymDiff.Generator.Ir;

/// <summary>Names the end of a block, so that <see cref="FunctionBuilder.Exit"/> can leave it.</summary>
internal sealed class Label(Variable flag)
{
    internal Variable Flag { get; } = flag;
}
