using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Outlines;

/// <summary>The fields of a state, and those within them.</summary>
/// <param name="inner">Lists of states: theirs are not fields of the state around them.</param>
internal sealed class FieldWalk(IReadOnlySet<SyntaxNode> inner)
{
    public IReadOnlyList<OutlinedField> Of(MappingNode state)
    {
        var fields = new List<OutlinedField>();
        Add(state, path: null, fields);
        return fields;
    }

    private void Add(SyntaxNode node, FieldPath? path, List<OutlinedField> fields)
    {
        if (inner.Contains(node))
        {
            return;
        }

        if (node is MappingNode mapping)
        {
            foreach (var entry in mapping.Entries)
            {
                Add(entry.Value, new FieldPath(path, entry.Key), entry.KeyPosition, fields);
            }
        }
        else if (node is SequenceNode sequence)
        {
            for (var i = 0; i < sequence.Items.Count; i++)
            {
                Add(sequence.Items[i], new FieldPath(path, $"[{i}]"), sequence.Items[i].Position, fields);
            }
        }
    }

    private void Add(SyntaxNode value, FieldPath path, SourcePosition position, List<OutlinedField> fields)
    {
        fields.Add(new(path.FullText(), position, value.Position));
        Add(value, path, fields);
    }
}
