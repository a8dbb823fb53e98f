using System.Text.RegularExpressions;

namespace Sluice.Cli.Tests.Wording;

/// <summary>Goal: nothing is said in one language alone. Method: every text in the source that has two words of English behind each other
/// and is no command to paste.</summary>
public sealed partial class SourceTextTests
{
    /// <summary>What is no text for people, and why.</summary>
    private static readonly Dictionary<string, string> NotForPeople = new(StringComparer.Ordinal)
    {
        ["Assistants/"] = "is read by models, which are told everything in English",
        ["Backups/BackupSocket.cs"] = "goes from the server to the program, which may speak another language",
        ["Completing/"] = "are scripts of shells",
        ["Remote/Showing/Mermaid.cs"] = "is a language of diagrams",
        ["Remote/Showing/Svg.cs"] = "is a language of pictures",
    };

    [Fact]
    public void No_sentence_stands_in_the_source()
    {
        var sentences = SourceTexts.Files
            .Where(file => !NotForPeople.Keys.Any(place => file.Path.StartsWith(place, StringComparison.Ordinal)))
            .SelectMany(file => SourceTexts.In(file.Text), (file, text) => (file.Path, text))
            .Where(found => TwoWords().IsMatch(found.text) && !Command().IsMatch(found.text));

        Assert.Empty(sentences);
    }

    [Theory]
    [InlineData("""var said = "There is none.";""", "There is none.")]
    [InlineData("""var said = $"It is {name} here now";""", " here now")]
    [InlineData(""""var said = """the whole text""";"""", "the whole text")]
    public void A_sentence_is_found(string source, string sentence)
    {
        Assert.Contains(sentence, SourceTexts.In(source));
        Assert.Matches(TwoWords(), sentence);
    }

    [GeneratedRegex("[a-z]{2,} [a-z]{2,}")]
    private static partial Regex TwoWords();

    /// <summary>Lines that are typed as they stand, and what may stand behind a verb.</summary>
    [GeneratedRegex(@"\bsluice [a-z-]+|^FILE\b|AccessKeyId sluice-dev")]
    private static partial Regex Command();
}
