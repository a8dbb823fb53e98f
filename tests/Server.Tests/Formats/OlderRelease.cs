using System.Text;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Server.Tests.Formats;

/// <summary>What the releases of formats 2 to 6 have left behind, made by their servers, and how this one goes on.</summary>
internal static class OlderRelease
{
    private const int WithVersions = 3;
    private const int WithMapRuns = 4;
    private const int WithSchedules = 5;

    public static void Check(World world, int format)
    {
        // Those servers had no clock that could be set: their files bear the time of their making.
        world.Time.Set(TimeSpan.FromDays(365));
        Assert.Equal("""{"seen":5}""", Output(world, "passes"));
        var stopped = world.Describe("sleeps", "stopped");
        Assert.Equal((ExecutionStatus.Stopped, "Enough", "of it"), (stopped.Status, stopped.Error, stopped.Cause));

        var underWay = UnderWay(format).ToList();
        Assert.All(underWay, flow => Assert.Equal(ExecutionStatus.Running, world.Describe(flow, "run").Status));
        world.RunToRest();
        foreach (var flow in underWay)
        {
            var row = world.Describe(flow, "run");
            Assert.True(row.Status == ExecutionStatus.Succeeded, $"{flow}: {row.Status} {row.Error} {row.Cause}");
            var history = world.History(flow, "run");
            Assert.Equal(Enumerable.Range(1, history.Count), history.Select(item => (int)item.Id));
        }

        if (format >= WithMapRuns)
        {
            Assert.Equal("""{"count":5}""", Output(world, "distributes"));
        }

        if (format >= WithSchedules)
        {
            world.RunFor(TimeSpan.FromHours(1));
            Assert.NotEmpty(world.Await(engine => engine.Executions.ListAsync(
                AccountId.Default,
                new(FlowName.Lookup("passes"), Limit: 10) { NamePrefix = "schedule-" },
                CancellationToken.None)).Items);
        }
    }

    private static IEnumerable<string> UnderWay(int format)
    {
        yield return "sleeps";
        yield return "branches";
        if (format >= WithVersions)
        {
            yield return "versioned";
        }

        if (format >= WithMapRuns)
        {
            yield return "distributes";
        }
    }

    private static string Output(World world, string flow) =>
        Encoding.UTF8.GetString(world.Describe(flow, "run").Output!);
}
