using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Simulation;
using Sluice.Testing.Worlds;

namespace Sluice.Engine.Tests.Shards;

/// <summary>Turns that fail half-way: nobody waits for ever, and nothing is lost.</summary>
public sealed class BrokenTurnTests
{
    [Fact]
    public void A_caller_whose_message_makes_a_turn_fail_is_told_and_the_shard_comes_back()
    {
        var isBusy = false;
        var world = new World(1, new Fates { Read = () => isBusy ? StoreFate.Refused : StoreFate.Answered });
        world.CreateFlow("flow", Definition("{ Name: a, Type: Succeed }"));
        world.Start("flow", "run");
        world.RunToRest();

        isBusy = true;
        var refusal = Assert.Throws<ApiException>(() => world.Start("flow", "run"));
        isBusy = false;
        world.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal("InternalServerError", refusal.Code);
        Assert.Equal("ExecutionAlreadyExists", Assert.Throws<ApiException>(() => world.Start("flow", "run")).Code);
    }

    [Theory]
    [InlineData("Standard")]
    [InlineData("Express")]
    public void An_execution_that_breaks_as_its_map_run_ends_is_told_again_after_a_restart(string mode)
    {
        var data = new BreakingData();
        var world = new World(1, new Fates(), compilation: new SharedCompilation { Change = data.Over });
        world.CreateFlow("flow", Definition(
            $"{{ Name: a, Type: Map, ItemsPath: '[1, 2]', ProcessorConfig: {{ ExecutionMode: {mode} }}, "
            + "Processor: { StartAt: b, States: [{ Name: b, Type: Pass, End: true }] }, End: true }"));
        data.IsBroken = true;
        world.Start("flow", "run");
        world.RunFor(TimeSpan.FromMinutes(2));
        Assert.Equal(ExecutionStatus.Running, world.Describe("flow", "run").Status);

        data.IsBroken = false;
        world.Crash();
        world.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(ExecutionStatus.Succeeded, world.Describe("flow", "run").Status);
        Assert.Equal(0, world.OpenMapRuns);
    }

    private static string Definition(string states) =>
        $"Type: StateMachine\nSpecVersion: v1\nStartAt: a\nStates: [{states}]\n";

    /// <summary>Breaks, as a mistake of ours would, when a distributed Map is left.</summary>
    private sealed class BreakingData : IDataFlow
    {
        private IDataFlow _inner = null!;

        public bool IsBroken { get; set; }

        public Flow Over(Flow flow)
        {
            _inner = flow.Data;
            return new Flow(flow.Language, flow.Name, flow.Timeout, flow.Scopes, flow.States, this);
        }

        public Outcome<StateResult> Leave(
            State state, ScopeData data, JsonPayload input, JsonPayload? raw, Variables variables) =>
            IsBroken && state is DistributedMapState
                ? throw new InvalidOperationException("Broken, as told.")
                : _inner.Leave(state, data, input, raw, variables);

        public Outcome<ScopeData> Begin(Variables variables) => _inner.Begin(variables);

        public Outcome<JsonPayload> Enter(State state, ScopeData data, Variables variables) =>
            _inner.Enter(state, data, variables);

        public Outcome<ScopeData> Open(State state, JsonPayload input, InnerScope inner, Variables variables) =>
            _inner.Open(state, input, inner, variables);

        public JsonPayload Close(ScopeData data) => _inner.Close(data);

        public JsonPayload Join(State state, IReadOnlyList<JsonPayload> results) => _inner.Join(state, results);

        public Outcome<StateResult> Caught(
            State state, int rule, ScopeData data, JsonPayload input, Variables variables) =>
            _inner.Caught(state, rule, data, input, variables);

        public Outcome<JsonPayload> Finish(ScopeData data, Variables variables) => _inner.Finish(data, variables);
    }
}
