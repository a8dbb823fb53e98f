using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Watching;

public sealed class LongPollTests
{
    // The store has it, but the committer does not know; whoever waits learns of it when the shard is taken up again.
    // The bound only ends the test when nobody tells the caller.
    [Fact(Timeout = 60_000)]
    public async Task A_caller_learns_soon_of_an_end_whose_commit_was_written_and_never_confirmed()
    {
        var isLost = false;
        var world = new World(seed: 1, _ =>
        {
            var fate = isLost ? CommitFate.WrittenUnknown : CommitFate.Written;
            isLost = false;
            return fate;
        });
        world.CreateFlow("f", Api.Flows.Pause);
        world.Start("f", "run");
        var poll = world.Engine.Executions.DescribeAsync(
            AccountId.Default, World.Key("f", "run"), TimeSpan.FromHours(24), CancellationToken.None);
        isLost = true;
        world.RunUntil(() => false, world.Time.GetUtcNow().AddMinutes(10));

        var ended = await poll.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(isLost);
        Assert.Equal(ExecutionStatus.Succeeded, ended.Status);
    }
}
