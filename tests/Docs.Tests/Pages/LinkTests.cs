using System.Text.RegularExpressions;

namespace Sluice.Docs.Tests.Pages;

/// <summary>Links between pages lead somewhere.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages =>
        [.. Repository.Pages, "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", .. Repository.Rooms];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_a_heading(string page) =>
        Assert.All(Links(page), link => Assert.True(LeadsSomewhere(page, link), $"{page}: {link} leads nowhere."));

    private static IEnumerable<string> Links(string page) => Link().Matches(File.ReadAllText(Repository.PathOf(page)))
        .Select(match => match.Groups[1].Value)
        .Where(link => !link.StartsWith("http", StringComparison.Ordinal));

    private static bool LeadsSomewhere(string page, string link)
    {
        var parts = link.Split('#', 2);
        var target = parts[0].Length == 0
            ? page
            : Path.GetRelativePath(
                Repository.Root, Path.GetFullPath(Path.Combine(Repository.PathOf(page), "..", parts[0])));
        var path = Repository.PathOf(target);
        return parts.Length == 1
            ? File.Exists(path) || Directory.Exists(path)
            : File.Exists(path) && File.ReadLines(path).Any(line => line.StartsWith('#') && Anchor(line) == parts[1]);
    }

    /// <summary>As GitHub makes them: letters and digits in lower case, spaces as hyphens, nothing else.</summary>
    private static string Anchor(string heading) => string.Concat(heading.TrimStart('#').Trim().ToLowerInvariant()
        .Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')
        .Select(c => c == ' ' ? '-' : c));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
