using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Sluice.Server.Paging;

/// <summary>The form of a list's <c>NextToken</c>: where to go on.</summary>
/// <typeparam name="T">A place in the list; null for none.</typeparam>
/// <param name="Read">The place that a token holds; null when it is no token of this list.</param>
/// <param name="Write">The token of a place.</param>
internal sealed record PageToken<T>(Func<string, T?> Read, Func<T, string> Write);

/// <summary>The opaque forms: a token holds which list it belongs to, and a place in it. It never expires.</summary>
/// <remarks>Source: API reference, sections 4.3 and 12 (Q4).</remarks>
internal static class PageToken
{
    /// <param name="list">A short word for the list.</param>
    /// <param name="read">A place as it was written; null when it cannot have been.</param>
    /// <param name="write">A place as text.</param>
    public static PageToken<T> Of<T>(string list, Func<string, T?> read, Func<T, string> write) => new(
        token => FindPlace(token, list + ":") is { } place ? read(place) : default,
        place => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{list}:{write(place)}")));

    /// <summary>Of a list by name: the page begins behind a name.</summary>
    /// <param name="list">A short word for the list.</param>
    public static PageToken<string> OfName(string list) => Of<string>(list, name => name, name => name);

    private static string? FindPlace(string token, string prefix)
    {
        if (!Base64Url.IsValid(token))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(token);
        return Utf8.IsValid(bytes) && Encoding.UTF8.GetString(bytes) is var text
            && text.StartsWith(prefix, StringComparison.Ordinal)
            ? text[prefix.Length..]
            : null;
    }
}
