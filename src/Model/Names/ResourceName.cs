using System.Text.RegularExpressions;

namespace Sluice.Model.Names;

/// <summary>The one rule for names that a caller chooses: flows, executions, schedules.</summary>
/// <remarks>
/// 1 to 128 characters: a letter or underscore, then letters, digits, <c>_</c> or <c>-</c>. Case matters.
/// Source: API reference, section 4.1.
/// </remarks>
internal static partial class ResourceName
{
    public static string Check(string parameter, string text) => Shape().IsMatch(text)
        ? text
        : throw ApiException.InvalidArgument(
            parameter,
            $"'{Shorten(text)}' is not a valid name; use 1 to 128 letters, digits, '_' or '-', "
            + "starting with a letter or '_'");

    public static bool IsValid(string text) => Shape().IsMatch(text);

    public static string Shorten(string text) => text.Length <= 140 ? text : text[..140] + "…";

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
