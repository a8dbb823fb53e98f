using System.Text;
using Sluice.Cli.Configuration;
using Sluice.Cli.Verbs;

namespace Sluice.Cli;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Help
{
    private const int VerbColumn = 43;
    private const int Column = 36;
    private const int Width = 110;

    public static string Of(IEnumerable<IVerb> verbs)
    {
        var text = new StringBuilder("Usage: sluice [dev|serve] [options]\n");
        foreach (var verb in verbs)
        {
            Write(verb, text);
        }

        text.Append("""

              --config FILE    The settings file; sluice.yaml of the working directory when that exists.
              --ephemeral      Keep everything in memory, and forget it when this ends.
              --version        Print the version and stop.
              --help           Print this and stop.

            Every setting below can be given as a flag, as an environment variable, or in the file; the first of them
            counts. --log-level is SLUICE_LOG_LEVEL, and 'level' under 'log' in the file. A value may name secrets as
            ${secret:NAME}: a file of --secrets-directory, or an environment variable.

            """.ReplaceLineEndings("\n"));
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
        var used = Column;
        var choice = setting.Form.StartsWith("one of", StringComparison.Ordinal) ? $" It is {setting.Form}." : "";
        var known = setting.Default.Length == 0 ? "" : $" [{setting.Default}]";
        foreach (var word in (setting.Description + choice + known).Split(' '))
        {
            if (used + word.Length > Width)
            {
                text.Append('\n').Append(' ', Column);
                used = Column;
            }

            text.Append(used == Column ? "" : " ").Append(word);
            used += word.Length + 1;
        }

        text.Append('\n');
    }
}
