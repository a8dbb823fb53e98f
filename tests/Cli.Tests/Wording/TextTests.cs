using System.Collections;
using System.Resources;
using System.Text.RegularExpressions;
using Sluice.Cli.Configuration;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Tests.Wording;

/// <summary>What the program says, in both of its languages.</summary>
public sealed partial class TextTests
{
    /// <summary>What people of both languages write alike.</summary>
    private static readonly string[] Alike = ["HeadCron", "HeadId", "HeadUtc"];

    private static readonly (string Name, ResourceManager Texts)[] Resources =
    [
        (nameof(Texts), Texts.ResourceManager),
        (nameof(HelpTexts), HelpTexts.ResourceManager),
        (nameof(SettingTexts), SettingTexts.ResourceManager),
        (nameof(SettingDescriptions), SettingDescriptions.ResourceManager),
        (nameof(VerbDescriptions), VerbDescriptions.ResourceManager),
    ];

    public static TheoryData<string> Files => [.. Resources.Select(resource => resource.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_text_is_there_in_both_languages(string file) =>
        Assert.Equal(In(Language.English, file).Keys.Order(StringComparer.Ordinal), In(Language.Chinese, file).Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_text_names_the_same_in_both_languages(string file)
    {
        var chinese = In(Language.Chinese, file);

        Assert.All(In(Language.English, file), text =>
            Assert.Equal(Placeholders(text.Value), Placeholders(chinese[text.Key])));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_is_said_in_Chinese_is_Chinese(string file) => Assert.All(
        In(Language.Chinese, file).Where(text => !Alike.Contains(text.Key) && Placeholder().Replace(text.Value, "").Any(char.IsLetter)),
        text => Assert.Contains(text.Value, letter => letter is >= '\u4e00' and <= '\u9fff'));

    [Fact]
    public void Each_verb_says_what_it_does() => Assert.Equal(
        VerbTable.All.Select(verb => verb.Name).Order(StringComparer.Ordinal),
        In(Language.English, nameof(VerbDescriptions)).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Each_setting_says_what_it_is() => Assert.Equal(
        Settings.All.Select(setting => setting.Name).Order(StringComparer.Ordinal),
        In(Language.English, nameof(SettingDescriptions)).Keys.Order(StringComparer.Ordinal));

    /// <summary>Words that are found by a name are looked up where they are shown.</summary>
    [Theory]
    [InlineData(nameof(Texts))]
    [InlineData(nameof(HelpTexts))]
    [InlineData(nameof(SettingTexts))]
    public void No_text_is_left_that_nobody_says(string file)
    {
        var said = SourceTexts.Files.SelectMany(source => Uses().Matches(source.Text).Select(use => (use.Groups[1].Value, use.Groups[2].Value))).ToHashSet();

        Assert.All(
            In(Language.English, file).Keys.Where(key => !key.Contains('.')),
            key => Assert.Contains((file, key), said));
    }

    private static Dictionary<string, string> In(string language, string file)
    {
        var culture = Language.CultureOf(language);
        var texts = Resources.Single(resource => resource.Name == file).Texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        Assert.NotNull(texts);
        return texts.Cast<DictionaryEntry>().ToDictionary(text => (string)text.Key, text => (string)text.Value!);
    }

    private static IEnumerable<string> Placeholders(string text) =>
        Placeholder().Matches(text).Select(found => found.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"(?<!\$|\{)\{[a-zA-Z]\w*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\b(Texts|HelpTexts|SettingTexts)\.(?:Format)?(\w+)")]
    private static partial Regex Uses();
}
