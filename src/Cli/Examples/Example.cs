namespace Sluice.Cli.Examples;

/// <summary>A flow to learn from, with its tests, an input and a page about it.</summary>
/// <param name="Name">That of its directory.</param>
/// <param name="Files">Within that directory, with <c>/</c> between parts.</param>
internal sealed record Example(string Name, IReadOnlyList<string> Files)
{
    public const string Flow = "flow.yaml";

    /// <summary>Of its page, in English or in Chinese: the heading, and the paragraph below it.</summary>
    public (string Title, string Text) Describe(bool isChinese)
    {
        var lines = Gallery.Read(this, isChinese ? "README.zh.md" : "README.md").Split('\n');
        return (lines[0].TrimStart('#', ' '), lines.Skip(1).First(line => line.Length > 0));
    }

    /// <summary>Whether its flow is of the classic language.</summary>
    public bool IsClassic => Gallery.Read(this, Flow).Split('\n').Contains("type: flow");
}
