using System.Runtime.CompilerServices;
using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Testing.Coverage;

/// <summary>Which states were entered and which edges taken, over all runs of a flow. Told on any thread.</summary>
/// <remarks>A flow that tests mock in part is another object with the same states: what has run is kept by the list of its scopes.</remarks>
public sealed class Covered : IOnlooker
{
    private readonly ConditionalWeakTable<IReadOnlyList<Scope>, Taken> _byFlow = [];

    /// <inheritdoc/>
    public void Entered(Flow flow, int state) => Add(flow, (state, null, 0));

    /// <inheritdoc/>
    public void Took(Flow flow, int state, EdgeKind kind, int ordinal) => Add(flow, (state, kind, ordinal));

    /// <inheritdoc/>
    public void Assigned(ExecutionFacts execution, JsonObject global)
    {
        // Variables are no part of a flow's shape.
    }

    /// <summary>How much of a flow has run.</summary>
    /// <param name="outline">Of the same flow.</param>
    public FlowCoverage Of(string name, string path, IEnumerable<Flow> compiled, FlowOutline outline)
    {
        var taken = compiled.Select(flow => flow.Scopes).Distinct(ReferenceEqualityComparer.Instance).Cast<IReadOnlyList<Scope>>()
            .SelectMany(scopes => _byFlow.TryGetValue(scopes, out var found) ? found.All() : []).ToHashSet();
        var states = outline.States.Where(state => state.IsReachable).ToList();
        return new(name, path, [.. states.Select(state => new CoveredState(state, taken.Contains((state.Id, null, 0))))],
            [.. states.SelectMany(state => state.Edges, (state, edge) =>
                new CoveredEdge(state, edge, taken.Contains((state.Id, edge.Kind, edge.Ordinal))))]);
    }

    private void Add(Flow flow, (int, EdgeKind?, int) what) => _byFlow.GetOrAdd(flow.Scopes, static _ => new Taken()).Add(what);

    private sealed class Taken
    {
        private readonly Lock _lock = new();
        private readonly HashSet<(int State, EdgeKind? Kind, int Ordinal)> _all = [];

        public void Add((int, EdgeKind?, int) what)
        {
            lock (_lock)
            {
                _all.Add(what);
            }
        }

        public IReadOnlyList<(int, EdgeKind?, int)> All()
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }
}

/// <summary>How much of a flow has run. What can never be reached is not counted.</summary>
/// <param name="Path">Of the file with its definition.</param>
public sealed record FlowCoverage(
    string Name, string Path, IReadOnlyList<CoveredState> States, IReadOnlyList<CoveredEdge> Edges)
{
    public int StatesEntered => States.Count(state => state.HasRun);

    public int EdgesTaken => Edges.Count(edge => edge.HasRun);

    /// <summary>Of the edges, 0 to 100; 100 where there are none.</summary>
    public double Percent => Edges.Count == 0 ? 100 : 100.0 * EdgesTaken / Edges.Count;
}

public sealed record CoveredState(OutlinedState State, bool HasRun);

public sealed record CoveredEdge(OutlinedState State, OutlinedEdge Edge, bool HasRun);
