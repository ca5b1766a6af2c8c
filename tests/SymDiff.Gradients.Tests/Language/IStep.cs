namespace SymDiff.Gradients.Tests.Language;

/// <summary>One step of a recursion.</summary>
internal partial interface IStep
{
    [Differentiable(Both)]
    double Down(double x, int depth);
}
