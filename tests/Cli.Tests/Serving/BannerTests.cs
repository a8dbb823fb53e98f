using Sluice.Cli.Serving;
using Sluice.Engine;

namespace Sluice.Cli.Tests.Serving;

public sealed class BannerTests
{
    [Fact]
    public void A_start_with_nothing_in_progress_says_nothing_of_it() =>
        Assert.Null(Banner.Of(new Recovery(0, 0, 0, 0, 0, 0)));

    [Theory]
    [InlineData(60, 50, 12, 40, 2, 3, "It goes on with 60 executions in progress (12 calls made again, 40 timers set again, "
        + "10 at rest until their time or a report comes), 2 map runs, 3 schedules.")]
    [InlineData(1, 1, 1, 0, 0, 0, "It goes on with 1 execution in progress (1 call made again).")]
    [InlineData(1, 0, 0, 0, 0, 0, "It goes on with 1 execution in progress (1 at rest until its time or a report comes).")]
    [InlineData(2, 2, 0, 0, 1, 0, "It goes on with 2 executions in progress, 1 map run.")]
    [InlineData(0, 0, 0, 0, 0, 1, "It goes on with 1 schedule.")]
    public void A_restart_counts_what_it_goes_on_with(
        int running, int takenUp, int calls, int timers, int mapRuns, int schedules, string expected) =>
        Assert.Equal(expected, Banner.Of(new Recovery(running, takenUp, calls, timers, mapRuns, schedules)));

    [Fact]
    public async Task A_server_that_was_killed_counts_when_it_is_started_again()
    {
        var data = Directory.CreateTempSubdirectory();
        try
        {
            await using (var first = await StartedServer.StartAsync(data.FullName))
            {
                await first.CreateFlowAsync(
                    "wait", "Type: StateMachine\nSpecVersion: v1\nStartAt: w\nStates: [{ Name: w, Type: Wait, Seconds: 30, End: true }]");
                Assert.Null(await first.TryStartAsync("wait", "one"));
                Assert.Null(await first.TryStartAsync("wait", "two"));
            }

            await using var second = await StartedServer.StartAsync(data.FullName);
            await second.HasSaidAsync("It goes on with 2 executions in progress (2 timers set again).");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
