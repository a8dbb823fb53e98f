using System.Text;
using Sluice.Cli;
using Sluice.Cli.Configuration;
using Sluice.Cli.Verbs;

namespace Sluice.Docs.Tests.Pages;

/// <summary>Pages that are made from the program whole. SLUICE_UPDATE_GOLDEN=1 writes them.</summary>
public sealed class MadePagesTests
{
    [Fact]
    public async Task The_page_of_verbs_is_what_each_verb_says_of_itself()
    {
        var page = new StringBuilder("""
            # Every verb

            What `sluice VERB --help` says, verb by verb; this page is made of it. [cli.md](cli.md) tells how they go together. The server itself,
            `sluice dev` and `sluice serve`, takes the settings of [configuration.md](configuration.md), and `--ephemeral`.

            """.ReplaceLineEndings("\n"));
        foreach (var verb in VerbTable.All)
        {
            page.Append($"\n## sluice {verb.Name}\n\n```text\n{await HelpOfAsync(verb)}\n```\n");
        }

        Compare("docs/verbs.md", page.ToString());
    }

    [Fact]
    public void The_page_of_licences_lists_what_the_program_brings_along() => Compare(
        "docs/licences.md",
        """
        # Licences

        Sluice is free software under the [Apache License 2.0](../LICENSE). It brings along, each under its own terms:

        | package | licence |
        |---|---|

        """.ReplaceLineEndings("\n")
        + string.Concat(Licences.All.Skip(1).Select(licence => $"| {licence.Name} | {licence.Terms} |\n")));

    private static async Task<string> HelpOfAsync(IVerb verb)
    {
        using var output = new StringWriter();
        var surroundings = new Surroundings(output, output, () => Stream.Null, new Dictionary<string, string>());
        Assert.Equal(0, await VerbTable.RunAsync([verb.Name, "--help"], surroundings));
        var text = output.ToString().ReplaceLineEndings("\n");
        Assert.True(verb.Example.Length == 0 || text.Contains(verb.Example, StringComparison.Ordinal), $"{verb.Name}: its help has no example.");
        return string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).Trim();
    }

    private static void Compare(string page, string made)
    {
        var path = Repository.PathOf(page);
        if (Environment.GetEnvironmentVariable("SLUICE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, made);
        }

        Assert.Equal(made, File.ReadAllText(path));
    }
}
