using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using Sluice.Model;
using Sluice.Server.Wire;

namespace Sluice.Server.Answers;

/// <summary>The opaque <c>NextToken</c> of a list: where to go on, and which list it belongs to.</summary>
/// <remarks>Never expires. Source: API reference, sections 4.3 and 12 (Q4).</remarks>
internal static class PageToken
{
    /// <param name="list">A short word for the list.</param>
    /// <param name="place">Where the next page begins, in a form of the list's own.</param>
    public static string Of(string list, string place) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(list + ":" + place));

    /// <summary>The place that a token holds; null when the request has none.</summary>
    /// <exception cref="ApiException"><c>InvalidArgument</c>: not a token of this list.</exception>
    public static string? Read(Parameters parameters, string list)
    {
        if (parameters.Optional("NextToken") is not { } token)
        {
            return null;
        }

        return TryDecode(token, out var text) && text.StartsWith(list + ":", StringComparison.Ordinal)
            ? text[(list.Length + 1)..]
            : throw Invalid(token);
    }

    public static ApiException Invalid(string token) => ApiException.InvalidArgument(
        "NextToken", $"'{Excerpt.Of(token)}' is not a token that this operation gave out; begin without one");

    private static bool TryDecode(string token, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (!Base64Url.IsValid(token))
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(token);
        text = Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
        return text is not null;
    }
}
