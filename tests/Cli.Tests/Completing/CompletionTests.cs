using Sluice.Cli.Tests.Remote;

namespace Sluice.Cli.Tests.Completing;

/// <summary>What a shell is told that fits.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("sluice redr", "redrive")]
    [InlineData("sluice init x --exa", "--example")]
    [InlineData("sluice batch del", "delete")]
    [InlineData("sluice test --jun", "--junit")]
    [InlineData("sluice dev --lis", "--listen")]
    [InlineData("sluice completion fi", "fish")]
    public async Task Verbs_and_options_are_completed(string line, string word) =>
        Assert.Contains(word, (await WordsAsync(line)).Output.Split('\n'));

    [Fact]
    public async Task Every_verb_fits_behind_the_name_of_the_program()
    {
        var words = (await WordsAsync("sluice ")).Output.Split('\n');

        Assert.All(VerbTable.All, verb => Assert.Contains(verb.Name, words));
    }

    [Fact]
    public async Task What_stands_behind_the_cursor_does_not_matter() =>
        Assert.Equal("watch\n", (await Said.ByAsync(["completion", "words", "sluice wat --json", "--position", "10"], "")).Output);

    [Theory]
    [InlineData("bash", "complete -o default -F _sluice sluice")]
    [InlineData("zsh", "compdef _sluice sluice")]
    [InlineData("fish", "complete -c sluice")]
    public async Task Each_shell_has_a_script(string shell, string line) =>
        Assert.Contains(line, (await Said.ByAsync(["completion", shell], "")).Output, StringComparison.Ordinal);

    private static Task<Said> WordsAsync(string line) => Said.ByAsync(["completion", "words", line], "");
}
