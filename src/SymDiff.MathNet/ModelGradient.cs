namespace SymDiff;

/// <summary>
/// A row of a model's Jacobian. A method <c>F([NoGradient] TX x, ReadOnlySpan&lt;double&gt; parameters)</c> marked
/// <see cref="DifferentiableAttribute"/> gets an <c>FGradient</c> of this form.
/// </summary>
/// <typeparam name="TX">What an observation is made at: a number, or an array of them.</typeparam>
/// <param name="x">Where the observation was made.</param>
/// <param name="parameters">The parameters of the model.</param>
/// <param name="gradient">Overwritten with the derivatives of the prediction: as long as <paramref name="parameters"/>.</param>
/// <returns>The prediction.</returns>
public delegate double ModelGradient<TX>(TX x, ReadOnlySpan<double> parameters, Span<double> gradient);
