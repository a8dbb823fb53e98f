namespace Sluice.Storage.Postgres.Connecting;

/// <summary>Texts as PostgreSQL can keep them: it has no character U+0000.</summary>
/// <remarks>
/// U+0000 becomes U+0001 U+0001, and U+0001 becomes U+0001 U+0002. The order of texts, and which is whose prefix, stay as they
/// were; all texts without these two are kept as they are.
/// </remarks>
internal static class StoredText
{
    private const char Mark = '\u0001';

    public static string Escape(string text) => text.AsSpan().IndexOfAny('\0', Mark) < 0
        ? text
        : text.Replace("\u0001", "\u0001\u0002", StringComparison.Ordinal)
            .Replace("\0", "\u0001\u0001", StringComparison.Ordinal);

    public static string Unescape(string text) => !text.Contains(Mark, StringComparison.Ordinal)
        ? text
        : text.Replace("\u0001\u0001", "\0", StringComparison.Ordinal)
            .Replace("\u0001\u0002", "\u0001", StringComparison.Ordinal);

    /// <summary>The least text above all that begin with a prefix, by code point; null when there is none.</summary>
    public static string? Above(string prefix)
    {
        for (var end = prefix.Length; end > 0;)
        {
            var last = end > 1 && char.IsLowSurrogate(prefix[end - 1])
                ? char.ConvertToUtf32(prefix[end - 2], prefix[end - 1])
                : prefix[end - 1];
            end -= last > char.MaxValue ? 2 : 1;
            if (last < 0x10FFFF)
            {
                var next = last + 1 == 0xD800 ? 0xE000 : last + 1;
                return prefix[..end] + char.ConvertFromUtf32(next);
            }
        }

        return null;
    }
}
