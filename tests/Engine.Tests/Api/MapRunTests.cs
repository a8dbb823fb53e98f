using System.Text;
using Sluice.Engine.Api;
using Sluice.Engine.MapRuns;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Simulation;
using Sluice.Storage;

namespace Sluice.Engine.Tests.Api;

/// <summary>Distributed Maps: children of both modes, their counts and results, tolerance, changes, stops, and crashes.</summary>
public sealed class MapRunTests
{
    private const string Tag = """
        StartAt: tag
        States: [{ Name: tag, Type: Pass, OutputConstructor: { id.$: $Input.id, seen: true }, End: true }]
        """;

    private const string Call = """
        StartAt: call
        States: [{ Name: call, Type: Task, Action: HTTP:Request, Parameters: { value.$: $Input.id, fail.$: $Input.fail }, End: true }]
        """;

    private readonly World _world = new(seed: 1);

    [Theory]
    [InlineData("Standard")]
    [InlineData("Express")]
    public void Each_item_gets_a_child_and_the_outputs_come_in_their_order(string mode)
    {
        Create(Map(mode, Tag));

        var row = Run("""{"orders":[{"id":1},{"id":2},{"id":3}]}""");

        Assert.Equal(
            """{"Items":[{"id":1,"seen":true},{"id":2,"seen":true},{"id":3,"seen":true}]}""", Text(row.Output));
        Assert.Equal(
            [
                EventType.ExecutionStarted, EventType.StepEntered, EventType.StepStarted, EventType.MapRunStarted,
                EventType.MapRunSucceeded, EventType.StepSucceeded, EventType.StepExited, EventType.ExecutionSucceeded,
            ],
            _world.History("flow", "run").Select(item => item.Type));
        var run = Describe();
        Assert.Equal(
            (ExecutionStatus.Succeeded, 100, new ItemCounts(0, 0, 3, 0, 0)), (run.Status, run.Concurrency, run.Items));
        Assert.True(run.Stopped >= run.Started);
        Assert.Equal(3, Children().Count);
        Assert.Single(List(mapRun: null));
    }

    [Fact]
    public void A_child_is_an_execution_of_the_flow_with_an_item_for_its_input()
    {
        Create(Map("Standard", Tag));

        Run("""{"orders":[{"id":7}]}""");

        var child = Assert.Single(Children());
        Assert.Equal($"{RunName()}:0", child.Name);
        Assert.Equal("""{"id":7}""", Text(child.Input));
        Assert.Equal("""{"id":7,"seen":true}""", Text(_world.Describe("flow", child.Name).Output));
        Assert.Contains("tag", _world.History("flow", child.Name).Select(item => item.StepName));
    }

    [Fact]
    public void Express_children_leave_a_record_and_no_callback_is_theirs()
    {
        Create(Map("Express", Tag));

        Run("""{"orders":[{"id":7}]}""");

        var child = Assert.Single(Children());
        Assert.Matches($"^{RunName()}:0:[0-9a-f-]{{36}}$", child.Name);
        Assert.Equal("""{"id":7,"seen":true}""", Text(child.Output));
    }

    [Fact]
    public void Records_of_express_children_push_no_standard_execution_out()
    {
        var world = new World(seed: 1, options: new EngineOptions { ExpressRecords = 2 });
        world.CreateFlow("flow", Map("Express", Tag));
        world.Start("flow", "old", Items(0));
        world.RunToRest();
        world.Time.Advance(TimeSpan.FromSeconds(1));

        world.Start("flow", "run", Items(10));
        world.RunToRest();

        Assert.Equal(ExecutionStatus.Succeeded, world.Describe("flow", "old").Status);
        Assert.Equal(10, Describe(world).Items.Succeeded);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(0, "ResultWriter: { Parameters: { Bucket: shop } }")]
    [InlineData(1, "ToleratedFailureCount: 1")]
    public void Of_a_run_that_succeeded_what_it_was_asked_for_stays(int failing, string fields)
    {
        Create(Map("Standard", Call, fields));

        Assert.Equal(ExecutionStatus.Succeeded, Run(Items(3, failing)).Status);

        var page = Assert.Single(Pages());
        Assert.Equal(3, ((JsonArray)MapOrder.Decode(page.Body).Plan.Items!.Value).Count);
    }

