using Sluice.Definitions.Classic.Mappings;
using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model;

namespace Sluice.Definitions.Classic;

/// <summary>What has been read of a classic flow so far: series, steps and their mappings, each by id.</summary>
internal sealed class ClassicBuilder(Limits limits)
{
    private readonly List<Scope?> _scopes = [];
    private readonly List<State?> _states = [];
    private readonly List<Fields> _fields = [];
    private readonly List<StepMappings> _mappings = [];

    public Limits Limits { get; } = limits;

    /// <summary>Gives out a series' id; the first is 0.</summary>
    public int AddScope()
    {
        _scopes.Add(null);
        return _scopes.Count - 1;
    }

    /// <summary>Gives out a step's id.</summary>
    public int AddStep(Fields fields)
    {
        _states.Add(null);
        _fields.Add(fields);
        _mappings.Add(StepMappings.None);
        return _states.Count - 1;
    }

    public Fields FieldsOf(State state) => FieldsOf(state.Id);

    public Fields FieldsOf(int id) => _fields[id];

    public void Set(Scope scope) => _scopes[scope.Id] = scope;

    public void Set(State state, StepMappings mappings) =>
        (_states[state.Id], _mappings[state.Id]) = (state with { Position = PositionOf(state) }, mappings);

    private SourcePosition PositionOf(State state) => FieldsOf(state).Node.Position;

    /// <summary>The flow. Call it only when nothing was refused: then every id has been filled.</summary>
    public Flow Build(string? name, TimeSpan? timeout, StepMappings mappings) => new(
        FlowLanguage.Classic,
        name,
        timeout,
        _scopes.ConvertAll(scope => scope!),
        _states.ConvertAll(state => state!),
        new ClassicDataFlow(mappings, [.. _mappings]));
}
