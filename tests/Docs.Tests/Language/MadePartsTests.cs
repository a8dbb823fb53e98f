using System.Text.RegularExpressions;

namespace Sluice.Docs.Tests.Language;

/// <summary>What pages repeat of the code is what the code says. SLUICE_UPDATE_GOLDEN=1 writes it.</summary>
public sealed partial class MadePartsTests
{
    private static readonly string[] WithParts =
        [.. Repository.Pages.Where(page => Part().IsMatch(File.ReadAllText(Repository.PathOf(page))))];

    public static TheoryData<string> Pages => [.. WithParts];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_part_that_is_made_from_the_code_says_what_the_code_says(string page)
    {
        var path = Repository.PathOf(page);
        var text = File.ReadAllText(path);
        var made = Part().Replace(text, part => part.Groups["mark"].Value
            + MadeParts.Make(part.Groups["name"].Value, IsChinese(page), Words(part.Groups["part"].Value))
            + "<!-- /made -->");
        if (Environment.GetEnvironmentVariable("SLUICE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, made);
        }
        else
        {
            Assert.Equal(made, text);
        }

        Assert.False(made.Contains("| ? |", StringComparison.Ordinal), $"{page}: words are missing where a '?' stands.");
    }

    [Fact]
    public void Both_languages_have_every_part()
    {
        Assert.Equal(
            ["actions.md", "data-flow.md", "errors.md", "expressions.md", "functions.md", "limits.md", "states.md"],
            WithParts.Where(page => !IsChinese(page)).Select(Path.GetFileName));
        Assert.Equal(
            WithParts.Where(page => !IsChinese(page)).Select(Path.GetFileName),
            WithParts.Where(IsChinese).Select(Path.GetFileName));
    }

    /// <summary>The last cell of each row, by its first.</summary>
    private static Func<string, string?> Words(string part)
    {
        var rows = part.Split('\n')
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .Where(cells => cells.Length > 1)
            .GroupBy(cells => cells[0])
            .ToDictionary(row => row.Key, row => row.First()[^1], StringComparer.Ordinal);
        return rows.GetValueOrDefault;
    }

    private static bool IsChinese(string page) => page.Contains("/zh/", StringComparison.Ordinal);

    [GeneratedRegex("(?<mark><!-- made: (?<name>[a-z]+) -->\n)(?<part>.*?)<!-- /made -->", RegexOptions.Singleline)]
    private static partial Regex Part();
}
