using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Analysis;

/// <summary>
/// Which marked methods can reach themselves through calls by contract. Their emitted halves recurse, so they look for
/// room on the stack before they start.
/// </summary>
/// <remarks>
/// Instance methods of equal signature count as one, whatever their type: at worst a check too many. Methods of other
/// assemblies cannot call back and need not be known, except where a call is dispatched at run time: that may lead anywhere,
/// and counts as a call of the caller itself.
/// </remarks>
internal static class CallCycles
{
    /// <summary>A method and those it calls, by <see cref="Key"/>.</summary>
    public sealed record Calls(string Method, EquatableArray<string> Callees);

    /// <summary>What tells marked methods apart: type, name and parameters. The instantiations of a generic one are one.</summary>
    public static string Key(Callee callee) =>
        callee.Definition.Length > 0 ? callee.Definition
        : (callee.Self is null ? callee.Receiver : "this") + "." + callee.Name + "(" + string.Join(", ", callee.Parameters.Skip(callee.HasReceiver ? 1 : 0).Select(static p => p.Passing + " " + p.Type)) + ")";

    public static Calls Of(MethodModel model) => new(
        Key(model.Signature),
        model.Body is null ? [] : Callees(model.Body.Body, Key(model.Signature)).Distinct().OrderBy(static key => key, StringComparer.Ordinal).ToEquatable());

    /// <summary>The methods on cycles, in ordinal order; linear in the number of methods and calls.</summary>
    public static EquatableArray<string> Find(IEnumerable<Calls> methods)
    {
        Dictionary<string, string[]> graph = methods
            .GroupBy(static m => m.Method, StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => g.SelectMany(static m => m.Callees).ToArray(), StringComparer.Ordinal);
        var found = new List<string>();
        var search = new Search(graph, found);
        foreach (string method in graph.Keys)
        {
            search.From(method);
        }

        found.Sort(StringComparer.Ordinal);
        return found.ToEquatable();
    }

    private static IEnumerable<string> Callees(Region region, string own) => region.Ops.SelectMany(op =>
        (op is Call call ? [call.Callee.IsDispatched ? own : Key(call.Primal?.Function.Signature ?? call.Callee)] : Enumerable.Empty<string>()).Concat(op.Regions.SelectMany(inner => Callees(inner, own))));

    /// <summary>
    /// Strongly connected components: R. Tarjan, SIAM J. Comput. 1 (1972), without recursion, so that a chain of calls
    /// may be of any length.
    /// </summary>
    private sealed class Search(Dictionary<string, string[]> graph, List<string> found)
    {
        private readonly Dictionary<string, int> order = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> lowest = new(StringComparer.Ordinal);
        private readonly HashSet<string> open = new(StringComparer.Ordinal);
        private readonly Stack<string> component = new();

        public void From(string root)
        {
            if (order.ContainsKey(root))
            {
                return;
            }

            var path = new Stack<(string Method, int Next)>();
            Enter(root);
            path.Push((root, 0));
            while (path.Count > 0)
            {
                (string method, int next) = path.Pop();
                string[] callees = graph[method];
                if (next > 0)
                {
                    Meet(method, callees[next - 1]);
                }

                while (next < callees.Length && (!graph.ContainsKey(callees[next]) || order.ContainsKey(callees[next])))
                {
                    Meet(method, callees[next++]);
                }

                if (next < callees.Length)
                {
                    path.Push((method, next + 1));
                    Enter(callees[next]);
                    path.Push((callees[next], 0));
                }
                else if (lowest[method] == order[method])
                {
                    Close(method, callees);
                }
            }
        }

        private void Enter(string method)
        {
            order[method] = lowest[method] = order.Count;
            open.Add(method);
            component.Push(method);
        }

        private void Meet(string method, string callee)
        {
            if (open.Contains(callee))
            {
                lowest[method] = Math.Min(lowest[method], lowest[callee]);
            }
        }

        private void Close(string method, string[] callees)
        {
            bool alone = component.Peek() == method;
            string member;
            do
            {
                member = component.Pop();
                open.Remove(member);
                if (!alone || callees.Contains(method))
                {
                    found.Add(member);
                }
            }
            while (member != method);
        }
    }
}
