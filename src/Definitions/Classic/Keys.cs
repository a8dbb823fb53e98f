using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Classic;

/// <summary>Refuses keys that the language does not have: unlike the other language, this one ignores none.</summary>
/// <remarks>Source: classic language, section 1.</remarks>
internal static class Keys
{
    public static void Check(Fields fields, params ReadOnlySpan<string> known)
    {
        foreach (var entry in fields.Node.Entries)
        {
            if (!known.Contains(entry.Key) && !fields.Bag.IsFull)
            {
                var (key, list) = (Diagnostics.Quote(entry.Key), known.ToArray());
                fields.Error(
                    DiagnosticCodes.UnknownKey,
                    entry.KeyPosition,
                    fields.Path is { } path ? $"there is no key {key} in {path}" : $"there is no key {key}",
                    ForeignNames.HintForClassic(entry.Key)
                        ?? Suggestion.For(entry.Key, list) ?? $"There are {string.Join(", ", list)}.");
            }
        }
    }
}
