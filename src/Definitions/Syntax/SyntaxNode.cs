using Sluice.Model.Json;

namespace Sluice.Definitions.Syntax;

/// <summary>
/// A value of a definition's text, and where it stands. Immutable; an alias shares the anchor's node.
/// </summary>
public abstract class SyntaxNode(SourcePosition position)
{
    public SourcePosition Position { get; } = position;

    /// <summary>What a person calls this kind of node.</summary>
    public abstract string KindName { get; }

    /// <summary>
    /// How much it is once aliases are expanded: each value counts 1, and each character of text counts 1.
    /// </summary>
    public abstract long Weight { get; }

    /// <summary>The node as plain data.</summary>
    public abstract JsonValue ToJson();
}

public sealed class MappingNode(IReadOnlyList<MappingEntry> entries, SourcePosition position)
    : SyntaxNode(position)
{
    /// <summary>In written order, each key once.</summary>
    public IReadOnlyList<MappingEntry> Entries { get; } = entries;

    public override string KindName => "a mapping";

    public override long Weight { get; } = 1 + entries.Sum(entry => 1 + entry.Key.Length + entry.Value.Weight);

    public MappingEntry? Find(string key) =>
        Entries.FirstOrDefault(entry => string.Equals(entry.Key, key, StringComparison.Ordinal));

    public override JsonValue ToJson() =>
        JsonObject.Of([.. Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToJson()))]);
}

public sealed record MappingEntry(string Key, SourcePosition KeyPosition, SyntaxNode Value);

public sealed class SequenceNode(IReadOnlyList<SyntaxNode> items, SourcePosition position) : SyntaxNode(position)
{
    public IReadOnlyList<SyntaxNode> Items { get; } = items;

    public override string KindName => "a sequence";

    public override long Weight { get; } = 1 + items.Sum(item => item.Weight);

    public override JsonValue ToJson() => new JsonArray([.. Items.Select(item => item.ToJson())]);
}

/// <param name="value">A string, number, boolean or null.</param>
/// <param name="textColumns">
/// Columns from the node's position to the first character of its text, when each character of the text
/// stands for itself on one line; null when escapes or folded lines part them.
/// </param>
public sealed class ScalarNode(JsonValue value, int length, int? textColumns, SourcePosition position)
    : SyntaxNode(position)
{
    public JsonValue Value { get; } = value;

    public override string KindName => Value.KindName;

    public override long Weight { get; } = 1 + length;

    /// <summary>
    /// Where a character of the text stands, or where the text begins if that cannot be told.
    /// </summary>
    /// <param name="offset">From 0.</param>
    public SourcePosition PositionOf(int offset) =>
        textColumns is { } columns ? Position with { Column = Position.Column + columns + offset } : Position;

    public override JsonValue ToJson() => Value;
}
