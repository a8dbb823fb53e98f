using Sluice.Cli;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Verbs;
using Sluice.Docs.Tests.Blocks;

namespace Sluice.Docs.Tests.Pages;

/// <summary>The page of the command line says what the program says of itself.</summary>
public sealed class CliPageTests
{
    private const string Page = "docs/cli.md";

    [Fact]
    public void Each_verb_stands_on_the_page_as_help_shows_it() =>
        Assert.Equal(
            LocalVerbs.All.Concat<IVerb>(RemoteVerbs.All)
                .Select(verb =>
                    $"| `{Cell($"sluice {verb.Name} {verb.Usage}".TrimEnd())}` | {verb.Summary} | `{Cell(verb.Example)}` |"),
            File.ReadLines(Repository.PathOf(Page)).Where(line => line.StartsWith("| `sluice ", StringComparison.Ordinal)));

    [Fact]
    public void Its_profiles_can_be_used()
    {
        var block = Assert.Single(MarkdownBlocks.All, block => block.Kind == "yaml profiles");
        var home = Directory.CreateTempSubdirectory("sluice-profiles-");
        var file = Path.Combine(home.CreateSubdirectory(".config/sluice").FullName, "profiles.yaml");
        File.WriteAllText(file, block.Text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var surroundings = new Surroundings(
            TextWriter.Null, TextWriter.Null, () => Stream.Null, new Dictionary<string, string> { ["HOME"] = home.FullName });

        Assert.Equal("http://127.0.0.1:8700/", Connection.Find(null, null, surroundings).Endpoint.AbsoluteUri);
        Assert.Equal("some-id", Connection.Find(null, "work", surroundings).Key?.Id);
        home.Delete(recursive: true);
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
