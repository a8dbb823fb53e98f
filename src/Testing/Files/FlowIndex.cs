using System.Runtime.CompilerServices;
using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Model;

namespace Sluice.Testing.Files;

/// <summary>The states of a flow by the names that test files give them: a path of names, a name, an action.</summary>
public sealed class FlowIndex
{
    private static readonly ConditionalWeakTable<Flow, FlowIndex> Known = [];

    private readonly Flow _flow;
    private readonly State?[] _owners;
    private readonly string[] _paths;
    private readonly Dictionary<(int Scope, string Name), State> _byName = [];

    private FlowIndex(Flow flow)
    {
        _flow = flow;
        _owners = new State?[flow.Scopes.Count];
        foreach (var state in flow.States)
        {
            _byName[(state.ScopeId, state.Name)] = state;
            foreach (var scope in ScopesOf(state))
            {
                _owners[scope] = state;
            }
        }

        _paths = [.. flow.States.Select(PathOf)];
    }

    public static FlowIndex Of(Flow flow) => Known.GetValue(flow, static made => new FlowIndex(made));

    public Flow Flow => _flow;

    /// <summary>All that a key can say, for suggestions.</summary>
    public IEnumerable<string> Words => _flow.States.Select(state => state.Name)
        .Concat(_paths)
        .Concat(_flow.States.OfType<TaskState>().Select(task => task.Action))
        .Distinct(StringComparer.Ordinal);

    /// <summary>The states that a key means.</summary>
    public IEnumerable<State> Find(string key) => _flow.States.Where(state =>
        _paths[state.Id] == key || state.Name == key || (state is TaskState task && task.Action == key));

    /// <summary>The names of the containers around a state and its own, such as <c>Ship/Pack</c>.</summary>
    public string PathOf(int state) => _paths[state];

    /// <summary>The state that runs a scope; null for the flow's own.</summary>
    public State? OwnerOf(int scope) => _owners[scope];

    /// <summary>The state of a scope that has this name.</summary>
    public State? Find(int scope, string name) => _byName.GetValueOrDefault((scope, name));

    /// <summary>The state that an attempt is of, and the containers it lies in, outermost first.</summary>
    /// <param name="scope">The one that the execution runs: the flow's own, or that of a distributed Map's children.</param>
    public (State State, IReadOnlyList<State> Around) Resolve(AttemptName attempt, int scope)
    {
        var around = new List<State>();
        foreach (var container in attempt.Path)
        {
            var state = Get(scope, container.State);
            around.Add(state);
            scope = Inner(state, container.Index);
        }

        return (Get(scope, attempt.State), around);
    }

    /// <summary>The scope that a container runs by this index.</summary>
    public static int Inner(State container, int index) => container switch
    {
        ParallelState parallel => parallel.Branches[index],
        MapState map => map.Processor,
        DistributedMapState map => map.Processor,
        ChoiceState choice when index < choice.Options.Count => choice.Options[index].Steps!.Value,
        ChoiceState choice => choice.Default.Steps!.Value,
        _ => throw new System.Diagnostics.UnreachableException($"'{container.Name}' has no scopes."),
    };

    public static IEnumerable<int> ScopesOf(State state) => state switch
    {
        ParallelState parallel => parallel.Branches,
        MapState map => [map.Processor],
        DistributedMapState map => [map.Processor],
        ChoiceState choice => choice.Options.Append(choice.Default).Where(way => way.Steps is not null).Select(way => way.Steps!.Value),
        _ => [],
    };

    /// <summary>As a path writes a name: one with a slash or a quote in it is quoted.</summary>
    public static string Quoted(string name) => name.AsSpan().ContainsAny('/', '"')
        ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : name;

    private State Get(int scope, string name) =>
        Find(scope, name) ?? throw new System.Diagnostics.UnreachableException($"The flow has no state '{name}' there.");

    private string PathOf(State state) =>
        _owners[state.ScopeId] is { } owner ? $"{PathOf(owner)}/{Quoted(state.Name)}" : Quoted(state.Name);
}
