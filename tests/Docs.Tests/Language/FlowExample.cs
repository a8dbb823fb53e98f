using Sluice.Docs.Tests.Blocks;

namespace Sluice.Docs.Tests.Language;

/// <summary>A flow of a page, and what its executions come to.</summary>
/// <param name="Name">By which flows of later examples call it.</param>
internal sealed record FlowExample(Block Definition, string Name, IReadOnlyList<FlowRun> Runs)
{
    /// <summary>The flows of a page, each with the runs below it.</summary>
    public static IEnumerable<FlowExample> Of(IEnumerable<Block> page)
    {
        FlowExample? flow = null;
        Block? input = null;
        foreach (var block in page)
        {
            switch (block.Kind)
            {
                case "yaml flow":
                    Assert.True(input is null, $"{input?.Place}: nothing says what comes of this input.");
                    if (flow is not null)
                    {
                        yield return flow;
                    }

                    flow = new(block, block.Find("name") ?? $"flow-{block.Line}", []);
                    break;
                case "json input":
                    Assert.True(flow is not null && input is null, $"{block.Place}: this input is no flow's.");
                    input = block;
                    break;
                case "json output" or "json failed" or "json timedout":
                    Assert.True(flow is not null, $"{block.Place}: this is no flow's.");
                    flow = flow with { Runs = [.. flow.Runs, new(input?.Text ?? "{}", block)] };
                    input = null;
                    break;
                default:
                    break;
            }
        }

        if (flow is not null)
        {
            yield return flow;
        }
    }
}

/// <summary>One execution of a flow.</summary>
/// <param name="End">Its output, or for one that fails or times out some of its error.</param>
internal sealed record FlowRun(string Input, Block End)
{
    public string Status => End.Kind switch
    {
        "json output" => "Succeeded",
        "json failed" => "Failed",
        _ => "TimedOut",
    };
}
