using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymDiff;

/// <summary>
/// Gradients of modules that emitted methods need for themselves: for derivatives that nobody asked for, which a backward
/// half hands over all the same, and for one row of many.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SpareGradients
{
    /// <summary>Gradients of the shape of a module, made once for each module and thread. What they hold is not said.</summary>
    /// <typeparam name="TModule">The module.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <typeparam name="TGradients">Its gradients.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="make">Makes its gradients.</param>
    public static TGradients Of<TModule, T, TGradients>(TModule module, Func<TModule, TGradients> make)
        where TModule : class, IModule<T>
        where T : IFloatingPointIeee754<T>
        where TGradients : ModuleGradients<TModule, T>
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(make);
        Places<TGradients> places = PlacesOf<TModule, TGradients>(module);
        if (places.Shared is not { } spare || !spare.Fits(module))
        {
            spare = places.Shared = make(module);
        }

        return spare;
    }

    /// <summary>Gradients of the shape of a module that nobody else has until <see cref="Return"/>. What they hold is not said.</summary>
    /// <typeparam name="TModule">The module.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <typeparam name="TGradients">Its gradients.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="make">Makes its gradients.</param>
    public static TGradients Rent<TModule, T, TGradients>(TModule module, Func<TModule, TGradients> make)
        where TModule : class, IModule<T>
        where T : IFloatingPointIeee754<T>
        where TGradients : ModuleGradients<TModule, T>
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(make);
        Stack<TGradients> free = PlacesOf<TModule, TGradients>(module).Free;
        while (free.TryPop(out TGradients? spare))
        {
            if (spare.Fits(module))
            {
                return spare;
            }
        }

        return make(module);
    }

    /// <summary>Gives gradients back, on the thread that has them. What is not given back is garbage.</summary>
    /// <typeparam name="TModule">The module.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <typeparam name="TGradients">Its gradients.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="rented">What <see cref="Rent"/> gave.</param>
    public static void Return<TModule, T, TGradients>(TModule module, TGradients rented)
        where TModule : class, IModule<T>
        where T : IFloatingPointIeee754<T>
        where TGradients : ModuleGradients<TModule, T>
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(rented);
        PlacesOf<TModule, TGradients>(module).Free.Push(rented);
    }

    private static Places<TGradients> PlacesOf<TModule, TGradients>(TModule module)
        where TModule : class
        where TGradients : class
        => (Table<TModule, TGradients>.Known ??= []).GetValue(module, static _ => new Places<TGradients>());

    private sealed class Places<TGradients>
        where TGradients : class
    {
        public TGradients? Shared;

        public Stack<TGradients> Free { get; } = [];
    }

    private static class Table<TModule, TGradients>
        where TModule : class
        where TGradients : class
    {
        [ThreadStatic]
        public static ConditionalWeakTable<TModule, Places<TGradients>>? Known;
    }
}
