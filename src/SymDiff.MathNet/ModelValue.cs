namespace SymDiff;

/// <summary>A model of observations: what it predicts for one of them.</summary>
/// <typeparam name="TX">What an observation is made at: a number, or an array of them.</typeparam>
/// <param name="x">Where the observation was made.</param>
/// <param name="parameters">The parameters of the model.</param>
public delegate double ModelValue<TX>(TX x, ReadOnlySpan<double> parameters);
