using Sluice.Engine.Api;
using Sluice.Engine.Commits;
using Sluice.Engine.Link;
using Sluice.Engine.Tasks;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Simulation;
using Sluice.Simulation.Nodes;
using Sluice.Storage;
using Sluice.Testing.Worlds;

namespace Sluice.Engine.Tests.Ownership;

/// <summary>An engine whose directory gives it some shards of a store, and others to somebody else.</summary>
public sealed class SharedStoreTests
{
    private static readonly JsonPayload Done = JsonPayload.Of(JsonObject.Of(("n", new JsonNumber(1))));

    private readonly Queue<LinkFate> _link = new();
    private readonly SharedWorld _world;

    public SharedStoreTests() => _world = new(
        seed: 1, new Fates(), new SharedCompilation(), link: () => _link.TryDequeue(out var fate) ? fate : LinkFate.Carried);

    [Fact]
    public void An_engine_is_open_before_it_is_given_any_shard_and_works_on_those_that_it_is_given()
    {
        Assert.All(_world.Nodes, node => Assert.All(node.Engine.Shards, shard => Assert.True(shard.IsAway)));

        _world.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal([0, 2], OwnedBy(0));
        Assert.Equal([1, 3], OwnedBy(1));
    }

    [Fact]
    public void A_shard_goes_on_with_its_new_owner_and_the_former_one_makes_its_calls_no_longer()
    {
        _world.Target.IsHolding = true;
        var shard = Start("{ Name: a, Type: Task, Action: 'HTTP:Request', Parameters: { value: 7 }, End: true }").Shard;
        _world.RunUntil(() => _world.Target.Waiting.Count == 1);

        _world.Move(shard, isSaid: true);
        _world.RunUntil(() => _world.Target.Made.Values.Single() == 2);
        _world.RunFor(TimeSpan.FromSeconds(1));

        Assert.Single(_world.Target.Waiting);
        _world.Target.IsHolding = false;
        _world.RunUntil(_world.IsSettled);
        Assert.Equal(ExecutionStatus.Succeeded, Stored().Status);
    }

    /// <remarks>What it has in memory is of the past, and nothing but the fence would tell it so.</remarks>
    [Fact]
    public void A_former_owner_that_was_not_told_refuses_no_report_that_the_present_one_would_take()
    {
        var shard = Start(
            "{ Name: a, Type: Task, Action: 'HTTP:Request', TaskMode: WaitForCustomCallback, Timeout: 50, "
            + "Parameters: { value: 1 }, Next: b }, "
            + "{ Name: b, Type: Task, Action: 'HTTP:Request', TaskMode: WaitForCustomCallback, Timeout: 50, "
            + "Parameters: { value: 2 }, End: true }").Shard;
        _world.RunUntil(() => _world.Target.Tokens.Count == 1 && _world.Target.Waiting.Count == 0);
        var (former, present) = (_world.Nodes[shard % 2], _world.Nodes[1 - (shard % 2)]);
        _world.RunFor(TimeSpan.FromSeconds(1));
        _world.Move(shard, isSaid: false);
        _world.RunUntil(() => !present.Engine.Shards[shard].IsAway);
        Report(present, _world.Target.Tokens[0].Token);
        _world.RunUntil(() => _world.Target.Tokens.Count == 2 && _world.Target.Waiting.Count == 0);

        Assert.Throws<ShardElsewhereException>(() => ReportThere(former, _world.Target.Tokens[1].Token));

        Assert.True(Report(present, _world.Target.Tokens[1].Token) > 0);
        _world.RunUntil(_world.IsSettled);
        Assert.Equal(ExecutionStatus.Succeeded, Stored().Status);
        Assert.True(former.Engine.Shards[shard].IsAway);
    }

    [Theory]
    [InlineData(LinkFate.Carried, LinkFate.Lost)]
    [InlineData(LinkFate.Lost)]
    [InlineData(LinkFate.Twice)]
    [InlineData(LinkFate.Misdelivered)]
    public void A_report_whose_request_or_answer_the_link_loses_or_repeats_is_recorded_once_and_answered(params LinkFate[] fates)
    {
        var id = Start(
            "{ Name: a, Type: Task, Action: 'HTTP:Request', TaskMode: WaitForCustomCallback, Parameters: { value: 1 }, End: true }");
        _world.RunUntil(() => _world.Target.Tokens.Count == 1 && _world.Target.Waiting.Count == 0);
        _world.RunFor(TimeSpan.FromSeconds(1));
        foreach (var fate in fates)
        {
            _link.Enqueue(fate);
        }

        var recorded = Report(_world.Nodes[1 - (id.Shard % 2)], _world.Target.Tokens[0].Token);
        _world.RunUntil(_world.IsSettled);

        Assert.Empty(_link);
        var events = Wait(_world.Store.ReadEventsAsync(id, 1, 100, long.MaxValue, default)).SelectMany(row => EventCodec.Decode(row.Events));
        Assert.Equal(recorded, Assert.Single(events, item => item.Type == EventType.TaskSucceeded).Id);
        Assert.Equal(ExecutionStatus.Succeeded, Stored().Status);
    }

