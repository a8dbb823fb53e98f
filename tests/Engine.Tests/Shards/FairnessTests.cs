using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;
using Sluice.Storage;
using Sluice.Storage.Memory;

namespace Sluice.Engine.Tests.Shards;

/// <summary>Executions with much to do share their shard with those that have little.</summary>
public sealed class FairnessTests
{
    private const int Noisy = 20;

    // Each iteration makes six events.
    private const string Each = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: each
        States:
          - Name: each
            Type: Map
            ItemsPath: $Input.items
            Processor: { StartAt: one, States: [{ Name: one, Type: Pass, End: true }] }
            End: true
        """;

    private static readonly string Items = $"{{\"items\":[{string.Join(',', Enumerable.Repeat(1, 500))}]}}";

    // Goal: a neighbour waits for shares, not for whole executions. Method: what is stored of the others when it ends.
    [Fact]
    public void An_execution_behind_many_long_ones_ends_after_a_share_of_each()
    {
        var world = new World(1, store: new MemoryStore(shardCount: 1));
        world.CreateFlow("noisy", Each);
        world.CreateFlow("quiet", Api.Flows.Pass);
        var noisy = Enumerable.Range(0, Noisy).Select(n => Start(world, "noisy", $"run{n}", Items)).ToList();
        var quiet = Start(world, "quiet", "run", null);
        world.RunUntil(() => quiet.IsCompleted);

        Assert.True(world.Describe("quiet", "run").Status.HasEnded());
        Assert.All(noisy, start => Assert.True(EventsOf(world, start) < 300));
        world.RunToRest();
        Assert.All(
            Enumerable.Range(0, Noisy),
            n => Assert.Equal(ExecutionStatus.Succeeded, world.Describe("noisy", $"run{n}").Status));
    }

    [Fact]
    public void A_turn_ends_when_it_has_made_enough_events()
    {
        var largest = 0;
        var world = new World(
            1, batch => Note(batch, ref largest), store: new MemoryStore(shardCount: 1));
        world.CreateFlow("noisy", Each);
        Enumerable.Range(0, Noisy).ToList().ForEach(n => _ = Start(world, "noisy", $"run{n}", Items));
        world.RunToRest();

        Assert.InRange(largest, 1, 20_000);
    }

    [Fact]
    public void What_has_gathered_behind_a_slow_commit_is_not_written_in_one()
    {
        var (stalls, largest, all) = (true, 0L, 0L);
        var world = new World(
            1,
            batch =>
            {
                var bytes = batch.Journal.Sum(row => (long)row.Events.Length + row.State.Length);
                (largest, all) = (Math.Max(largest, bytes), all + bytes);
                return stalls ? CommitFate.Stalled : CommitFate.Written;
            },
            store: new MemoryStore(shardCount: 1));
        world.CreateFlow("noisy", Each);
        var items = $"{{\"items\":[{string.Join(',', Enumerable.Repeat($"\"{new string('x', 200)}\"", 200))}]}}";
        Enumerable.Range(0, Noisy * 2).ToList().ForEach(n => _ = Start(world, "noisy", $"run{n}", items));
        world.RunUntil(() => false, world.Time.GetUtcNow());
        stalls = false;
        world.ReleaseCommits();
        world.RunToRest();

        Assert.True(all > 5 << 20, $"{all} bytes are too few to say anything.");
        Assert.InRange(largest, 1, 3 << 20);
    }

    private static CommitFate Note(CommitBatch batch, ref int largest)
    {
        largest = Math.Max(largest, batch.Journal.Sum(row => row.EventCount));
        return CommitFate.Written;
    }

    private static Task<ExecutionView> Start(World world, string flow, string name, string? input) =>
        world.Engine.Executions.StartAsync(
            AccountId.Default,
            new NewExecution(FlowName.Lookup(flow), ExecutionName.Lookup(name), input),
            CancellationToken.None);

    /// <summary>How many of its events are stored.</summary>
    private static long EventsOf(World world, Task<ExecutionView> start) => start.IsCompletedSuccessfully
        ? world.Store.ReadEventsAsync(start.Result.Id, 1, int.MaxValue, long.MaxValue, CancellationToken.None)
            .AsTask().GetAwaiter().GetResult().Sum(row => (long)row.EventCount)
        : 0;
}
