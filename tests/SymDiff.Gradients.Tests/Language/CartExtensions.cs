namespace SymDiff.Gradients.Tests.Language;

internal static class CartExtensions
{
    public static void Double(this ref Cart cart) => cart.Speed *= 2;

    public static double Twice(this in Cart cart) => 2 * cart.Speed * cart.Mass;
}