    [Theory]
    [InlineData("", "Failed")]
    [InlineData("ResultWriter: { Parameters: { Bucket: shop } }", "Failed")]
    [InlineData("Catch: [{ Errors: [FnF.ALL], Next: sorry }]", "Succeeded")]
    public void Of_a_run_that_did_not_succeed_the_results_stay_too(string fields, string end)
    {
        Create(Map("Standard", Call, "MaxConcurrency: 1\n" + fields) + "\n  - { Name: sorry, Type: Pass, End: true }");

        Assert.Equal(end, $"{Run("""{"orders":[{"id":1},{"id":2,"fail":"Broken"},{"id":3}]}""").Status}");

        Assert.Equal(
            [(0, ExecutionStatus.Succeeded), (1, ExecutionStatus.Failed)],
            Pages().Skip(1).SelectMany(page => MapResult.Decode(page.Body)).Select(result => (result.Index, result.Status)));
    }

    [Fact]
    public void What_is_kept_of_a_run_goes_with_its_execution()
    {
        Create(Map("Standard", Call));
        Run(Items(3, failing: 1));
        var name = RunName();
        Assert.NotEmpty(Pages());

        _world.Await(async engine =>
        {
            await engine.Flows.DeleteAsync(AccountId.Default, FlowName.Lookup("flow"), CancellationToken.None);
            return true;
        });
        _world.RunFor(TimeSpan.FromHours(1));

        Assert.Empty(Pages(name));
    }

    [Fact]
    public void No_items_give_no_children()
    {
        Create(Map("Standard", Tag));

        Assert.Equal("""{"Items":[]}""", Text(Run("""{"orders":[]}""").Output));
        Assert.Equal(0, Describe().Items.Total);
    }

    [Theory]
    [InlineData("Standard")]
    [InlineData("Express")]
    public void No_more_children_run_at_once_than_was_said_and_an_update_counts_at_once(string mode)
    {
        Create(Map(mode, Call, "MaxConcurrency: 2"));
        _world.Start("flow", "run", Items(12));
        Assert.Equal(2, MostRunning(() => _world.Target.Made.Count >= 4));

        _world.Target.IsHolding = true;
        var updated = Update(concurrency: 5);
        _world.Target.IsHolding = false;

        Assert.Equal(5, MostRunning(() => false));
        Assert.Equal(5, updated.Concurrency);
        Assert.InRange(_world.Target.MostAtOnce, 1, 5);
        Assert.Equal(ExecutionStatus.Succeeded, Row().Status);
        Assert.Equal(12, Describe().Items.Succeeded);
    }

    private int MostRunning(Func<bool> until)
    {
        var most = 0;
        _world.RunUntil(() =>
        {
            most = Math.Max(most, OpenRuns().Sum(run => run.Running.Count));
            return until();
        });
        return most;
    }

    [Theory]
    [InlineData("", 1, false)]
    [InlineData("ToleratedFailureCount: 1", 1, true)]
    [InlineData("ToleratedFailureCount: 1", 2, false)]
    [InlineData("ToleratedFailurePercentage: 20", 2, true)]
    [InlineData("ToleratedFailurePercentage: 20", 3, false)]
    [InlineData("ToleratedFailureCount: 5\nToleratedFailurePercentage: 10", 2, false)]
    [InlineData("ToleratedFailureCount: 1\nToleratedFailurePercentage: 90", 2, false)]
    public void As_many_items_may_fail_as_are_tolerated(string tolerance, int failing, bool succeeds)
    {
        Create(Map("Standard", Call, tolerance));

        var row = Run(Items(10, failing));

        if (succeeds)
        {
            Assert.Equal(ExecutionStatus.Succeeded, row.Status);
            Assert.StartsWith(
                """{"Items":[{"Error":{"Code":"Broken","Detail":"as the script says"}},""", Text(row.Output));
            Assert.Equal((10 - failing, failing), (Describe().Items.Succeeded, Describe().Items.Failed));
        }
        else
        {
            Assert.Equal("FnF.ExceedToleratedFailureThreshold", row.Error);
            Assert.Matches($"^{failing} items failed.* First, {RunName()}:[0-9] failed with Broken: as the script says$", row.Cause);
            Assert.Equal(ExecutionStatus.Failed, Describe().Status);
        }
    }

    [Theory]
    [InlineData("Standard")]
    [InlineData("Express")]
    public void Children_that_still_run_are_stopped_when_the_run_fails(string mode)
    {
        Create(Map(mode, """
            StartAt: pick
            States:
              - Name: pick
                Type: Choice
                Branches: [{ Condition: $Input.id == 3, Next: fail }]
                Default: wait
              - { Name: fail, Type: Fail, Code: Broken }
              - { Name: wait, Type: Wait, Seconds: 20, End: true }
            """));

        var row = Run(Items(5));

        Assert.Equal("FnF.ExceedToleratedFailureThreshold", row.Error);
        Assert.Equal(new ItemCounts(0, 0, 0, 1, 4), Describe().Items);
        Assert.All(
            Children().Where(child => child.Error != "Broken"),
            child => Assert.Equal(ExecutionStatus.Stopped, child.Status));
        Assert.All(
            Children().Where(child => child.Error != "Broken"),
            child => Assert.EndsWith(
                ""","by":"mapRun"}""", _world.History("flow", child.Name)[^1].Detail.ToString()));
        Assert.Empty(OpenRuns());
    }

    [Fact]
    public void Retry_runs_all_items_again_in_a_run_of_its_own_and_catch_has_the_last_word()
    {
        Create(Map("Standard", Call, """
            Retry: [{ Errors: [FnF.ExceedToleratedFailureThreshold], IntervalSeconds: 1, MaxAttempts: 1, Multiplier: 1 }]
            Catch: [{ Errors: [FnF.ALL], Next: sorry }]
            """) + "\n  - { Name: sorry, Type: Pass, OutputConstructor: { said.$: $Input }, End: true }");

        var row = Run(Items(1, failing: 1));

        Assert.Equal(ExecutionStatus.Succeeded, row.Status);
        var runs = _world.History("flow", "run").Where(item => item.Type == EventType.MapRunStarted).ToList();
        Assert.Equal(2, runs.Select(item => item.Detail.ToString()).Distinct().Count());
        Assert.Equal(2, _world.History("flow", "run").Count(item => item.Type == EventType.MapRunFailed));
    }

    [Theory]
    [InlineData("Standard")]
    [InlineData("Express")]
    public void Stopping_the_execution_stops_its_run_and_the_children(string mode)
    {
        Create(Map(mode, "StartAt: wait\nStates: [{ Name: wait, Type: Wait, Seconds: 20, End: true }]"));
        _world.Start("flow", "run", Items(3));
        _world.RunUntil(() => RestingRuns().Any(run => run.Progress.Next == 3));

        _world.Await(engine => engine.Executions.StopAsync(
            AccountId.Default, World.Key("flow", "run"), "Enough", "by hand", CancellationToken.None));
        _world.RunToRest();

        Assert.Equal(ExecutionStatus.Stopped, Describe().Status);
        Assert.Equal(3, Describe().Items.Aborted);
        Assert.All(Children(), child => Assert.Equal(ExecutionStatus.Stopped, child.Status));
        Assert.Empty(OpenRuns());
    }

    [Fact]
    public void A_child_that_is_stopped_by_hand_is_an_item_that_failed()
    {
        Create(Map("Standard", "StartAt: wait\nStates: [{ Name: wait, Type: Wait, Seconds: 20, End: true }]", "ToleratedFailureCount: 1"));
        _world.Start("flow", "run", Items(2));
        _world.RunUntil(() => RestingRuns().Any(run => run.Progress.Next == 2));

        _world.Await(engine => engine.Executions.StopAsync(
            AccountId.Default, World.Key("flow", $"{RunName()}:0"), "Enough", "by hand", CancellationToken.None));
        _world.RunToRest();

        Assert.Equal("""{"Items":[{"Error":{"Code":"Enough","Detail":"by hand"}},{"id":2}]}""", Text(Row().Output).Replace(",\"fail\":null", ""));
    }

    [Fact]
    public async Task Deleting_the_flow_ends_the_run_and_the_execution()
    {
        Create(Map("Standard", "StartAt: wait\nStates: [{ Name: wait, Type: Wait, Seconds: 20, Next: on }, { Name: on, Type: Pass, End: true }]"));
        var started = _world.Start("flow", "run", Items(3));
        _world.RunUntil(() => RestingRuns().Any(run => run.Progress.Next == 3));

        _world.Await(async engine =>
        {
            await engine.Flows.DeleteAsync(AccountId.Default, FlowName.Lookup("flow"), CancellationToken.None);
            return true;
        });
        _world.RunUntil(() => OpenRuns().Count == 0);

        _world.RunToRest();
        Assert.True(await _world.Store.FindExecutionAsync(started.Id, default) is null or { Status: ExecutionStatus.Stopped });
        Assert.Equal(0, await _world.Store.CountRunningAsync(default));
    }

    [Fact]
    public void Items_are_constructed_and_put_together()
    {
        Create(Map("Standard", "StartAt: a\nStates: [{ Name: a, Type: Pass, End: true }]", """
            ItemConstructor: { n.$: $Item.id, of.$: $Input.name }
            ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { by.$: $Context.Execution.Name } }
            """));

        var row = Run("""{"name":"x","orders":[{"id":1},{"id":2},{"id":3}]}""");

        Assert.Equal(
            """{"Items":[{"Items":[{"n":1,"of":"x"},{"n":2,"of":"x"}],"BatchInput":{"by":"run"}},"""
            + """{"Items":[{"n":3,"of":"x"}],"BatchInput":{"by":"run"}}]}""",
            Text(row.Output));
        Assert.Equal(new ItemCounts(0, 0, 3, 0, 0), Describe().Items);
        Assert.Equal(2, Children().Count);
    }

    [Fact]
    public void A_batch_is_as_large_as_was_said()
    {
        Create(Map("Standard", "StartAt: a\nStates: [{ Name: a, Type: Pass, End: true }]", "ItemBatcher: { MaxInputBytesPerBatch: 32 }"));

        Run("""{"orders":["aaaaaaaa","bbbbbbbb","cccccccc","dddddddddddddddddddddddddddddddddddd"]}""");

        Assert.Equal(
            [
                """{"Items":["aaaaaaaa"]}""",
                """{"Items":["bbbbbbbb"]}""",
                """{"Items":["cccccccc"]}""",
                """{"Items":["dddddddddddddddddddddddddddddddddddd"]}""",
            ],
            Children().OrderBy(child => child.Name).Select(child => Text(child.Input)));
    }

    [Fact]
    public void An_item_that_cannot_be_constructed_is_one_that_failed()
    {
        Create(Map("Standard", Tag, "ItemConstructor: { id.$: $Item.id + 1 }\nToleratedFailureCount: 1"));

        var row = Run("""{"orders":[{"id":1},{"id":"x"}]}""");

        Assert.StartsWith("""{"Items":[{"id":2,"seen":true},{"Error":{"Code":"FnF.ExpressionError",""", Text(row.Output));
        Assert.Single(Children());
    }

    [Fact]
    public void No_more_items_are_handled_than_was_said()
    {
        Create(Map("Standard", Tag, "MaxItems: 2"));

        Run(Items(5));

        Assert.Equal(2, Describe().Items.Total);
    }

    [Theory]
    [InlineData("ItemsPath: $Input.orders", "3 items")]
    [InlineData("ItemReader: { SourceType: OSS_JSON_LIST, SourceParameters: { Bucket: shop, ObjectName: in.json } }", "more than 2 items")]
    public void More_items_than_a_run_may_have_fail_it(string source, string found)
    {
        var world = new World(seed: 1, options: new EngineOptions { Limits = new() { MapRunItems = 2 } });
        world.Objects["shop/in.json"] = "[{\"id\":1},{\"id\":2},{\"id\":3}]";
        world.CreateFlow("flow", Map("Standard", Tag, source: source));

        world.Start("flow", "run", Items(3));
        world.RunToRest();

        var row = world.Describe("flow", "run");
        Assert.Equal(
            (
                "FnF.MapRunLimitExceeded",
                $"The Map has {found}; at most 2 are allowed (setting limits.mapRunItems). Set MaxItems to leave the rest alone."),
            (row.Error, row.Cause));
    }

    [Fact]
    public void Results_that_are_too_large_together_fail_the_run()
    {
        var world = new World(seed: 1, options: new EngineOptions { Limits = new() { StateDataBytes = 200 } });
        world.CreateFlow("flow", Map("Standard", "StartAt: a\nStates: [{ Name: a, Type: Pass, OutputConstructor: { t: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa }, End: true }]"));

        world.Start("flow", "run", """{"orders":[1,2,3,4,5,6]}""");
        world.RunToRest();

        var row = world.Describe("flow", "run");
        Assert.Equal("FnF.DataLimitExceeded", row.Error);
        Assert.Contains("use a ResultWriter for more", row.Cause);
    }

    [Fact]
    public void An_execution_has_so_many_runs_open_and_no_more()
    {
        var world = new World(seed: 1, options: new EngineOptions { Limits = new() { OpenMapRuns = 1 } });
        world.CreateFlow("flow", $"""
            Type: StateMachine
            SpecVersion: v1
            StartAt: both
            States:
              - Name: both
                Type: Parallel
                Branches:
            {Branch("one")}
            {Branch("two")}
                End: true
            """);

        world.Start("flow", "run", Items(1));
        world.RunToRest();

        var row = world.Describe("flow", "run");
        Assert.Equal(
            (
                "FnF.MapRunLimitExceeded",
                "The execution has 1 distributed Maps open already; at most 1 are allowed (setting limits.openMapRuns)."),
            (row.Error, row.Cause));

        static string Branch(string name) => $$"""
                  - StartAt: {{name}}
                    States:
                      - Name: {{name}}
                        Type: Map
                        ItemsPath: $Input.orders
                        ProcessorConfig: { ExecutionMode: Standard }
                        Processor:
                          StartAt: in-{{name}}
                          States: [{ Name: in-{{name}}, Type: Wait, Seconds: 5, End: true }]
                        End: true
            """;
    }

    [Theory]
    [InlineData("Standard")]
    [InlineData("Express")]
    public void Items_are_read_from_objects_and_results_written_to_them(string mode)
    {
        _world.Objects["shop/in.csv"] = "id,fail\n1,\n2,Broken\n3,\n";
        Create(Map(
            mode,
            """
            StartAt: pick
            States:
              - { Name: pick, Type: Choice, Branches: [{ Condition: "$Input.fail == 'Broken'", Next: fail }], Default: pass }
              - { Name: fail, Type: Fail, Code: Broken, Detail: as it says }
              - { Name: pass, Type: Pass, OutputConstructor: { id.$: $Input.id }, End: true }
            """,
            "ToleratedFailureCount: 1\nResultWriter: { Parameters: { Bucket: shop, Prefix: out } }",
            "ItemReader: { SourceType: OSS_CSV, SourceParameters: { Bucket: shop, ObjectName: in.csv } }"));

        var row = Run("{}");

        var folder = $"out/{RunName()}/";
        Assert.Equal(
            $$$"""{"ResultWriterDetails":{"Bucket":"shop","Key":"{{{folder}}}manifest.json"}}""", Text(row.Output));
        Assert.Contains("\"Index\":0,", _world.Objects[$"shop/{folder}SUCCEEDED_0.json"]);
        Assert.Contains("""{"id":"3"}""", _world.Objects[$"shop/{folder}SUCCEEDED_0.json"]);
        Assert.Contains(
            "\"Status\":\"Failed\",\"Input\":{\"id\":\"2\",\"fail\":\"Broken\"},\"Error\":\"Broken\",\"Cause\":\"as it says\"",
            _world.Objects[$"shop/{folder}FAILED_0.json"]);
        Assert.Equal(new ItemCounts(0, 0, 2, 1, 0), Describe().Items);
    }

    [Theory]
    [InlineData("ItemReader: { SourceType: OSS_CSV, SourceParameters: { Bucket: shop, ObjectName: no.csv } }", "", "OSS.NoSuchKey")]
    [InlineData("ItemReader: { SourceType.$: $Input.nothing, SourceParameters: { Bucket: shop, ObjectName: x } }", "", "FnF.InvalidArgument")]
    [InlineData("ItemReader: { SourceType: OSS_JSON_LIST, SourceParameters: { Bucket: shop, ObjectName: bad.json } }", "", "FnF.ItemReaderFailed")]
    [InlineData("ItemsPath: $Input.orders", "ResultWriter: { Parameters: { Bucket.$: $Input.orders } }", "FnF.InvalidArgument")]
    [InlineData("ItemsPath: $Input.orders", "MaxConcurrency.$: $Input.orders", "FnF.InvalidArgument")]
    public void What_cannot_be_read_or_written_fails_the_run(string source, string fields, string error)
    {
        _world.Objects["shop/bad.json"] = "[1, 2";
        Create(Map("Standard", Tag, fields, source));

        Assert.Equal(error, Run(Items(1)).Error);
        Assert.Empty(OpenRuns());
    }

    [Theory]
    [InlineData("Standard", "ItemsPath: $Input.orders", "")]
    [InlineData("Express", "ItemsPath: $Input.orders", "")]
    [InlineData("Standard", "ItemReader: { SourceType: OSS_CSV, SourceParameters: { Bucket: shop, ObjectName: in.csv } }", "ItemBatcher: { MaxItemsPerBatch: 2 }")]
    [InlineData("Express", "ItemReader: { SourceType: OSS_CSV, SourceParameters: { Bucket: shop, ObjectName: in.csv } }", "ItemBatcher: { MaxItemsPerBatch: 2 }")]
    [InlineData("Standard", "ItemsPath: $Input.orders", "ResultWriter: { Parameters: { Bucket: shop, Prefix: out } }")]
    [InlineData("Express", "ItemsPath: $Input.orders", "ResultWriter: { Parameters: { Bucket: shop, Prefix: out } }")]
    public void Whatever_commit_fails_each_item_counts_once_and_the_output_is_the_same(string mode, string source, string fields)
    {
        var definition = Map(mode, """
            StartAt: call
            States:
              - { Name: call, Type: Task, Action: HTTP:Request, Parameters: { value.$: $Input }, Next: pass }
              - { Name: pass, Type: Pass, End: true }
            """, $"MaxConcurrency: 3\n{fields}", source);
        var (undisturbed, expected) = Tell(_ => CommitFate.Written, "undisturbed");
        foreach (var fate in Enum.GetValues<CommitFate>().Where(fate => fate is not (CommitFate.Written or CommitFate.Stalled)))
        {
            for (var at = 1; at <= undisturbed; at++)
            {
                var commits = 0;
                var (_, output) = Tell(_ => ++commits == at ? fate : CommitFate.Written, $"{fate} at {at}");
                Assert.Equal(expected, output);
            }
        }

        (int Commits, string Output) Tell(Func<CommitBatch, CommitFate> fate, string which)
        {
            var isReady = false;
            var world = new World(seed: 3, batch => isReady ? fate(batch) : CommitFate.Written);
            world.Objects["shop/in.csv"] = "id\n1\n2\n3\n4\n5\n6\n7\n";
            world.CreateFlow("flow", definition);
            world.Start("flow", "run", Items(7));
            isReady = true;
            var before = world.Commits;
            world.RunUntil(() => world.Crashes > 99, world.Time.GetUtcNow().AddHours(1));

            var row = world.Describe("flow", "run");
            Assert.True(row.Status == ExecutionStatus.Succeeded, which + ": " + row.Error + " " + row.Cause);
            var run = Describe(world);
            Assert.Equal(new ItemCounts(0, 0, 7, 0, 0), run.Items);
            Assert.Empty(OpenRuns(world));
            return (world.Commits - before, Text(row.Output).Replace(run.Key.Name, "run"));
        }
    }

    [Fact]
    public void No_standard_child_that_has_ended_is_run_again_after_a_crash()
    {
        Create(Map("Standard", Call, "MaxConcurrency: 2"));
        _world.Start("flow", "run", Items(20));
        _world.RunUntil(() => OpenRuns().Any(run => run.Progress.Succeeded == 8));
        _world.Crash();

        _world.RunToRest();

        // Only the calls that were out at the crash are made twice.
        Assert.Equal(20, _world.Target.Made.Count);
        Assert.InRange(_world.Target.Made.Values.Sum(), 20, 22 + 2);
        Assert.Equal(20, Describe().Items.Succeeded);
    }

    [Theory]
    [InlineData("Standard")]
    [InlineData("Express")]
    public void Thousands_of_items_leave_the_parent_small(string mode)
    {
        var world = new World(seed: 1, options: new EngineOptions { ResidentExecutions = 64 });
        world.Objects["shop/in.csv"] = "id\n" + string.Join('\n', Enumerable.Range(0, 3_000)) + "\n";
        world.CreateFlow("flow", Map(
            mode,
            Tag,
            "ResultWriter: { Parameters: { Bucket: shop } }",
            "ItemReader: { SourceType: OSS_CSV, SourceParameters: { Bucket: shop, ObjectName: in.csv } }"));
        var most = 0;
        world.Start("flow", "run");
        world.RunUntil(() =>
        {
            most = Math.Max(most, world.Engine.Shards.Sum(shard => shard.Residents.Count()));
            return Find(world).Status.HasEnded();
        });

        Assert.Equal(3_000, Describe(world).Items.Succeeded);
        Assert.Equal(8, world.History("flow", "run").Count);
        Assert.True(most <= 3 * MapRun.ReadAhead, $"{most} executions were in memory at once");
    }

    [Fact]
    public void A_child_may_have_a_map_of_its_own()
    {
        Create(Map("Standard", """
            StartAt: inner
            States:
              - Name: inner
                Type: Map
                ItemsPath: $Input.parts
                ProcessorConfig: { ExecutionMode: Express }
                Processor:
                  StartAt: part
                  States: [{ Name: part, Type: Pass, End: true }]
                End: true
            """));

        var row = Run("""{"orders":[{"parts":[{"a":1}]},{"parts":[]}]}""");

        Assert.Equal("""{"Items":[{"Items":[{"a":1}]},{"Items":[]}]}""", Text(row.Output));
    }

    [Fact]
    public void A_run_that_is_over_or_was_never_there_cannot_be_changed()
    {
        Create(Map("Standard", Tag));
        Run(Items(1));

        Assert.Equal("MapRunAlreadyCompleted", Assert.Throws<ApiException>(() => Update(concurrency: 1)).Code);
        var unknown = new MapRunKey(World.Key("flow", "run"), "00000000000000000000000000000000");
        Assert.Equal(
            "MapRunNotExists",
            Assert.Throws<ApiException>(() => _world.Await(engine => engine.MapRuns.UpdateAsync(
                AccountId.Default, new(unknown, 1, null, null), CancellationToken.None))).Code);
        Assert.Equal(
            "MapRunNotExists",
            Assert.Throws<ApiException>(() => _world.Await(engine => engine.MapRuns.DescribeAsync(
                AccountId.Default, unknown, CancellationToken.None))).Code);
    }

    [Fact]
    public void A_lower_tolerance_fails_a_run_at_once()
    {
        Create(Map("Standard", """
            StartAt: pick
            States:
              - { Name: pick, Type: Choice, Branches: [{ Condition: $Input.id == 1, Next: fail }], Default: wait }
              - { Name: fail, Type: Fail, Code: Broken }
              - { Name: wait, Type: Wait, Seconds: 300, End: true }
            """, "ToleratedFailureCount: 1"));
        _world.Start("flow", "run", Items(2));
        _world.RunUntil(() => RestingRuns().Any(run => run.Progress.Failed == 1));

        Assert.Equal(0, Update(count: 0).ToleratedCount);
        _world.RunUntil(() => Row().Status.HasEnded(), _world.Time.GetUtcNow());

        Assert.Equal("FnF.ExceedToleratedFailureThreshold", Row().Error);
    }

    [Fact]
    public async Task What_was_asked_of_a_run_before_it_was_changed_is_remembered()
    {
        Create(Map("Standard", "StartAt: wait\nStates: [{ Name: wait, Type: Wait, Seconds: 20, End: true }]", "MaxConcurrency: 3"));
        var started = _world.Start("flow", "run", Items(2));
        _world.RunUntil(() => RestingRuns().Any(run => run.Progress.Next == 2));
        var changed = _world.Time.GetUtcNow();
        Update(count: 1);
        Update(count: 1);
        _world.Crash();
        _world.RunToRest();

        var row = await _world.Store.FindMapRunAsync(started.Id, RunName(), default);
        Assert.Equal([new(changed, 3, null, null)], MapProgress.Decode(row!.Body).Past);
    }

    private void Create(string definition) => _world.CreateFlow("flow", definition);

    private ExecutionView Run(string input)
    {
        _world.Start("flow", "run", input);
        _world.RunToRest();
        return Row();
    }

    private ExecutionView Row() => _world.Describe("flow", "run");

    private static ExecutionRow Find(World world)
    {
        var row = world.Store.FindFlowAsync(AccountId.Default, "flow", default).AsTask().GetAwaiter().GetResult();
        return world.Store.FindExecutionAsync(row!.Id, "run", default).AsTask().GetAwaiter().GetResult()!;
    }

    private MapRunView Describe() => Describe(_world);

    private static MapRunView Describe(World world) => world.Await(engine => engine.MapRuns.DescribeAsync(
        AccountId.Default, new(World.Key("flow", "run"), RunName(world)), CancellationToken.None));

    private MapRunView Update(int? concurrency = null, long? count = null) =>
        _world.Await(engine => engine.MapRuns.UpdateAsync(
            AccountId.Default, new(new(World.Key("flow", "run"), RunName()), concurrency, count, null), CancellationToken.None));

    private string RunName() => RunName(_world);

    private static string RunName(World world) => world.History("flow", "run")
        .First(item => item.Type == EventType.MapRunStarted).Detail.ToString()!.Split("MapRunName\":\"")[1][..32];

    private List<MapRun> OpenRuns() => OpenRuns(_world);

    /// <summary>Those of which all is stored, and that wait for their children.</summary>
    private IEnumerable<MapRun> RestingRuns() => _world.Engine.Shards.SelectMany(shard => shard.RestingMapRuns);

    private static List<MapRun> OpenRuns(World world) =>
        [.. world.Engine.Shards.SelectMany(shard => shard.MapRuns)];

    private List<ExecutionView> Children() => List(RunName());

    private List<ExecutionView> List(string? mapRun) => [.. _world.Await(engine => engine.Executions.ListAsync(
        AccountId.Default,
        new(FlowName.Lookup("flow"), Limit: 100) { MapRun = mapRun },
        CancellationToken.None)).Items];

    private IReadOnlyList<MapPage> Pages(string? run = null) => _world.Store
        .ReadMapPagesAsync(run ?? RunName(), 0, int.MaxValue, default).AsTask().GetAwaiter().GetResult();

    private static string Items(int count, int failing = 0) => $"{{\"orders\":[{string.Join(',', Enumerable.Range(1, count)
        .Select(id => $$"""{"id":{{id}},"fail":{{(id <= failing ? "\"Broken\"" : "null")}}}"""))}]}}";

    private static string Text(byte[]? bytes) => Encoding.UTF8.GetString(bytes ?? []);

    private static string Map(string mode, string processor, string fields = "", string source = "ItemsPath: $Input.orders") => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: each
        States:
          - Name: each
            Type: Map
            {{source}}
            ProcessorConfig: { ExecutionMode: {{mode}} }
            Processor:
        {{Indent(processor, 6)}}
        {{Indent(fields, 4)}}
            End: true
        """;

    private static string Indent(string text, int by) =>
        string.Join('\n', text.Split('\n').Select(line => new string(' ', by) + line));
}
