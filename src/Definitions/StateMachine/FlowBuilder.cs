using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine;

/// <summary>What has been read of a flow so far: scopes, states and their constructors, each by id.</summary>
internal sealed class FlowBuilder(ExecutionMode mode, Limits limits, DiagnosticBag bag)
{
    private readonly List<Scope?> _scopes = [];
    private readonly List<State?> _states = [];
    private readonly List<Fields> _fields = [];
    private readonly List<StateConstructors> _constructors = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Mode of the executions in which the states that are being read will run.</summary>
    public ExecutionMode Mode { get; private set; } = mode;

    public Limits Limits { get; } = limits;

    public DiagnosticBag Bag { get; } = bag;

    /// <summary>Reads something that runs in executions of another mode than what is around it.</summary>
    public T InMode<T>(ExecutionMode mode, Func<T> read)
    {
        var around = Mode;
        Mode = mode;
        var result = read();
        Mode = around;
        return result;
    }

    /// <summary>Gives out a scope's id; the first is 0.</summary>
    public int AddScope()
    {
        _scopes.Add(null);
        return _scopes.Count - 1;
    }

    /// <summary>Gives out a state's id.</summary>
    public int AddState(Fields fields)
    {
        _states.Add(null);
        _fields.Add(fields);
        _constructors.Add(StateConstructors.None);
        return _states.Count - 1;
    }

    /// <summary>False when a state of that name is there already, in whichever scope.</summary>
    public bool TryAddName(string name) => _names.Add(name);

    /// <summary>Where the name of the first state of that name stands.</summary>
    public SourcePosition FirstPlaceOf(string name) => _fields
        .Select(fields => fields.Find("Name")?.Value)
        .First(value => value is ScalarNode { Value: JsonString text } && text.Value == name)!.Position;

    public Fields FieldsOf(State state) => _fields[state.Id];

    public void Set(Scope scope) => _scopes[scope.Id] = scope;

    public void Set(State state, StateConstructors constructors) =>
        (_states[state.Id], _constructors[state.Id]) = (state with { Position = PositionOf(state) }, constructors);

    private SourcePosition PositionOf(State state) => FieldsOf(state).Node.Position;

    /// <summary>The flow. Call it only when nothing was refused: then every id has been filled.</summary>
    public Flow Build(string? name, TimeSpan? timeout) => new(
        FlowLanguage.StateMachine,
        name,
        timeout,
        _scopes.ConvertAll(scope => scope!),
        _states.ConvertAll(state => state!),
        new StateMachineDataFlow([.. _constructors]));
}
