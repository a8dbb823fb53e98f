using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Files;

namespace Sluice.Testing.Replays;

/// <summary>The states of a definition as they are written, by their path: whether two of them say the same.</summary>
internal sealed class WrittenStates
{
    /// <summary>What says how a state is called and what follows, in either language.</summary>
    private static readonly string[] Links = ["Name", "Next", "End", "name", "end"];

    private readonly Dictionary<SourcePosition, MappingNode> _mappings = [];
    private readonly FlowIndex _index;

    public WrittenStates(Flow flow, string text, Limits limits)
    {
        _index = FlowIndex.Of(flow);
        if (YamlText.Read(text, limits, out _) is { } document)
        {
            Add(document);
        }
    }

    public FlowIndex Index => _index;

    /// <summary>Ids of states by path.</summary>
    public IEnumerable<(string Path, State State)> All =>
        _index.Flow.States.Select(state => (_index.PathOf(state.Id), state));

    public State? Find(string path) => _index.Find(path).FirstOrDefault(state => _index.PathOf(state.Id) == path);

    /// <summary>A state without its name and what follows it; null where its text is not there.</summary>
    public JsonValue? Find(State state) => _mappings.TryGetValue(state.Position, out var mapping)
        ? JsonObject.Of([.. mapping.Entries.Where(entry => !Links.Contains(entry.Key))
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToJson()))])
        : null;

    private void Add(SyntaxNode node)
    {
        if (node is MappingNode mapping && _mappings.TryAdd(mapping.Position, mapping))
        {
            foreach (var entry in mapping.Entries)
            {
                Add(entry.Value);
            }
        }
        else if (node is SequenceNode sequence)
        {
            foreach (var item in sequence.Items)
            {
                Add(item);
            }
        }
    }
}
