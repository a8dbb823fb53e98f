using System.CommandLine;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Examples;

/// <summary><c>sluice examples</c>: what <c>sluice init</c> can begin with.</summary>
internal static class ExamplesCommand
{
    public static Command Of(Surroundings surroundings, string description)
    {
        var language = new Option<string?>("--lang") { Description = "en or zh; that of the environment when it is left out.", HelpName = "LANGUAGE" };
        language.AcceptOnlyFromAmong("en", "zh");
        var command = new Command("examples", description) { language, CommonOptions.Json };
        command.SetAction(line =>
        {
            var isChinese = (line.GetValue(language) ?? surroundings.Language) == "zh";
            if (line.GetValue(CommonOptions.Json))
            {
                surroundings.Output.WriteLine(JsonLines.Of(new { items = Gallery.All.Select(example => Describe(example, isChinese)) }));
                return ExitCodes.Done;
            }

            var screen = new Screen(surroundings);
            screen.Rows(
                ["EXAMPLE", "LANGUAGE", "WHAT IT SHOWS"],
                Gallery.All.Select(example => new[] { example.Name, LanguageOf(example), example.Describe(isChinese).Text }),
                none: "");
            screen.Gap();
            screen.Line("Begin with one of them: sluice init NAME");
            return ExitCodes.Done;
        });
        return command;
    }

    private static object Describe(Example example, bool isChinese)
    {
        var (title, text) = example.Describe(isChinese);
        return new { name = example.Name, title, text, language = LanguageOf(example), files = example.Files };
    }

    private static string LanguageOf(Example example) => example.IsClassic ? "classic" : "state machine";
}
