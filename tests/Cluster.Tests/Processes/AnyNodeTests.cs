using System.Text.Json;

namespace Sluice.Cluster.Tests.Processes;

/// <summary>Three nodes: whoever is called answers, whosever the shard is.</summary>
[Collection(OneAtATime.Name)]
public sealed class AnyNodeTests(SharedServer server) : IAsyncLifetime
{
    private const string Child = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - Name: call
            Type: Task
            Action: FNF:StartExecution
            TaskMode: WaitForSystemCallback
            Parameters: { resourceArn: 'acs:fnf:::flow/wait' }
            End: true
        """;

    private const string Many = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: each
        States:
          - Name: each
            Type: Map
            ProcessorConfig: { Mode: Distributed, ExecutionMode: Standard }
            ItemsPath: $Input.items
            Processor:
              StartAt: one
              States: [{ Name: one, Type: Pass, End: true }]
            End: true
        """;

    private Company? _company;

    private Company Company => _company ?? throw new InvalidOperationException("It is not started.");

    public async ValueTask InitializeAsync() => _company = await Company.StartAsync(server.NewStore(), 3);

    public ValueTask DisposeAsync() => Company.DisposeAsync();

    [Fact]
    public async Task Each_node_has_its_share_and_each_starts_shows_and_stops_executions_of_all()
    {
        foreach (var node in Company.Nodes)
        {
            var system = await node.GetAsync("/sluice/api/v1/system");
            Assert.InRange(system.GetProperty("shardsHere").GetInt32(), 1, 22);
        }

        // Enough names that every node is asked for shards of every other.
        for (var n = 0; n < 30; n++)
        {
            Assert.Null(await Company.Nodes[n % 3].TryStartAsync("wait", $"w{n}"));
            Assert.Null(await Company.Nodes[(n + 1) % 3].TryStartAsync("wait", $"w{n}"));
            var (status, body) = await Company.Nodes[(n + 2) % 3].CallAsync("StopExecution", ("FlowName", "wait"), ("ExecutionName", $"w{n}"));
            Assert.True(status == 200, body.ToString());
            Assert.Equal("Stopped", await Company.Nodes[n % 3].StatusAsync("wait", $"w{n}"));
        }
    }

    [Fact]
    public async Task Who_waits_for_an_end_on_any_node_is_told_of_it()
    {
        Assert.Null(await Company.Nodes[0].TryStartAsync("wait", "long"));
        var ends = await Task.WhenAll(Company.Nodes.Select(node => node.StatusAsync("wait", "long", wait: 60)));
        Assert.All(ends, end => Assert.Equal("Succeeded", end));
    }

    [Fact]
    public async Task A_flow_that_is_changed_on_one_node_runs_as_changed_on_all()
    {
        var changed = """
            Type: StateMachine
            SpecVersion: v1
            StartAt: changed
            States: [{ Name: changed, Type: Pass, End: true }]
            """;
        foreach (var node in Company.Nodes)
        {
            Assert.Null(await node.TryStartAsync("pass", $"before-{node.Port}".Replace('-', '_')));
        }

        var (status, _) = await Company.Nodes[1].CallAsync(
            "UpdateFlow", ("Name", "pass"), ("Type", "FDL"), ("Description", ""), ("Definition", changed));
        Assert.Equal(200, status);
        var n = 0;
        foreach (var node in Company.Nodes)
        {
            await Company.UntilAsync(
                async () =>
                {
                    var (_, started) = await node.CallAsync("StartExecution", ("FlowName", "pass"), ("ExecutionName", $"after{n++}"));
                    return started.GetProperty("FlowDefinition").GetString()!.Contains("changed", StringComparison.Ordinal);
                },
                "the changed flow is known everywhere");
        }
    }

    [Fact]
    public async Task Express_executions_run_where_they_are_called_and_are_found_everywhere()
    {
        foreach (var node in Company.Nodes)
        {
            var (status, body) = await node.CallAsync("StartSyncExecution", ("FlowName", "quick"));
            Assert.True(status == 200, body.ToString());
            var name = body.GetProperty("Name").GetString()!;
            foreach (var other in Company.Nodes)
            {
                await Company.UntilAsync(
                    async () => (await other.CallAsync("DescribeExecution", ("FlowName", "quick"), ("ExecutionName", name))).Status == 200,
                    "its record is written");
            }
        }
    }

    [Fact]
    public async Task Sub_flows_and_children_of_map_runs_go_to_whatever_node_has_their_shards()
    {
        await Company.CreateAsync("child", Child);
        await Company.CreateAsync("many", Many);
        var input = JsonSerializer.Serialize(new { items = Enumerable.Range(0, 40) });
        for (var n = 0; n < 3; n++)
        {
            await Company.UntilAsync(async () => await Company.Nodes[n].TryStartAsync("child", $"c{n}") is null, "the flow is known");
            await Company.UntilAsync(async () => await Company.Nodes[n].TryStartAsync("many", $"m{n}", input) is null, "the flow is known");
        }

        for (var n = 0; n < 3; n++)
        {
            await Company.AssertWholeAsync(Company.Nodes[(n + 1) % 3], "child", $"c{n}");
            await Company.AssertWholeAsync(Company.Nodes[(n + 1) % 3], "many", $"m{n}");
        }
    }

    [Fact]
    public async Task Schedules_made_on_one_node_are_shown_and_deleted_by_another()
    {
        for (var n = 0; n < 6; n++)
        {
            var (made, body) = await Company.Nodes[n % 3].CallAsync(
                "CreateSchedule", ("FlowName", "pass"), ("ScheduleName", $"s{n}"), ("CronExpression", "0 0 0 1 1 *"), ("Enable", "true"));
            Assert.True(made == 200, body.ToString());
            Assert.Equal(200, (await Company.Nodes[(n + 1) % 3].CallAsync(
                "DescribeSchedule", ("FlowName", "pass"), ("ScheduleName", $"s{n}"))).Status);
            Assert.Equal(200, (await Company.Nodes[(n + 2) % 3].CallAsync(
                "DeleteSchedule", ("FlowName", "pass"), ("ScheduleName", $"s{n}"))).Status);
        }
    }
}
