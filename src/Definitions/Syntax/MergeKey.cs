using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sluice.Definitions.Syntax;

/// <summary>The merge key of one mapping, <c>&lt;&lt;</c>: it brings in the members of other mappings.</summary>
/// <remarks>
/// They stand where the merge key stands and keep their own positions. The mapping's own members win, then those
/// of the mapping that is named first. Source: definition language, section 1.2.
/// </remarks>
internal sealed class MergeKey(DiagnosticBag bag)
{
    public const string Text = "<<";

    private IReadOnlyList<MappingNode> _sources = [];
    private SourcePosition? _taken;
    private int _place;

    /// <summary>Whether a key that begins here merges; one in quotes is a key like any other.</summary>
    public static bool IsAt(ParsingEvent current) =>
        current is Scalar { Value: Text, Style: ScalarStyle.Plain } key
        && (key.Tag.IsEmpty || key.Tag.Value == ScalarTags.Merge);

    /// <param name="value">What is to be merged; what cannot be is refused and left out.</param>
    /// <param name="valuePosition">Where it is named, which for an alias is not where it stands.</param>
    /// <param name="place">How many members stand before it.</param>
    public void Take(SourcePosition position, SyntaxNode value, SourcePosition valuePosition, int place)
    {
        if (_taken is not null)
        {
            bag.Error(
                DiagnosticCodes.DuplicateKey,
                position,
                $"The key '{Text}' is given twice in one mapping; keep one of them.",
                $"Several mappings are merged as a list: '{Text}: [*one, *other]'.");
            return;
        }

        (_taken, _place) = (position, place);
        if (Unfit(value) is { } unfit)
        {
            bag.Error(
                DiagnosticCodes.BadMerge,
                valuePosition,
                $"The merge key '{Text}' takes a mapping or a list of mappings, not {unfit}.",
                "Name a mapping by its alias, such as *defaults; a key of this name must be in quotes.");
            return;
        }

        _sources = value is MappingNode one ? [one] : [.. ((SequenceNode)value).Items.Cast<MappingNode>()];
    }

    /// <summary>Puts the merged members among the mapping's own.</summary>
    /// <param name="entries">The mapping's own members, in written order.</param>
    /// <param name="keys">Their keys.</param>
    public void Complete(List<MappingEntry> entries, HashSet<string> keys) =>
        entries.InsertRange(
            _place, [.. _sources.SelectMany(source => source.Entries).Where(entry => keys.Add(entry.Key))]);

    /// <summary>What cannot be merged, in words; null when all can.</summary>
    private static string? Unfit(SyntaxNode value) => value switch
    {
        MappingNode => null,
        SequenceNode list => list.Items.FirstOrDefault(item => item is not MappingNode) is { } item
            ? $"a list with {item.KindName}"
            : null,
        _ => value.KindName,
    };
}
