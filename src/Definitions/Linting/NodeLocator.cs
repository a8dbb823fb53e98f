using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Linting;

/// <summary>Tells for a position in which state it lies, and the way there through the document.</summary>
internal sealed class NodeLocator
{
    private readonly List<(SourcePosition Position, FieldPath? Path, string? State)> _places = [];
    private readonly HashSet<SyntaxNode> _seen = [];

    public NodeLocator(SyntaxNode root) => Add(root, path: null, state: null);

    /// <summary>The way to what begins there, or else to the last that begins before it; null for the document itself.</summary>
    public (FieldPath? Path, string? State) Find(SourcePosition position)
    {
        var best = _places[0];
        foreach (var place in _places)
        {
            if (Compare(place.Position, position) <= 0 && Compare(place.Position, best.Position) > 0)
            {
                best = place;
            }
        }

        return (best.Path, best.State);
    }

    private void Add(SyntaxNode node, FieldPath? path, string? state)
    {
        // What an alias repeats stands where it is written.
        if (!_seen.Add(node))
        {
            return;
        }

        _places.Add((node.Position, path, state));
        switch (node)
        {
            case MappingNode mapping:
                foreach (var entry in mapping.Entries)
                {
                    var way = new FieldPath(path, entry.Key);
                    _places.Add((entry.KeyPosition, way, state));
                    Add(entry.Value, way, state);
                }

                break;
            case SequenceNode sequence:
                for (var i = 0; i < sequence.Items.Count; i++)
                {
                    Add(sequence.Items[i], new FieldPath(path, $"[{i}]"), StateOf(sequence.Items[i], path) ?? state);
                }

                break;
            default:
                break;
        }
    }

    private static string? StateOf(SyntaxNode item, FieldPath? list) => list?.Name switch
    {
        "States" => Name(item, "Name"),
        "steps" => Name(item, "name"),
        _ => null,
    };

    private static string? Name(SyntaxNode item, string key) =>
        (item as MappingNode)?.Find(key)?.Value is ScalarNode { Value: JsonString text } ? text.Value : null;

    private static int Compare(SourcePosition a, SourcePosition b) =>
        a.Line != b.Line ? a.Line.CompareTo(b.Line) : a.Column.CompareTo(b.Column);
}
