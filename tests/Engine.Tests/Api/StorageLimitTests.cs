using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Api;

/// <summary>What one execution may have stored, where that is limited: the children of its distributed Maps count.</summary>
public sealed class StorageLimitTests
{
    private const string Code = "FnF.StorageLimitExceeded";

    private const string Loop = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States:
          - { Name: a, Type: Pass, Next: b }
          - { Name: b, Type: Pass, Next: a }
        """;

    private const string Children = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: each
        States:
          - Name: each
            Type: Map
            ItemsPath: $Input.items
            ItemConstructor: { text.$: $Input.text }
            MaxConcurrency: 2
            ProcessorConfig: { ExecutionMode: Standard }
            Processor: { StartAt: p, States: [{ Name: p, Type: Pass, OutputConstructor: { y: 1 }, End: true }] }
            Catch: [{ Errors: [FnF.ALL], Next: each }]
            End: true
        """;

    private static readonly string Text = new('x', 50_000);

    private readonly World _world = new(1, options: new() { Limits = new() { ExecutionMegabytes = 1, Events = 100_000 } });

    [Theory]
    [InlineData(ExecutionMode.Standard)]
    [InlineData(ExecutionMode.Express)]
    public void An_execution_that_loops_fails_in_its_step_soon_after_it_has_as_much_stored_as_it_may(ExecutionMode mode)
    {
        var failed = Run(_world, Loop, $$"""{"text":"{{Text}}"}""", mode);

        Assert.Equal((ExecutionStatus.Failed, Code), (failed.Status, failed.Error));
        Assert.Contains("more than 1 MiB stored (setting limits.executionMegabytes)", failed.Cause, StringComparison.Ordinal);
        if (mode == ExecutionMode.Standard)
        {
            Assert.InRange(StoredBytes(), 1 << 20, 3 << 20);
            Assert.Contains("\"step\":", _world.History("f", failed.Name)[^1].Detail.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Children_of_a_distributed_Map_count_and_no_rule_of_the_flow_goes_past_it()
    {
        var items = string.Join(',', Enumerable.Range(0, 500));

        var failed = Run(_world, Children, $$"""{"text":"{{Text}}","items":[{{items}}]}""");

        Assert.Equal((ExecutionStatus.Failed, Code), (failed.Status, failed.Error));
        Assert.InRange(StoredBytes(), 1 << 19, 3 << 20);
    }

    [Fact]
    public void What_earlier_map_runs_have_stored_is_known_after_a_crash()
    {
        var flow = $$"""
            Type: StateMachine
            SpecVersion: v1
            StartAt: first
            States:
              - {{Map("first", "Next: pause")}}
              - { Name: pause, Type: Wait, Seconds: 200, Next: second }
              - {{Map("second", "End: true")}}
            """;
        _world.CreateFlow("f", flow);
        _world.Start("f", "run", $$"""{"text":"{{Text[..30_000]}}","items":[1,2,3,4,5,6,7,8]}""");
        _world.RunFor(TimeSpan.FromSeconds(100));
        Assert.Equal(ExecutionStatus.Running, _world.Describe("f", "run").Status);

        _world.Crash();
        _world.RunToRest();

        Assert.Equal((ExecutionStatus.Failed, Code), (_world.Describe("f", "run").Status, _world.Describe("f", "run").Error));
    }

    private static string Map(string name, string next) =>
        $"{{ Name: {name}, Type: Map, ItemsPath: $Input.items, ItemConstructor: {{ text.$: $Input.text }}, OutputConstructor: {{ text.$: $Input.text, items.$: $Input.items }}, "
        + "ProcessorConfig: { ExecutionMode: Standard }, "
        + $"Processor: {{ StartAt: p-{name}, States: [{{ Name: p-{name}, Type: Pass, OutputConstructor: {{ y: 1 }}, End: true }}] }}, {next} }}";

    private long StoredBytes() => _world.Await(
        async _ => (await _world.Store.ReadUsageAsync(AccountId.Default, CancellationToken.None)).Values.Sum(flow => flow.Bytes));

    private static ExecutionView Run(World world, string flow, string input, ExecutionMode mode = ExecutionMode.Standard)
    {
        world.CreateFlow("f", flow, mode);
        if (mode == ExecutionMode.Express)
        {
            return world.Await(_ => world.Run("f", input: input));
        }

        world.Start("f", "run", input);
        world.RunToRest();
        return world.Describe("f", "run");
    }
}
