using System.Text.RegularExpressions;

namespace Sluice.Model.Names;

/// <summary>The one rule for names that a caller chooses: flows, executions, schedules, steps of classic flows.</summary>
/// <remarks>
/// A letter or underscore, then letters, digits, <c>_</c> or <c>-</c>. Case matters. Source: API reference, section 4.1.
/// </remarks>
public static partial class ResourceName
{
    /// <summary>Characters of the longest name. 128.</summary>
    public const int Longest = 128;

    internal static string Check(string parameter, string text) => IsValid(text)
        ? text
        : throw ApiException.InvalidArgument(
            parameter,
            $"'{Excerpt.Of(text)}' is not a valid name; use 1 to {Longest} letters, digits, '_' or '-', "
            + "starting with a letter or '_'");

    public static bool IsValid(string text) => text.Length <= Longest && Shape().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
