using System.Globalization;

namespace Sluice.Testing.Files;

/// <summary>Instants as test files write them: ISO 8601, UTC unless they say otherwise.</summary>
public static class Instants
{
    /// <summary>Null when the text is none.</summary>
    public static DateTimeOffset? Find(string text) =>
        text.Length >= "2026-01-01".Length
        && char.IsAsciiDigit(text[0])
        && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant)
            ? instant
            : null;
}
