using Sluice.Cli.Verbs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sluice.Cli.Remote.Showing;

/// <summary>Where answers are shown: with colours on a terminal, plain and never broken into lines for another program.</summary>
internal sealed class Screen
{
    /// <summary>Wide enough that nothing is wrapped.</summary>
    private const int NoTerminal = 10_000;

    private readonly IAnsiConsole _console;

    public Screen(Surroundings surroundings)
    {
        var hasColour = surroundings.IsTerminal
            && string.IsNullOrEmpty(surroundings.Find("NO_COLOR"))
            && surroundings.Find("TERM") != "dumb";
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = hasColour ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = hasColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(surroundings.Output),
        });
        if (!surroundings.IsTerminal)
        {
            _console.Profile.Width = NoTerminal;
        }
    }

    public void Show(IRenderable drawn) => _console.Write(drawn);

    /// <param name="text">Of this program, or made plain.</param>
    public void Line(string text, Style? style = null) => _console.Write(new Text(text + "\n", style));

    public void Gap() => _console.WriteLine();

    /// <summary>A table, or what to do when there is nothing to show.</summary>
    public void Rows(string[] columns, IEnumerable<string[]> rows, string none)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))) { Padding = new Padding(0, 0, 2, 0) });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell, OfStatus(cell))));
        }

        if (table.Rows.Count == 0)
        {
            Line(none);
            return;
        }

        Show(table);
    }

    /// <summary>The colour of how something stands; plain for any other word.</summary>
    public static Style OfStatus(string status) => status switch
    {
        "Succeeded" or "succeeded" => Color.Green,
        "Failed" or "TimedOut" or "failed" => Color.Red,
        "Stopped" or "aborted" or "retrying" => Color.Yellow,
        "Running" or "Starting" or "running" or "waiting" => Color.Blue,
        _ => Style.Plain,
    };
}
