using Sluice.Cli.Tests.Verbs;
using Sluice.Server.Starting;

namespace Sluice.Cli.Tests;

/// <summary>What the program makes of the words behind its name.</summary>
public sealed class VerbTableTests
{
    [Fact]
    public async Task Help_shows_each_verb_with_its_line()
    {
        var help = await RunAsync("--help");

        Assert.All(VerbTable.All, verb =>
        {
            Assert.Contains($"\n       sluice {verb.Name} {verb.Usage.Split('\n')[0]}", help, StringComparison.Ordinal);
            Assert.Contains($"   {verb.Summary}\n", help, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void No_two_verbs_have_one_name() => Assert.Distinct(VerbTable.All.Select(verb => verb.Name));

    [Fact]
    public async Task The_first_word_chooses_the_verb_and_the_rest_is_for_it() =>
        Assert.StartsWith("Tells what is wrong with flow definitions", await RunAsync("check", "--help"), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_neither_a_verb_nor_an_option_is_told()
    {
        var mistake = await Assert.ThrowsAsync<StartException>(() => RunAsync("chek", "flow.yaml"));

        Assert.StartsWith("Unknown option 'chek'.", mistake.Message, StringComparison.Ordinal);
        Assert.Equal(StartException.Usage, mistake.ExitCode);
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        Assert.Equal(0, await VerbTable.RunAsync(arguments, SomeSurroundings.Of(output)));
        return output.ToString();
    }
}
