using System.Globalization;
using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Outlines;

/// <summary>Puts the outline of one flow together.</summary>
internal sealed class OutlineReader
{
    private readonly Flow _flow;
    private readonly WrittenFlow _written;
    private readonly EdgeReader _edges;
    private readonly FieldWalk _fields;
    private readonly ScopeOwner?[] _owners;
    private readonly HashSet<int> _unreachable;

    public OutlineReader(Flow flow, WrittenFlow written)
    {
        (_flow, _written, _edges) = (flow, written, new(written));
        _owners = Owners(flow);
        _fields = new(flow.Scopes.Select(scope => NodeOf(scope).Find(written.Words.States)!.Value).ToHashSet());
        _unreachable = [.. Reachability.Unreachable(flow).Select(state => state.Id)];
    }

    public FlowOutline Read()
    {
        var members = _flow.States.ToLookup(state => state.ScopeId, state => state.Id);
        return new(
            _flow.Language,
            _flow.Name,
            [.. _flow.Scopes.Select(scope => new OutlinedScope(
                scope.Id, _owners[scope.Id], scope.Start, [.. members[scope.Id]], NodeOf(scope).Position))],
            [.. _flow.States.Select(Outline)]);
    }

    private OutlinedState Outline(State state) => new()
    {
        Id = state.Id,
        Name = state.Name,
        Kind = KindOf(state),
        Path = Around(state.ScopeId) + Quoted(state.Name),
        ScopeId = state.ScopeId,
        Action = (state as TaskState)?.Action,
        Mode = (state as TaskState)?.Mode,
        ChildMode = (state as DistributedMapState)?.Mode,
        IsReachable = !_unreachable.Contains(state.Id),
        Position = state.Position,
        Edges = [.. _edges.Of(state)],
        Fields = _fields.Of(_written.Of(state)),
    };

    /// <summary>What stands before the names of a scope's states.</summary>
    private string Around(int scope)
    {
        if (_owners[scope] is not { } owner)
        {
            return "";
        }

        var (state, index) = (_flow.States[owner.State], owner.Index?.ToString(CultureInfo.InvariantCulture) ?? "*");
        return $"{Around(state.ScopeId)}{Quoted(state.Name)}[{index}]/";
    }

    private MappingNode NodeOf(Scope scope) =>
        _written.Of(_owners[scope.Id], _owners[scope.Id] is { } owner ? _flow.States[owner.State] : null);

    private static ScopeOwner?[] Owners(Flow flow)
    {
        var owners = new ScopeOwner?[flow.Scopes.Count];
        foreach (var state in flow.States)
        {
            foreach (var (scope, role, index) in ScopesOf(state))
            {
                owners[scope] = new(state.Id, role, index);
            }
        }

        return owners;
    }

    private static IEnumerable<(int Scope, ScopeRole Role, int? Index)> ScopesOf(State state) => state switch
    {
        ParallelState parallel => parallel.Branches.Select((scope, place) => (scope, ScopeRole.Branch, (int?)place)),
        MapState map => [(map.Processor, ScopeRole.Iteration, null)],
        DistributedMapState map => [(map.Processor, ScopeRole.Child, null)],
        ChoiceState choice => choice.Options.Append(choice.Default)
            .Select((option, place) => (option.Steps, place))
            .Where(way => way.Steps is not null)
            .Select(way => (way.Steps!.Value, ScopeRole.Option, (int?)way.place)),
        _ => [],
    };

    private static StateKind KindOf(State state) => state switch
    {
        PassState => StateKind.Pass,
        TaskState => StateKind.Task,
        WaitState => StateKind.Wait,
        ChoiceState => StateKind.Choice,
        ParallelState => StateKind.Parallel,
        MapState => StateKind.Map,
        DistributedMapState => StateKind.DistributedMap,
        SucceedState => StateKind.Succeed,
        FailState => StateKind.Fail,
        _ => throw new System.Diagnostics.UnreachableException($"{state.GetType().Name} is no kind of state."),
    };

    private static string Quoted(string name) => name.AsSpan().ContainsAny('/', '"')
        ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : name;
}
