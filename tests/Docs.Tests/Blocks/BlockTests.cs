using System.Text.Json;
using Sluice.Cli.Configuration;

namespace Sluice.Docs.Tests.Blocks;

/// <summary>Blocks of every page but those of <c>docs/errors</c>, which tests/Definitions.Tests holds.</summary>
public sealed class BlockTests
{
    private static readonly Block[] Blocks =
        [.. MarkdownBlocks.All.Where(block => !block.Page.StartsWith("docs/errors/", StringComparison.Ordinal))];

    public static TheoryData<string> SettingsBlocks => Of("yaml settings");

    public static TheoryData<string> JsonBlocks => Of("json");

    public static TheoryData<string> RunBlocks => Of("sh run");

    [Fact]
    public void Every_block_says_what_it_is() =>
        Assert.All(Blocks, block => Assert.True(
            BlockKinds.All.Contains(block.Kind), $"{block.Place}: nothing holds a block '{block.Info}'."));

    [Fact]
    public void Only_what_could_not_be_had_is_untried_and_its_page_says_so()
    {
        var untried = Blocks.Where(block => block.Kind.EndsWith(" untried", StringComparison.Ordinal)).ToList();
        var heading = File.ReadAllLines(Repository.PathOf(BlockKinds.UntriedPage)).IndexOf(BlockKinds.UntriedHeading);

        Assert.Equal(BlockKinds.Untried, untried.Select(block => block.Kind));
        Assert.All(untried, block => Assert.True(
            block.Page == BlockKinds.UntriedPage && heading >= 0 && block.Line > heading, block.Place));
    }

    [Theory]
    [MemberData(nameof(SettingsBlocks))]
    public void Settings_can_be_used(string place) => SluiceOptions.Read(Settings([], At(place).Text));

    [Theory]
    [MemberData(nameof(JsonBlocks))]
    public void Json_is_json(string place) =>
        Assert.NotEqual(JsonValueKind.Undefined, JsonDocument.Parse(At(place).Text).RootElement.ValueKind);

    /// <summary>Flags and variables are those of the table; tests/acceptance starts some of these lines too.</summary>
    [Theory]
    [MemberData(nameof(RunBlocks))]
    public void The_server_is_started_with_settings_that_there_are(string place)
    {
        foreach (var words in At(place).Text.Split('\n').Select(ShellWords.Of).Where(words => words.Contains("./run")))
        {
            var run = words.IndexOf("./run");
            var variables = words.Take(run).Select(word => word.Split('=', 2)[0]).ToList();
            Assert.All(variables.Where(name => name.StartsWith("SLUICE_", StringComparison.Ordinal)), name =>
                Assert.Contains(name, Cli.Configuration.Settings.All.Select(setting => setting.Variable)));
            if (words.ElementAtOrDefault(run + 1) is null or ['-', ..])
            {
                SluiceOptions.Read(Settings([.. words.Skip(run + 1)], ""));
            }
        }
    }

    /// <summary>A secret is known, whatever its name is.</summary>
    private static SettingValues Settings(string[] line, string file) => new(
        CommandLine.Parse(line),
        name => name.StartsWith("SLUICE_", StringComparison.Ordinal) ? null : "a-secret-of-this-test",
        ConfigurationFile.Parse("sluice.yaml", file));

    private static TheoryData<string> Of(string kind) =>
        [.. Blocks.Where(block => block.Kind == kind).Select(block => block.Place)];

    private static Block At(string place) => Blocks.Single(block => block.Place == place);
}
