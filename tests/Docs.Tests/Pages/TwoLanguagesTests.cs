using Sluice.Docs.Tests.Blocks;

namespace Sluice.Docs.Tests.Pages;

/// <summary>The reference in English and in Chinese: other words, the same flows.</summary>
public sealed class TwoLanguagesTests
{
    private const string English = "docs/language/en/";
    private const string Chinese = "docs/language/zh/";

    private static readonly string[] Names = Of(English);

    public static TheoryData<string> Pages => [.. Names];

    [Fact]
    public void Every_page_is_there_in_both() => Assert.Equal(Names, Of(Chinese));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_shows_the_same_blocks_in_both(string name) =>
        Assert.Equal(Shown(English + name), Shown(Chinese + name));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_the_same_headings_and_tables_in_both(string name) =>
        Assert.Equal(Shape(English + name), Shape(Chinese + name));

    private static string[] Of(string folder) =>
    [
        .. Repository.Pages
            .Where(page => page.StartsWith(folder, StringComparison.Ordinal))
            .Select(page => page[folder.Length..]),
    ];

    private static IEnumerable<(string Info, string Text)> Shown(string page) =>
        MarkdownBlocks.Of(page).Select(block => (block.Info, block.Text));

    /// <summary>The level of each heading, and the number of rows between them.</summary>
    private static List<string> Shape(string page)
    {
        var shape = new List<string>();
        var rows = 0;
        foreach (var line in File.ReadLines(Repository.PathOf(page)))
        {
            if (line.StartsWith('#'))
            {
                shape.Add($"{line.TakeWhile(c => c == '#').Count()} after {rows} rows");
                rows = 0;
            }

            rows += line.StartsWith('|') ? 1 : 0;
        }

        return [.. shape, $"{rows} rows"];
    }
}