    [Fact]
    public void A_letter_to_a_shard_of_another_engine_is_collected_by_it_without_delay()
    {
        var id = Start(
            "{ Name: a, Type: Map, ItemsPath: '[1, 2, 3, 4, 5, 6, 7, 8]', Processor: { StartAt: b, States: "
            + "[{ Name: b, Type: Task, Action: 'FNF:StartExecution', TaskMode: WaitForSystemCallback, "
            + "Parameters: { resourceArn: 'acs:fnf:::flow/child', executionName.$: 'format(\"kid{}\", $Input)' }, End: true }] }, End: true }",
            child: "{ Name: a, Type: Pass, End: true }");
        var began = _world.Time.GetUtcNow();
        _world.RunUntil(_world.IsSettled);

        Assert.Equal(ExecutionStatus.Succeeded, Stored().Status);
        Assert.Equal(began, _world.Time.GetUtcNow());
        var children = Wait(_world.Store.ListExecutionsAsync(
            new ExecutionQuery { FlowId = FlowOf("child").Id, Limit = 100 }, default));
        Assert.Equal(8, children.Count);
        Assert.Contains(children, child => child.Id.Shard % 2 != id.Shard % 2);
    }

    [Fact]
    public void An_Express_execution_is_numbered_and_recorded_by_a_shard_of_its_own_engine()
    {
        _world.RunFor(TimeSpan.FromSeconds(1));
        _world.Ask(_world.Nodes[1], engine => engine.Flows.CreateAsync(
            AccountId.Default,
            new NewFlow(FlowName.Parse("Name", "flow"), Flow("{ Name: a, Type: Pass, End: true }")) { Mode = ExecutionMode.Express },
            CancellationToken.None));

        var ran = _world.Nodes.Select(node => _world.Ask(node, engine => engine.Executions.StartSyncAsync(
            AccountId.Default, new NewExecution(FlowName.Lookup("flow"), Name: null, Utf8Input: null), CancellationToken.None)))
            .ToList();
        _world.RunFor(TimeSpan.FromSeconds(3));

        Assert.Equal([0, 1], ran.Select(view => view.Id.Shard % 2));
        Assert.All(ran, view => Assert.NotNull(Wait(_world.Store.FindExecutionAsync(view.Id, default))));
    }

    private ExecutionId Start(string states, string? child = null)
    {
        _world.CreateFlow("flow", Flow(states));
        if (child is not null)
        {
            _world.CreateFlow("child", Flow(child));
        }

        // By then each engine has its shards.
        _world.RunFor(TimeSpan.FromSeconds(1));
        var request = new NewExecution(FlowName.Lookup("flow"), ExecutionName.Parse("ExecutionName", "run"), Utf8Input: null);
        return _world.Ask(_world.Nodes[0], engine => engine.Executions.StartAsync(
            AccountId.Default, request, CancellationToken.None)).Id;
    }

    private long Report(Node node, string token) => _world.Ask(node, engine =>
        engine.Executions.ReportSucceededAsync(AccountId.Default, token, Done, CancellationToken.None));

    /// <summary>At the node's own end of the link, as when the directory of whoever asks is outdated.</summary>
    private long ReportThere(Node node, string token)
    {
        Assert.True(new TaskTokens(_world.Store.Identity.TokenKey).TryRead(token, out var attempt, out var nonce));
        return _world.Ask(node, engine => engine.OwnEnd.AskAsync(
            attempt.Execution.Shard,
            new ReportRequest(AccountId.Default, attempt.Execution, attempt.Frame, attempt.Attempt, nonce, Done)));
    }

    private IEnumerable<int> OwnedBy(int node) =>
        _world.Nodes[node].Engine.Shards.Where(shard => !shard.IsAway).Select(shard => shard.Id);

    private FlowRow FlowOf(string name) => Wait(_world.Store.FindFlowAsync(AccountId.Default, name, default))!;

    private ExecutionRow Stored() => Wait(_world.Store.FindExecutionAsync(FlowOf("flow").Id, "run", default))!;

    private static string Flow(string states) => $"Type: StateMachine\nSpecVersion: v1\nStartAt: a\nStates: [{states}]\n";

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
