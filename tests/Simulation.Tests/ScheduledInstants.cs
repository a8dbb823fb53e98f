using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Simulation.Tests;

/// <summary>What schedules named <c>cron</c>, at 20 seconds past each minute, and <c>every</c>, each 3 minutes, have started.</summary>
internal static class ScheduledInstants
{
    /// <summary>Each instant that was due has started one execution, as plain counting gives them.</summary>
    /// <param name="which">For failures.</param>
    public static void AssertAllFired(IWorld world, string which)
    {
        var flow = Wait(world.Store.FindFlowAsync(AccountId.Default, "kept", default))!;
        var now = world.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var expected = new List<string>();
        foreach (var schedule in Wait(world.Store.ListSchedulesAsync(flow.Id, null, 10, default)))
        {
            for (var second = schedule.Created / 1000 + 1; second * 1000 <= now; second++)
            {
                if (schedule.Name == "cron" ? second % 60 == 20 : (second - schedule.Anchor / 1000) % 180 == 0)
                {
                    var time = DateTimeOffset.FromUnixTimeSeconds(second);
                    expected.Add($"schedule-{schedule.Uuid}-{time:yyyyMMdd'T'HHmmss'Z'}");
                }
            }
        }

        var executions = Wait(world.Store.ListExecutionsAsync(
            new ExecutionQuery { FlowId = flow.Id, Limit = 1_000 }, default));
        var lost = expected.Except(executions.Select(row => row.Name)).ToList();
        Assert.True(lost.Count == 0, $"{which} lost {string.Join(", ", lost)}");
        Assert.Equal(expected.Order(), executions.Select(row => row.Name).Order());
    }

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
