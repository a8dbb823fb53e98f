using System.CommandLine;
using System.Globalization;
using Sluice.Cli.Tests.Verbs;
using Sluice.Cli.Wording;
using Sluice.Server.Starting;

namespace Sluice.Cli.Tests.Wording;

/// <summary>In which language the program answers.</summary>
public sealed class LanguageTests
{
    private const string Chinese = "未知选项“chek”。见 sluice --help。";
    private const string English = "Unknown option 'chek'. See sluice --help.";

    [Theory]
    [InlineData("LANG", "zh_CN.UTF-8", Chinese)]
    [InlineData("LC_ALL", "zh_TW.UTF-8", Chinese)]
    [InlineData("LANG", "en_GB.UTF-8", English)]
    [InlineData("LANG", "C", English)]
    public async Task The_environment_chooses(string variable, string value, string sentence) =>
        Assert.Equal(sentence, (await MistakeAsync(["chek"], (variable, value))).Message);

    [Theory]
    [InlineData("--lang", "zh", "chek", Chinese)]
    [InlineData("chek", "--lang", "zh", Chinese)]
    [InlineData("chek", "--lang=zh", "", Chinese)]
    public async Task The_option_chooses_wherever_it_stands(string first, string second, string third, string sentence) =>
        Assert.Equal(sentence, (await MistakeAsync(Words(first, second, third), ("LANG", "en_US.UTF-8"))).Message);

    [Fact]
    public async Task The_option_goes_before_the_environment() =>
        Assert.Equal(English, (await MistakeAsync(["chek", "--lang", "en"], ("LC_ALL", "zh_CN.UTF-8"))).Message);

    [Theory]
    [InlineData("--lang", "fr")]
    [InlineData("--lang=", "")]
    [InlineData("ps", "--lang")]
    public async Task A_language_that_it_does_not_speak_is_told(string first, string second)
    {
        var mistake = await MistakeAsync(Words(first, second));

        Assert.Contains("must be en or zh", mistake.Message, StringComparison.Ordinal);
        Assert.Equal(StartException.Usage, mistake.ExitCode);
    }

    [Fact]
    public void What_stands_behind_two_hyphens_is_a_file() =>
        Assert.Null(Language.Take(["check", "--", "--lang"]).Asked);

    [Fact]
    public async Task One_answer_leaves_the_language_of_the_next_alone()
    {
        await MistakeAsync(["chek", "--lang", "zh"]);

        Assert.Equal(CultureInfo.InvariantCulture, CultureInfo.CurrentUICulture);
    }

    [Fact]
    public async Task All_of_a_verbs_help_is_Chinese()
    {
        var help = await HelpAsync("ps", "--help", "--lang", "zh");

        Assert.DoesNotContain(help.Split('\n'), line => line.EndsWith("Options:", StringComparison.Ordinal));
        Assert.All(
            help.Split('\n').Where(line => line.StartsWith("  -", StringComparison.Ordinal)),
            line => Assert.Contains(line, letter => letter is >= '\u4e00' and <= '\u9fff'));
    }

    [Fact]
    public void Every_option_of_every_verb_says_in_Chinese_what_it_does()
    {
        CultureInfo.CurrentUICulture = Language.CultureOf(Language.Chinese);
        var commands = Commands(WholeProgram.Of(SomeSurroundings.Of(TextWriter.Null))).Skip(1).Where(command => !command.Hidden).ToList();
        var told = commands.Select(command => (Name: command.Name, command.Description))
            .Concat(commands.SelectMany(command => command.Arguments.Where(argument => !argument.Hidden), (command, argument) => ($"{command.Name} {argument.Name}", argument.Description)))
            .Concat(commands.SelectMany(command => command.Options.Where(option => !option.Hidden && option.Name != "--ephemeral"), (command, option) => ($"{command.Name} {option.Name}", option.Description)));

        Assert.All(told, each => Assert.Contains(each.Description ?? "", letter => letter is >= '\u4e00' and <= '\u9fff'));
    }

    [Fact]
    public async Task The_help_of_the_whole_program_is_no_wider_than_a_terminal()
    {
        var help = await HelpAsync("--help", "--lang", "zh");

        Assert.Contains("发送到 otlp.endpoint 的收集器", help, StringComparison.Ordinal);
        Assert.All(
            help.Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal) && !line.Contains("sluice ", StringComparison.Ordinal)),
            line => Assert.InRange(Cells.Width(line), 0, 114));
    }

    private static IEnumerable<Command> Commands(Command command) => command.Subcommands.SelectMany(Commands).Prepend(command);

    private static string[] Words(params string[] words) => [.. words.Where(word => word.Length > 0)];

    private static async Task<string> HelpAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        Assert.Equal(0, await VerbTable.RunAsync(arguments, SomeSurroundings.Of(output)));
        return output.ToString();
    }

    private static Task<StartException> MistakeAsync(string[] arguments, params (string, string)[] variables) =>
        Assert.ThrowsAsync<StartException>(() => VerbTable.RunAsync(arguments, SomeSurroundings.Of(TextWriter.Null, "", variables)));
}
