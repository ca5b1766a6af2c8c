namespace SymDiff;

/// <summary>The loss on examples that are kept out of training.</summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="parameters">What has been learnt so far.</param>
/// <returns>The loss; it may be NaN, which is recorded and does not stop the training.</returns>
public delegate double Validation<T>(ReadOnlySpan<T> parameters);
