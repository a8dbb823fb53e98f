using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Simulation;
using Sluice.Storage;
using Sluice.Testing.Recordings;
using Sluice.Testing.Worlds;

namespace Sluice.Testing.Tests.Recordings;

public sealed class RecorderTests
{
    private readonly SharedCompilation _compilation = new();
    private readonly World _world;

    public RecorderTests() => _world = new World(seed: 1, new Fates(), compilation: _compilation);

    [Fact]
    public async Task A_recording_holds_what_the_execution_was_started_with_and_its_whole_history()
    {
        var row = Run("{ Name: a, Type: Wait, Seconds: 5, Next: b }, { Name: b, Type: Pass, End: true }", """{"n":1}""");

        var recording = Assert.Single(await Recorder().RecordAsync(row, CancellationToken.None));

        Assert.Equal(("flow", "run", """{"n":1}"""), Started(recording));
        Assert.Equal(_world.History("flow", "run").Select(item => item.ToString()), recording.Events.Select(item => item.ToString()));
        Assert.Equal(recording.Flow.Root.Id, recording.Scope);
    }

    [Fact]
    public async Task Standard_children_of_map_runs_come_behind_their_parent_with_the_scope_that_they_ran()
    {
        var row = Run(
            "{ Name: each, Type: Map, ItemsPath: '[1, 2]', ProcessorConfig: { ExecutionMode: Standard }, "
            + "Processor: { StartAt: b, States: [{ Name: b, Type: Pass, End: true }] }, End: true }");

        var recordings = await Recorder().RecordAsync(row, CancellationToken.None);

        Assert.Equal(3, recordings.Count);
        Assert.All(recordings.Skip(1), child => Assert.NotEqual(child.Flow.Root.Id, child.Scope));
        Assert.All(recordings.Skip(1), child => Assert.Equal(EventType.ExecutionSucceeded, child.Events[^1].Type));
    }

    [Fact]
    public async Task Express_children_are_in_no_recording()
    {
        var row = Run(
            "{ Name: each, Type: Map, ItemsPath: '[1, 2]', ProcessorConfig: { ExecutionMode: Express }, "
            + "Processor: { StartAt: b, States: [{ Name: b, Type: Pass, End: true }] }, End: true }");

        Assert.Single(await Recorder().RecordAsync(row, CancellationToken.None));
    }

    [Fact]
    public async Task A_definition_that_is_not_stored_is_told_by_its_number()
    {
        var row = Run("{ Name: a, Type: Pass, End: true }") with { RevisionId = 77 };

        var problem = await Assert.ThrowsAsync<InvalidDataException>(
            () => Recorder().RecordAsync(row, CancellationToken.None));

        Assert.Equal("Revision 77 is not stored.", problem.Message);
    }

    private ExecutionRow Run(string states, string input = "{}")
    {
        _world.CreateFlow(
            "flow", $"Type: StateMachine\nSpecVersion: v1\nStartAt: {states[8..states.IndexOf(',', StringComparison.Ordinal)]}\nStates: [{states}]\n");
        _world.Start("flow", "run", input);
        _world.RunToRest();
        return _world.Store.FindExecutionAsync(_world.Describe("flow", "run").Id, default).AsTask().GetAwaiter().GetResult()!;
    }

    private Recorder Recorder() => new(
        _world.Store, _world.Store, new DrawSeeds(_world.Store.Identity.TokenKey), _compilation.Compile, Limits.Default);

    private static (string, string, string) Started(Recording recording) =>
        (recording.Execution.FlowName, recording.Execution.Name, recording.Execution.Input.ToString());
}
