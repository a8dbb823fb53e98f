using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Sluice.Targets.Services;

/// <summary>The way to one API of a ROA service.</summary>
/// <param name="Path">Begins with a slash; names in braces stand for parameters.</param>
public sealed partial record ServiceRoute(HttpMethod Method, string Path)
{
    public const string Form = "a method and a path, such as 'GET /clusters/{ClusterId}'";

    /// <summary>The parameters that the path takes.</summary>
    public IReadOnlyList<string> Names { get; } = [.. Place().Matches(Path).Select(place => place.Groups["name"].Value)];

    /// <summary>Whether parameters go into a body.</summary>
    public bool HasBody => Method == HttpMethod.Post || Method == HttpMethod.Put || Method == HttpMethod.Patch;

    /// <summary>A route written as <c>GET /clusters/{ClusterId}</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ServiceRoute? route)
    {
        route = Shape().Match(text) is { Success: true } match
            ? new(new HttpMethod(match.Groups["method"].Value), match.Groups["path"].Value)
            : null;
        return route is not null;
    }

    /// <summary>The path with its names filled in, escaped.</summary>
    public string Fill(Func<string, string> valueOf) =>
        Place().Replace(Path, place => Uri.EscapeDataString(valueOf(place.Groups["name"].Value)));

    [GeneratedRegex(@"\A(?<method>GET|HEAD|POST|PUT|PATCH|DELETE) (?<path>(/([A-Za-z0-9._~:@!$&'()*+,;=-]|%[0-9A-Fa-f]{2}|\{[A-Za-z0-9_.-]+\})*)+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"\{(?<name>[^}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
