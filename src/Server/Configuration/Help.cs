using System.Text;

namespace Sluice.Server.Configuration;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Help
{
    private const int Column = 36;
    private const int Width = 110;

    public static string Text { get; } = Write();

    private static string Write()
    {
        var text = new StringBuilder("""
            Usage: sluice [options]
                   sluice check FILE [--mode Standard|Express]   Check a definition, and show what is wrong with it.
                   sluice backup DIRECTORY [--data DIR]          Copy the data directory, also while a server runs.
                   sluice check-store [--json] [--data DIR]      Look for damage in all that a stopped server has stored.
                   sluice audit [--from TIME] [--to TIME] [--account ID] [--caller NAME] [--key ID] [--action NAME]
                                [--outcome NAME]   Print the record of calls, one JSON object a line.

              --config FILE    The settings file; sluice.yaml of the working directory when that exists.
              --version        Print the version and stop.
              --help           Print this and stop.

            Every setting below can be given as a flag, as an environment variable, or in the file; the first of them
            counts. --log-level is SLUICE_LOG_LEVEL, and 'level' under 'log' in the file. A value may name secrets as
            ${secret:NAME}: a file of --secrets-directory, or an environment variable.
            """.ReplaceLineEndings("\n") + "\n");
        string? section = null;
        foreach (var setting in Settings.All)
        {
            text.Append(setting.Section == section ? "" : "\n");
            section = setting.Section;
            Write(setting, text);
        }

        return text.ToString();
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
