using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Linting;

/// <summary>Warns about ways out of a choice that are never taken, because a condition asks nothing.</summary>
internal static class ChoiceLint
{
    /// <param name="branches"><c>Branches</c> or <c>choices</c>, as the language has it.</param>
    /// <param name="condition"><c>Condition</c> or <c>condition</c>.</param>
    public static void Check(Fields choice, string branches, string condition)
    {
        var rows = (choice.Find(branches)?.Value as SequenceNode)?.Items.OfType<MappingNode>().ToList() ?? [];
        foreach (var (i, row) in rows.Index())
        {
            if (row.Find(condition)?.Value is not { } node || Literal(node) is not { } always)
            {
                continue;
            }

            var isLast = i == rows.Count - 1;
            choice.Warning(
                DiagnosticCodes.WayNeverTaken,
                node.Position,
                $"{choice.PathOf(branches).Item(i).Member(condition)} is always {(always ? "true" : "false")}, so that "
                + (!always ? "this way is never taken" : isLast ? "the default is never taken" : "no way after it is ever taken"),
                "Write a condition, or leave out what cannot happen.");
        }
    }

    /// <summary>What a condition that asks nothing says; null for one that does.</summary>
    public static bool? Literal(SyntaxNode condition) => condition switch
    {
        ScalarNode { Value: JsonBoolean always } => always.Value,
        ScalarNode { Value: JsonString { Value: "true" } } => true,
        ScalarNode { Value: JsonString { Value: "false" } } => false,
        _ => null,
    };
}
