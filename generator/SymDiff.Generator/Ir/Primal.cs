using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Ir;

/// <summary>What an emitted gradient is the gradient of, where that is called in a marked method and differentiated again.</summary>
/// <param name="Function">The marked method, with marked callees in place. It overwrites no argument.</param>
/// <param name="Singular">What its partial derivatives are at singular points.</param>
internal sealed record Primal(Function Function, SingularPolicy Singular)
{
    /// <summary>Whether a product with its Hessian is emitted that the caller may reverse the gradient by.</summary>
    public bool HasProduct { get; init; }

    /// <summary>Whether that product is all there is: the body, in another assembly, is not known.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Whether parameters of modules are read, with respect to which the caller is differentiated.</summary>
    public bool HasInputs => Reads(Function.Body);

    /// <summary>What the product takes and returns.</summary>
    public Callee Product => SecondOrder.Product(Function.Signature) with { Name = Function.Signature.Name + "HessianVectorProduct" };

    /// <summary>
    /// What the gradient has derivatives with respect to, by the number of the argument: the numbers that it returns, null for
    /// a flag among them, and the arrays that it has destinations for.
    /// </summary>
    public (EquatableArray<int?> Numbers, EquatableArray<int> Arrays) Inputs
    {
        get
        {
            List<int?> numbers = [];
            List<int> arrays = [];
            int at = 0;
            foreach (Parameter parameter in Function.Signature.Parameters)
            {
                foreach (Leaf leaf in parameter.Leaves)
                {
                    if (parameter is { Differentiated: true, IsBuffer: true })
                    {
                        arrays.Add(at);
                    }
                    else if (parameter.Differentiated)
                    {
                        numbers.Add(leaf.Type.IsFloat ? at : null);
                    }

                    at++;
                }
            }

            return (numbers.ToEquatable(), arrays.ToEquatable());
        }
    }

    private static bool Reads(Region region) => region.Ops.Any(static op =>
        op is Opaque { Input: not null } or Call { Primal.HasInputs: true } || op.Regions.Any(Reads));
}
