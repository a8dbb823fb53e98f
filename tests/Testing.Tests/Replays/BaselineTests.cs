using Sluice.Engine;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Model.Rates;
using Sluice.Simulation;
using Sluice.Storage;
using Sluice.Testing.Recordings;
using Sluice.Testing.Replays;
using Sluice.Testing.Worlds;

namespace Sluice.Testing.Tests.Replays;

/// <summary>
/// Goal: a history is enough to do the same again. Method: executions run in a whole engine and are then led through their
/// own definitions by the interpreter alone. Every story of the simulation does that too; here is what stories lack.
/// </summary>
public sealed class BaselineTests
{
    private readonly SharedCompilation _compilation = new();

    [Fact]
    public void What_a_flow_has_drawn_it_draws_again()
    {
        var world = Run("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: a
            States:
              - { Name: a, Type: Pass, OutputConstructor: { id.$: uuid(), n.$: 'randomInt(1, 1000000)' }, Next: b }
              - { Name: b, Type: Wait, Seconds: 5, Next: c }
              - { Name: c, Type: Pass, OutputConstructor: { was.$: $Input, id.$: uuid() }, End: true }
            """);

        var recording = Assert.Single(Record(world));

        Assert.Null(Baseline.Of(recording).Divergence);
        Assert.Contains("event 4", Baseline.Of(recording with { Draws = new DrawSeed(() => 1) }).Divergence);
    }

    [Fact]
    public void Turns_that_stopped_early_are_found()
    {
        var slow = new EngineOptions { Steps = new Rate(Burst: 20, PerSecond: 7) };
        var world = Run(options: slow, definition: """
            Type: StateMachine
            SpecVersion: v1
            StartAt: each
            States:
              - Name: each
                Type: Map
                ItemsPath: $Input.items
                Processor:
                  StartAt: a
                  States:
                    - { Name: a, Type: Pass, Next: call }
                    - { Name: call, Type: Task, Action: HTTP:Request, Parameters: { value.$: $Input }, Next: b }
                    - { Name: b, Type: Pass, Next: c }
                    - { Name: c, Type: Pass, End: true }
                End: true
            """, input: $$"""{"items":[{{string.Join(',', Enumerable.Range(1, 60))}}]}""");

        var again = Baseline.Of(Assert.Single(Record(world)));

        Assert.Null(again.Divergence);
        Assert.True(again.StoppedTurns > 0);
    }

    [Fact]
    public void A_stop_and_its_child_s_are_told_by_their_events()
    {
        var world = new World(seed: 1, new Fates(), compilation: _compilation);
        world.CreateFlow("child", Flow("{ Name: a, Type: Wait, Seconds: 300, End: true }"));
        world.CreateFlow("flow", Flow(
            "{ Name: a, Type: Task, Action: 'FNF:StartExecution', TaskMode: WaitForSystemCallback, "
            + "Parameters: { resourceArn: 'acs:fnf:::flow/child', executionName: kid }, End: true }"));
        world.Start("flow", "run");
        world.RunUntil(() => world.History("flow", "run").Any(item => item.Type == EventType.TaskSubmitted));
        world.Await(engine => engine.Executions.StopAsync(
            AccountId.Default, World.Key("flow", "run"), "Enough", "by hand", CancellationToken.None));
        world.RunToRest();

        foreach (var row in new[] { Stored(world, "flow", "run"), Stored(world, "child", "kid") })
        {
            Assert.Equal(ExecutionStatus.Stopped, row.Status);
            Assert.All(Record(world, row), recording => Assert.Null(Baseline.Of(recording).Divergence));
        }
    }

    [Theory]
    [InlineData("{ Name: a, Type: Wait, Seconds: 30, Next: b }, { Name: b, Type: Pass, End: true }")]
    [InlineData(
        "{ Name: a, Type: Map, ItemsPath: $Input.items, ProcessorConfig: { ExecutionMode: Standard }, "
        + "Processor: { StartAt: c, States: [{ Name: c, Type: Wait, Seconds: 30, Next: d }, { Name: d, Type: Pass, End: true }] }, "
        + "End: true }")]
    public async Task A_stop_because_the_flow_was_deleted_is_told_by_its_event(string states)
    {
        var options = new EngineOptions { CleaningInterval = TimeSpan.FromDays(1) };
        var world = new World(seed: 1, new Fates(), options, compilation: _compilation);
        world.CreateFlow("flow", Flow(states));
        var started = world.Start("flow", "run", """{"items":[1,2]}""");
        world.RunFor(TimeSpan.FromSeconds(5));
        world.Await(async engine =>
        {
            await engine.Flows.DeleteAsync(AccountId.Default, FlowName.Lookup("flow"), CancellationToken.None);
            return true;
        });
        world.RunFor(TimeSpan.FromMinutes(2));

        var row = (await world.Store.FindExecutionAsync(started.Id, default))!;
        Assert.Equal(ExecutionStatus.Stopped, row.Status);
        Assert.All(Record(world, row), recording => Assert.Null(Baseline.Of(recording).Divergence));
    }

    [Fact]
    public void A_record_that_another_definition_or_answer_would_not_give_is_told_at_its_event()
    {
        var recording = Assert.Single(Record(Run(Flow(
            "{ Name: a, Type: Task, Action: 'HTTP:Request', Parameters: { value: 7 }, OutputConstructor: { n.$: $Output.value }, End: true }"))));
        var other = Flow("{ Name: a, Type: Task, Action: 'HTTP:Request', Parameters: { value: 7 }, End: true }");
        var changed = recording.Events
            .Select(item => item.Type == EventType.TaskSucceeded
                ? item with { Detail = new EventDetail(("output", JsonPayload.EmptyObject)) }
                : item)
            .ToList();

        var byDefinition = Baseline.Of(recording with
        {
            Flow = _compilation.Compile(other, "flow", ExecutionMode.Standard, Limits.Default).Flow!,
        });
        var byAnswer = Baseline.Of(recording with { Events = changed });
        var cut = Baseline.Of(recording with { Events = [.. recording.Events.Skip(1)] });

        Assert.Contains("event 7 <- 6 StepSucceeded", byDefinition.Divergence);
        Assert.Contains("event 7 <- 6 Step", byAnswer.Divergence);
        Assert.Contains("Nothing that could come from outside leads to event 2", cut.Divergence);
    }

    private World Run(string definition, string input = "{}", EngineOptions? options = null)
    {
        var world = new World(seed: 1, new Fates(), options, compilation: _compilation);
        world.CreateFlow("flow", definition);
        world.Start("flow", "run", input);
        world.RunToRest();
        return world;
    }

    private IReadOnlyList<Recording> Record(World world) => Record(world, Stored(world, "flow", "run"));

    private IReadOnlyList<Recording> Record(World world, ExecutionRow row)
    {
        var draws = new DrawSeeds(world.Store.Identity.TokenKey);
        var recorder = new Recorder(world.Store, world.Store, draws, _compilation.Compile, Limits.Default);
        return recorder.RecordAsync(row, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static ExecutionRow Stored(World world, string flow, string name) =>
        world.Store.FindExecutionAsync(world.Describe(flow, name).Id, default).AsTask().GetAwaiter().GetResult()!;

    private static string Flow(string states) => $"Type: StateMachine\nSpecVersion: v1\nStartAt: a\nStates: [{states}]\n";
}
