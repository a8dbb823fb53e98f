using Sluice.Model;
using Sluice.Simulation;
using Sluice.Storage;

namespace Sluice.Engine.Tests.Shards;

/// <summary>
/// Goal: what a Map costs grows with its items, not with their square. Method: count what is written for a thousand
/// items and for ten times as many; both are exact, whatever machine runs them.
/// </summary>
public sealed class MapScaleTests
{
    private const string Passes = "{ Name: one, Type: Pass, End: true }";
    private const string Calls = "{ Name: one, Type: Task, Action: HTTP:Request, Parameters: { value: 1 }, End: true }";

    [Theory]
    [InlineData(Passes, 6)]
    [InlineData(Calls, 9)]
    public void Ten_times_the_items_are_ten_times_the_work(string step, int eventsPerItem)
    {
        var few = Run(step, items: 1_000);
        var many = Run(step, items: 10_000);

        Assert.Equal(eventsPerItem * 9_000, many.Events - few.Events);
        Assert.InRange(many.Rows, few.Rows, 11 * few.Rows);
        Assert.InRange(many.EventBytes, few.EventBytes, 11 * few.EventBytes);

        // The few end within some turns, the last of which leaves no state behind; their square would be a hundred times.
        Assert.InRange(many.StateBytes, few.StateBytes, 20 * few.StateBytes);
        Assert.InRange(many.AllocatedBytes, few.AllocatedBytes, 12 * few.AllocatedBytes);
    }

    private static Work Run(string step, int items)
    {
        var work = new Work();
        var world = new World(
            seed: 1,
            batch =>
            {
                work.Add(batch);
                return CommitFate.Written;
            },
            new EngineOptions { Limits = Limits.Default with { Events = 1_000_000, StateDataBytes = 1024 * 1024 } });
        world.CreateFlow("map", $$"""
            Type: StateMachine
            SpecVersion: v1
            StartAt: each
            States:
              - Name: each
                Type: Map
                ItemsPath: $Input.items
                Processor: { StartAt: one, States: [{{step}}] }
                OutputConstructor: { count.$: length($Output.Items) }
                End: true
            """);
        var before = GC.GetAllocatedBytesForCurrentThread();
        world.Start("map", "run", $$"""{"items":[{{string.Join(',', Enumerable.Range(0, items))}}]}""");
        world.RunToRest();
        work.AllocatedBytes = GC.GetAllocatedBytesForCurrentThread() - before;
        var row = world.Describe("map", "run");
        Assert.True(row.Status == ExecutionStatus.Succeeded, $"{row.Error}: {row.Cause}");
        return work;
    }

    /// <summary>What was written.</summary>
    private sealed class Work
    {
        public int Rows { get; private set; }

        public int Events { get; private set; }

        public long EventBytes { get; private set; }

        public long StateBytes { get; private set; }

        /// <summary>In memory, on the one thread that the world runs on.</summary>
        public long AllocatedBytes { get; set; }

        public void Add(CommitBatch batch)
        {
            foreach (var row in batch.Journal)
            {
                Rows++;
                Events += row.EventCount;
                EventBytes += row.Events.Length;
                StateBytes += row.State.Length;
            }
        }
    }
}
