using System.Diagnostics;
using Sluice.Engine.MapRuns;
using Sluice.Model;
using static Sluice.Engine.MapRuns.MapRunStage;

namespace Sluice.Engine.Tests.MapRuns;

/// <summary>The stages of a map run: which may follow which, and what each allows.</summary>
public sealed class MapRunStageTests
{
    /// <summary>What may be done with a run, by name.</summary>
    private static readonly Dictionary<string, Action<MapRun>> Moves = new()
    {
        ["settle"] = run => run.Settle(),
        ["write"] = run => run.BeginWriting(),
        ["end"] = run => run.End(ExecutionStatus.Succeeded, SmallMap.Now),
        ["change"] = run => run.Update(new MapTerms(Concurrency: 3, null, null), SmallMap.Now),
    };

    public static TheoryData<int, int> Pairs { get; } =
        [.. from one in Enum.GetValues<MapRunStage>()
            from other in Enum.GetValues<MapRunStage>()
            select ((int)one, (int)other)];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_stage_follows_another_only_where_the_table_says_so(int from, int to)
    {
        var (stage, next) = ((MapRunStage)from, (MapRunStage)to);
        var isLegal = (stage, next)
            is (Running, Settled or Stopping or Closed)
            or (Settled, Writing or Closed)
            or (Writing, Closed)
            or (Stopping, Closed);

        Assert.Equal(isLegal, stage.MayBecome(next));
        if (isLegal)
        {
            Assert.Equal(next, stage.To(next));
        }
        else
        {
            Assert.Throws<UnreachableException>(() => stage.To(next));
        }
    }

    [Theory]
    [InlineData((int)Running, "settle end change", true)]
    [InlineData((int)Settled, "write end change", false)]
    [InlineData((int)Writing, "end change", false)]
    [InlineData((int)Stopping, "", false)]
    [InlineData((int)Closed, "", false)]
    public void A_run_refuses_what_its_stage_does_not_allow(int stage, string allowed, bool startsChildren)
    {
        foreach (var (name, move) in Moves)
        {
            var run = RunThatIs((MapRunStage)stage);
            if (allowed.Split(' ').Contains(name))
            {
                move(run);
            }
            else
            {
                Assert.Throws<UnreachableException>(() => move(run));
                Assert.Equal((MapRunStage)stage, run.Stage);
            }
        }

        var idle = RunThatIs((MapRunStage)stage);
        idle.OnRead(SmallMap.Children(from: 5, count: 1, isEnd: false));
        Assert.Equal(startsChildren, idle.WantsItems);
        Assert.Equal(startsChildren, idle.TryTake(out _));
    }

    [Fact]
    public void A_run_that_is_over_is_closed_once_its_last_child_is_gone()
    {
        var run = SmallMap.Begin(items: 3);
        run.OnRead(SmallMap.Children(from: 0, count: 3));
        Assert.Equal([0, 1, 2], SmallMap.TakeAll(run));

        run.End(ExecutionStatus.Stopped, SmallMap.Now);
        Assert.True(run.TryEnd(SmallMap.Succeeded(1)));
        run.Forget(0);
        Assert.Equal(Stopping, run.Stage);

        run.Forget(2);
        Assert.Equal(Closed, run.Stage);
        Assert.Equal((0, ExecutionStatus.Stopped), (run.Progress.Succeeded, run.Progress.Status));
    }

    [Theory]
    [InlineData(0, (int)Closed)]
    [InlineData(1, (int)Stopping)]
    public void A_run_that_was_over_when_it_was_stored_still_is_when_it_is_read_back(int children, int stage)
    {
        var run = SmallMap.Begin(items: 1);
        run.OnRead(SmallMap.Children(from: 0, count: children));
        SmallMap.TakeAll(run);
        run.End(ExecutionStatus.Failed, SmallMap.Now);

        Assert.Equal((MapRunStage)stage, SmallMap.Restored(run, "Standard").Stage);
    }

    private static MapRun RunThatIs(MapRunStage stage)
    {
        var run = SmallMap.Begin(items: 1);
        if (stage == Stopping)
        {
            run.OnRead(SmallMap.Children(from: 0, count: 1));
            SmallMap.TakeAll(run);
        }

        string[] way = stage switch
        {
            Running => [],
            Settled => ["settle"],
            Writing => ["settle", "write"],
            _ => ["end"],
        };
        Assert.All(way, name => Moves[name](run));
        Assert.Equal(stage, run.Stage);
        return run;
    }
}
