using System.CommandLine;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Examples;

/// <summary><c>sluice examples</c>: what <c>sluice init</c> can begin with.</summary>
internal static class ExamplesCommand
{
    public static Command Of(Surroundings surroundings, string description)
    {
        var command = new Command("examples", description) { CommonOptions.Json() };
        command.SetAction(line =>
        {
            var isChinese = surroundings.Language == Language.Chinese;
            if (CommonOptions.IsJson(line))
            {
                surroundings.Output.WriteLine(JsonLines.Of(new { items = Gallery.All.Select(example => Describe(example, isChinese)) }));
                return ExitCodes.Done;
            }

            var screen = new Screen(surroundings);
            screen.Rows(
                [Texts.HeadExample, Texts.HeadLanguage, Texts.HeadWhatItShows],
                Gallery.All.Select(example => new[] { example.Name, LanguageOf(example), example.Describe(isChinese).Text }),
                none: "");
            screen.Gap();
            screen.Line(Texts.ExamplesNext);
            return ExitCodes.Done;
        });
        return command;
    }

    private static object Describe(Example example, bool isChinese)
    {
        var (title, text) = example.Describe(isChinese);
        return new { name = example.Name, title, text, language = LanguageOf(example), files = example.Files };
    }

    private static string LanguageOf(Example example) => example.IsClassic ? Texts.Classic : Texts.StateMachine;
}
