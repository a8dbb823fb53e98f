using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.StateMachine;

/// <summary>The states of one scope, by name: what its transitions may lead to.</summary>
internal sealed class ScopeNames(int scopeId, int depth)
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    public int ScopeId { get; } = scopeId;

    /// <summary>How many containers the scope lies in.</summary>
    public int Depth { get; } = depth;

    public void Add(string name, int id) => _ids.TryAdd(name, id);

    /// <summary>The id of the state that a required field names; null when it is refused.</summary>
    public int? ReadTarget(Fields fields, string field)
    {
        if (fields.Text(field, isRequired: true) is not { } name)
        {
            return null;
        }

        if (_ids.TryGetValue(name, out var id))
        {
            return id;
        }

        if (!fields.Bag.IsFull)
        {
            fields.Error(
                DiagnosticCodes.UnknownTarget,
                fields.Find(field)!.Value.Position,
                $"{fields.PathOf(field)} names {Diagnostics.Quote(name)}, which is not a state of the same scope",
                Suggestion.For(name, _ids.Keys));
        }

        return null;
    }
}
