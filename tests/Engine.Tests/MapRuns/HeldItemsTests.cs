using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.MapRuns;

/// <summary>Items that a distributed Map has read ahead, and calls that are out, count in their account's memory.</summary>
public sealed class HeldItemsTests
{
    private const string Flow = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: each
        States:
          - Name: each
            Type: Map
            ItemsPath: $Input.items
            ItemConstructor: { text.$: $Input.text }
            MaxConcurrency: 1
            ProcessorConfig: { ExecutionMode: Standard }
            Processor:
              StartAt: call
              States: [{ Name: call, Type: Task, Action: HTTP:Request, Parameters: { url: http://a.test/ }, OutputConstructor: { x: 1 }, End: true }]
            End: true
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void They_count_as_long_as_they_wait_and_nothing_is_left_behind(bool isStopped)
    {
        var world = new World(1);
        world.CreateFlow("f", Flow);
        world.Target.IsHolding = true;
        var items = string.Join(',', Enumerable.Range(0, 100));
        world.Start("f", "run", $$"""{"text":"{{new string('x', 20_000)}}","items":[{{items}}]}""");
        world.RunUntil(() => false, horizon: world.Time.GetUtcNow());
        Assert.InRange(Held(world), 2_000_000, 9_000_000);

        world.Target.IsHolding = false;
        if (isStopped)
        {
            world.Await(engine => engine.Executions.StopAsync(
                AccountId.Default, World.Key("f", "run"), error: null, cause: null, CancellationToken.None));
        }

        world.RunToRest();

        Assert.Equal(isStopped ? ExecutionStatus.Stopped : ExecutionStatus.Succeeded, world.Describe("f", "run").Status);
        Assert.InRange(Held(world), 0, 100_000);
    }

    private static long Held(World world) => world.Engine.Memory.Accounts.Of(AccountId.Default.Value).Held;
}
