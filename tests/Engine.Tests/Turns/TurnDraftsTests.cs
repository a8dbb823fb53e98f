using Sluice.Engine.Commits;
using Sluice.Engine.Turns;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Tests.Turns;

public sealed class TurnDraftsTests
{
    [Fact]
    public void What_is_given_up_leaves_nothing_to_be_written_and_tells_whoever_waits()
    {
        var drafts = new TurnDrafts(shard: 3, epoch: 7);
        var (reply, passing) = (new Waiting(), new Waiting());
        drafts.Receive(letterId: 1);
        drafts.Send(new LetterRow(Id: 2, Shard: 4, Body: []), passing);
        drafts.Write(new ScheduleWrite(new ExecutionId(5), Row: null));
        drafts.AfterCommit(reply);

        drafts.Abandon(new Loss(Problem: null, Elsewhere: 3));

        Assert.Equal((3, 3), (reply.Loss?.Elsewhere, passing.Loss?.Elsewhere));
        Assert.Null(drafts.Finish(horizon: default, showsEpoch: true));
    }

    private sealed class Waiting : IAfterCommit
    {
        public Loss? Loss { get; private set; }

        public void Stored() => Assert.Fail("Nothing is stored.");

        public void Unstored(Loss loss) => Loss = loss;
    }
}
