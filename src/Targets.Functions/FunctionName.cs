using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Sluice.Targets.Functions;

/// <summary>Names one function.</summary>
/// <param name="Text">The whole name, as it was given.</param>
/// <param name="Service">Null for a function that belongs to none.</param>
/// <param name="Qualifier">A version or an alias; null when none is named.</param>
/// <remarks>Source: definition language, section 10.2; classic language, section 5.</remarks>
internal sealed partial record FunctionName(string Text, string? Service, string Function, string? Qualifier)
{
    /// <summary>The name in the forms that a pattern may mean, most exact first.</summary>
    public IEnumerable<string> Forms
    {
        get
        {
            var resource = Text[(Text.LastIndexOf(':') + 1)..];
            var plain = Service is null ? $"functions/{Function}" : $"services/{Service}/functions/{Function}";
            return [Text, resource, Text[..^resource.Length] + plain, plain];
        }
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out FunctionName? name)
    {
        var match = Shape().Match(text);
        name = match.Success
            ? new(text, Part(match, "service"), match.Groups["function"].Value, Part(match, "qualifier"))
            : null;
        return match.Success;
    }

    private static string? Part(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? found.Value : null;

    [GeneratedRegex(
        @"\Aacs:fc:[^:/]*:[^:/]*:(services/(?<service>[^/:.]+)(\.(?<qualifier>[^/:]+))?/functions/(?<function>[^/:]+)"
        + @"|functions/(?<function>[^/:]+)(/(?<qualifier>[^/:]+))?)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
