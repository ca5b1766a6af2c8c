using SymDiff;

namespace CurveFit;

/// <summary>A model and its emitted gradient, over the predictors of one observation.</summary>
/// <param name="Value">The model.</param>
/// <param name="Gradient">Its gradient with respect to the parameters.</param>
/// <param name="OfLogarithm">Whether it stands for the logarithm of what was observed.</param>
internal sealed record Model(ModelValue<double[]> Value, ModelGradient<double[]> Gradient, bool OfLogarithm = false)
{
    private static readonly Dictionary<string, Model> BySet = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BoxBOD"] = OfNumber(Models.Saturation, Models.SaturationGradient),
        ["Chwirut2"] = OfNumber(Models.Chwirut, Models.ChwirutGradient),
        ["DanWood"] = OfNumber(Models.DanWood, Models.DanWoodGradient),
        ["ENSO"] = OfNumber(Models.Enso, Models.EnsoGradient),
        ["Eckerle4"] = OfNumber(Models.Eckerle, Models.EckerleGradient),
        ["Gauss1"] = OfNumber(Models.Gauss, Models.GaussGradient),
        ["Gauss2"] = OfNumber(Models.Gauss, Models.GaussGradient),
        ["Gauss3"] = OfNumber(Models.Gauss, Models.GaussGradient),
        ["Hahn1"] = OfNumber(Models.Hahn, Models.HahnGradient),
        ["Kirby2"] = OfNumber(Models.Kirby, Models.KirbyGradient),
        ["Lanczos1"] = OfNumber(Models.Lanczos, Models.LanczosGradient),
        ["Lanczos2"] = OfNumber(Models.Lanczos, Models.LanczosGradient),
        ["Lanczos3"] = OfNumber(Models.Lanczos, Models.LanczosGradient),
        ["MGH09"] = OfNumber(Models.Kowalik, Models.KowalikGradient),
        ["MGH10"] = OfNumber(Models.Meyer, Models.MeyerGradient),
        ["Misra1a"] = OfNumber(Models.Saturation, Models.SaturationGradient),
        ["Misra1c"] = OfNumber(Models.Root, Models.RootGradient),
        ["Misra1d"] = OfNumber(Models.Hyperbola, Models.HyperbolaGradient),
        ["Nelson"] = new Model(Models.Nelson, Models.NelsonGradient, OfLogarithm: true),
        ["Rat42"] = OfNumber(Models.Logistic, Models.LogisticGradient),
    };

    /// <summary>The model of one of NIST's sets, or null where it is not here.</summary>
    public static Model? Of(string set) => BySet.GetValueOrDefault(set);

    private static Model OfNumber(ModelValue<double> value, ModelGradient<double> gradient)
        => new((x, b) => value(x[0], b), (x, b, bGradient) => gradient(x[0], b, bGradient));
}
