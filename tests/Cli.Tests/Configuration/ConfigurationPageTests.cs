using System.Text;
using Sluice.Cli.Configuration;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Configuration;

/// <summary>docs/configuration.md says what the table says. SLUICE_UPDATE_GOLDEN=1 writes it.</summary>
public sealed class ConfigurationPageTests
{
    private const string Mark = "<!-- From here on the page is made from the table of settings. -->\n";

    private static readonly string Page = Repository.PathOf("docs", "configuration.md");

    [Fact]
    public void The_page_lists_every_setting()
    {
        var text = File.ReadAllText(Page);
        var begin = text.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        Assert.True(begin >= Mark.Length, "The page has lost its mark.");
        if (Environment.GetEnvironmentVariable("SLUICE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(Page, text = text[..begin] + Tables());
        }

        Assert.Equal(Tables(), text[begin..]);
    }

    [Fact]
    public void Help_names_every_flag() => Assert.All(
        Settings.All, setting => Assert.Contains($"  {setting.Flag}", Help.Of(VerbTable.All), StringComparison.Ordinal));

    [Fact]
    public void Help_fits_a_terminal() =>
        Assert.All(Help.Of(VerbTable.All).Split('\n'), line => Assert.True(line.Length <= 120, line));

    private static string Tables()
    {
        var page = new StringBuilder();
        foreach (var section in Settings.All.GroupBy(setting => setting.Section))
        {
            page.Append($"\n## {(section.Key.Length == 0 ? "On the top level" : $"`{section.Key}`")}\n\n");
            page.Append("| key | default | what |\n|---|---|---|\n");
            foreach (var setting in section)
            {
                var given = setting.Default.Length == 0 ? "" : $"`{setting.Default}`";
                var form = setting.Form == "a text" ? "" : $" A value is {setting.Form}.";
                page.Append($"| `{setting.Name}`<br>`{setting.Variable}`<br>`{setting.Flag}` | {given} | ");
                page.Append($"{setting.Description}{form}{(setting.IsSecret ? " Never shown." : "")} |\n");
            }
        }

        return page.ToString();
    }
}
