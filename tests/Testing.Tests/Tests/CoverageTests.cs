using Sluice.Definitions.Outlines;

namespace Sluice.Testing.Tests.Tests;

public sealed class CoverageTests
{
    [Fact]
    public void States_and_edges_are_counted_over_all_tests_of_a_flow()
    {
        var (_, one) = Given.Covered("""
            flow: shop.yaml
            tests:
              - { name: a, input: { amount: 1 }, targets: { Charge: { output: { Code: 200, Body: { id: 1 } } } } }
            """);
        var (_, both) = Given.Covered("""
            flow: shop.yaml
            tests:
              - { name: a, input: { amount: 1 }, targets: { Charge: { output: { Code: 200, Body: { id: 1 } } } } }
              - { name: b, input: { amount: 1 }, targets: { Charge: { error: HTTP.503 } } }
            """);

        Assert.Equal((2, 3), (one.StatesEntered, one.States.Count));
        Assert.Equal((3, 5), (both.StatesEntered, both.EdgesTaken));
        Assert.Equal([EdgeKind.Catch, EdgeKind.Retry, EdgeKind.Next], one.Edges.Where(edge => !edge.HasRun).Select(edge => edge.Edge.Kind));
        Assert.Equal(100, both.Percent);
    }
}
