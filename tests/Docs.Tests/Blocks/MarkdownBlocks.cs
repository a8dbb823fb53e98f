namespace Sluice.Docs.Tests.Blocks;

/// <summary>Finds the fenced blocks of a page.</summary>
internal static class MarkdownBlocks
{
    private const string Fence = "```";

    public static IReadOnlyList<Block> All { get; } = [.. Repository.Pages.SelectMany(Of)];

    public static IEnumerable<Block> Of(string page) => Read(page, File.ReadAllLines(Repository.PathOf(page)));

    public static IEnumerable<Block> Read(string page, IReadOnlyList<string> lines)
    {
        for (var open = 0; open < lines.Count; open++)
        {
            if (!lines[open].StartsWith(Fence, StringComparison.Ordinal))
            {
                Assert.False(
                    lines[open].TrimStart().StartsWith(Fence, StringComparison.Ordinal),
                    $"{page}:{open + 1}: a fence begins its line, so that its block can be found.");
                continue;
            }

            var close = open + 1;
            while (close < lines.Count && lines[close] != Fence)
            {
                close++;
            }

            Assert.True(close < lines.Count, $"{page}:{open + 1}: the block has no end.");
            var text = string.Concat(lines.Take(close).Skip(open + 1).Select(line => line + "\n"));
            yield return new Block(page, open + 1, lines[open][Fence.Length..].Trim(), text);
            open = close;
        }
    }
}
