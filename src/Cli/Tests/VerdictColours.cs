using Sluice.Cli.Verbs;
using Sluice.Testing.Tests;
using Spectre.Console;

namespace Sluice.Cli.Tests;

/// <summary>Marks in colour on a terminal, plain for another program.</summary>
internal sealed class VerdictColours(Surroundings surroundings)
{
    private readonly bool _hasColour = surroundings.IsTerminal
        && string.IsNullOrEmpty(surroundings.Find("NO_COLOR"))
        && surroundings.Find("TERM") != "dumb";

    public string Dye(string mark, TestVerdict verdict)
    {
        if (!_hasColour)
        {
            return mark;
        }

        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Out = new AnsiConsoleOutput(text) });
        console.Write(new Text(mark, new Style(verdict switch
        {
            TestVerdict.Passed => Color.Green,
            TestVerdict.Skipped => Color.Yellow,
            _ => Color.Red,
        })));
        return text.ToString();
    }
}
