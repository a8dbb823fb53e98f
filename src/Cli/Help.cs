using System.Text;
using Sluice.Cli.Configuration;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Help
{
    private const int VerbColumn = 43;
    private const int Column = 36;
    private const int Width = 110;

    public static string Of(IEnumerable<IVerb> verbs)
    {
        var text = new StringBuilder(HelpTexts.ServerUsage).Append('\n');
        foreach (var verb in verbs)
        {
            Write(verb, text);
        }

        text.Append('\n').Append(HelpTexts.Server).Append('\n');
        string? section = null;
        foreach (var setting in Settings.All)
        {
            text.Append(setting.Section == section ? "" : "\n");
            section = setting.Section;
            Write(setting, text);
        }

        return text.ToString();
    }

    /// <summary>What it does stands in a column, or behind a usage of more than one line.</summary>
    private static void Write(IVerb verb, StringBuilder text)
    {
        const string Indent = "       ";
        var lines = $"sluice {verb.Name} {verb.Usage}".Split('\n');
        var next = Indent + new string(' ', $"sluice {verb.Name} ".Length);
        var usage = string.Join('\n' + next, lines);
        text.Append(Indent).Append(lines.Length == 1 ? usage.PadRight(VerbColumn) : usage)
            .Append("   ").Append(verb.Summary).Append('\n');
    }

    private static void Write(Setting setting, StringBuilder text)
    {
        var line = $"  {setting.Flag}".PadRight(Column);
        text.Append(line).Append(line.Length > Column ? "\n" + new string(' ', Column) : "");
        var choice = setting.IsChoice ? $" {HelpTexts.FormatItIs(setting.Form)}" : "";
        var known = setting.Default.Length == 0 ? "" : $" [{setting.Default}]";
        text.AppendJoin('\n' + new string(' ', Column), Cells.Wrap(setting.Description + choice + known, Width - Column)).Append('\n');
    }
}
