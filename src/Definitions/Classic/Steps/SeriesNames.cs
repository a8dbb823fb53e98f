using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Classic.Steps;

/// <summary>The steps of one series, by name: what gotos in it may name.</summary>
/// <param name="depth">How many containers the series lies in.</param>
internal sealed class SeriesNames(int scopeId, int depth)
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    public int ScopeId { get; } = scopeId;

    public int Depth { get; } = depth;

    /// <summary>False when the series has a step of that name already.</summary>
    public bool TryAdd(string name, int id) => _ids.TryAdd(name, id);

    /// <summary>Where the name of a step that is there stands.</summary>
    public SourcePosition PlaceOf(string name, ClassicBuilder flow) =>
        flow.FieldsOf(_ids[name]).Find("name")!.Value.Position;

    /// <summary>The id of the step that <c>goto</c> names; null when there is none, or when it is refused.</summary>
    public int? ReadGoto(Fields fields, bool isRequired)
    {
        if (fields.Text("goto", isRequired) is not { } name)
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
                DiagnosticCodes.UnknownGoto,
                fields.Find("goto")!.Value.Position,
                $"{fields.PathOf("goto")} names {Diagnostics.Quote(name)}, which is not a step of the same series",
                Suggestion.For(name, _ids.Keys));
        }

        return null;
    }
}
