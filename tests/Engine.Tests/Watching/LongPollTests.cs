using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Watching;

public sealed class LongPollTests
{
    // The store has it, but the committer does not know; whoever waits learns of it when the shard is taken up again.
    [Fact]
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
        var begun = world.Time.GetUtcNow();
        world.RunUntil(() => poll.IsCompleted, begun.AddHours(12));

        Assert.True(poll.IsCompleted, "It waits on.");
        Assert.Equal(ExecutionStatus.Succeeded, (await poll).Row.Status);
    }
}
