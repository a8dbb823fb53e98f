using Sluice.Cli.Tests;
using Sluice.Cli.Verbs;
using Sluice.Docs.Tests.Blocks;
using Sluice.Model;
using Sluice.Testing.Files;
using Sluice.Testing.Tests;

namespace Sluice.Docs.Tests.Language;

/// <summary>Tests of flows that pages show pass as they stand there, and so do those of the gallery.</summary>
public sealed class TestExampleTests
{
    private static readonly IReadOnlyList<Block> Blocks = [.. MarkdownBlocks.All.Where(block => block.Kind == BlockKinds.Tests)];

    public static TheoryData<string> Places => [.. Blocks.Select(block => block.Place)];

    [Theory]
    [MemberData(nameof(Places))]
    public void The_tests_of_a_page_pass(string place)
    {
        var block = Blocks.Single(block => block.Place == place);
        var flow = MarkdownBlocks.All.Single(other => other.Page == block.Page && other.Kind == "yaml flow" && other.Find("name") == block.Find("of"));

        var read = new TestFileReader(_ => flow.Text, Limits.Default).Read(place, block.Text);

        Assert.True(read.File is not null, string.Join('\n', read.Problems));
        Assert.All(new TestRunner(TestSession.Lent, atOnce: 2).Run([read]).Single().Tests, test =>
            Assert.True(test.Verdict == TestVerdict.Passed && test.Warnings.Count == 0, $"{test.Test.Name}: {string.Join('\n', test.Unmet)}"));
    }

    [Fact]
    public void The_gallery_passes_and_takes_every_edge_of_its_flows()
    {
        var output = new StringWriter();
        var surroundings = new Surroundings(output, output, () => Stream.Null, new Dictionary<string, string>());

        var exitCode = new TestSession(
            new([Repository.PathOf("gallery")]) { CoverAtLeast = 100, AtOnce = 2 }, surroundings).Run(CancellationToken.None);

        Assert.True(exitCode == 0, output.ToString());
    }
}
