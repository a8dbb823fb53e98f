using System.Text.Json;
using Sluice.Definitions.Linting;
using Sluice.Model;

namespace Sluice.Docs.Tests.Language;

/// <summary>Every flow of every page runs as it stands there, and comes to what is said below it.</summary>
public sealed class FlowExampleTests(FlowExampleFixture pages) : IClassFixture<FlowExampleFixture>
{
    public static TheoryData<string> Places =>
        [.. FlowExampleFixture.Examples.Select(example => example.Definition.Place)];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_flow_comes_to_what_the_page_says(string place)
    {
        var example = FlowExampleFixture.Examples.Single(example => example.Definition.Place == place);

        // What is shown without an end is still saved and begun: its page says that it is valid.
        await pages.CreateAsync(example);
        foreach (var (run, number) in example.Runs.Select((run, number) => (run, number)))
        {
            var (status, detail) = await pages.RunAsync(example, run, $"run-{number}");

            Assert.True(status == run.Status, $"{run.End.Place}: it is {status}: {detail}");
            AssertSays(run, detail);
        }
    }

    /// <summary>What <c>./run check</c> would warn of is either mended, or what the page is about (<c>warns=</c>).</summary>
    [Theory]
    [MemberData(nameof(Places))]
    public void Nothing_is_to_be_said_against_a_flow(string place)
    {
        var definition = FlowExampleFixture.Examples.Single(example => example.Definition.Place == place).Definition;

        var inspection = FlowInspector.Inspect(definition.Text, ExecutionMode.Standard, Limits.Default);

        Assert.Equal(
            definition.Find("warns")?.Split(',') ?? [],
            inspection.Findings.Select(finding => finding.Diagnostic.Code));
    }

    /// <summary>An output is the whole output; of an error the members count that the page shows.</summary>
    private static void AssertSays(FlowRun run, JsonElement detail)
    {
        var said = JsonDocument.Parse(run.End.Text).RootElement;
        if (run.Status == "Succeeded")
        {
            Assert.True(JsonElement.DeepEquals(said, detail), $"{run.End.Place}: the output is {detail}");
            return;
        }

        Assert.All(said.EnumerateObject(), member => Assert.True(
            detail.TryGetProperty(member.Name, out var value) && JsonElement.DeepEquals(member.Value, value),
            $"{run.End.Place}: the failure is {detail}"));
    }

    [Fact]
    public void Every_page_of_the_reference_has_flows()
    {
        var pages = Repository.Pages.Where(page => page.StartsWith("docs/language/en/", StringComparison.Ordinal));

        Assert.All(pages, page => Assert.Contains(
            FlowExampleFixture.Examples, example => example.Definition.Page == page));
    }
}
