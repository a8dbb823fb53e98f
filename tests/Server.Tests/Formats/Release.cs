using System.Text;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Identity.Accounts;
using Sluice.Identity.Callers;
using Sluice.Identity.Policies;
using Sluice.Identity.Registry;
using Sluice.Identity.Sealing;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Simulation;
using Sluice.Storage;

namespace Sluice.Server.Tests.Formats;

/// <summary>What a release leaves behind in a store, some of everything that is kept there; and how a later one goes on.</summary>
/// <param name="world">A whole engine over the store, with a clock that is moved by hand.</param>
internal sealed class Release(World world)
{
    /// <summary>Keeps the state of what failed, who defined a flow, and what a schedule missed.</summary>
    private const int WithDefiners = 8;

    /// <summary>Keeps by what executions are found, batches, what is not recorded, how much is stored, and when servers worked.</summary>
    private const int WithSearches = 9;

    private const string Head = "Type: StateMachine\nSpecVersion: v1\nStartAt: a\n";
    private const string ReadOnly = "AliyunFnFReadOnlyAccess";
    private const string Sleeps = Head + "States: [{ Name: a, Type: Wait, Seconds: 300, End: true }]";
    private const string Passes =
        Head + "States: [{ Name: a, Type: Pass, OutputConstructor: { seen.$: $Input.n }, End: true }]";
    private const string Breaks = Head + """
        States:
          - Name: a
            Type: Parallel
            End: true
            Branches:
              - { StartAt: b, States: [{ Name: b, Type: Wait, Seconds: 100, End: true }] }
              - { StartAt: c, States: [{ Name: c, Type: Fail, Code: Broken, Detail: within a branch }] }
        """;

    private const long Noon = 1_750_000_000_000;

    private static readonly BatchRow NewBatch = new()
    {
        Account = AccountId.Default,
        Action = "stop",
        Filter = """{"flow":"fails"}""",
        CreatedBy = "acs:ram::1234567890123456:user/ada",
        Created = Noon,
        Expected = 4,
    };

    private static readonly Definer Ada = new("acs:ram::1234567890123456:user/ada", SessionPolicy: null);

    private static readonly Dictionary<string, string> UnderWay = new()
    {
        ["sleeps"] = Sleeps,
        ["waits"] = Head + "States: [{ Name: a, Type: Wait, Seconds: 20, End: true }]",
        ["retries"] = Head + """
            States:
              - Name: a
                Type: Task
                Action: HTTP:Request
                Parameters: { fail: Busy }
                Retry: [{ Errors: [Busy], MaxAttempts: 2, IntervalSeconds: 45, BackoffRate: 2 }]
                Catch: [{ Errors: [Busy], Next: b }]
                End: true
              - { Name: b, Type: Succeed }
            """,
        ["branches"] = Head + """
            States:
              - Name: a
                Type: Parallel
                End: true
                Branches:
                  - { StartAt: b, States: [{ Name: b, Type: Wait, Seconds: 100, End: true }] }
                  - { StartAt: c, States: [{ Name: c, Type: Wait, Seconds: 10, End: true }] }
            """,
        ["iterates"] = Head + """
            States:
              - Name: a
                Type: Map
                ItemsPath: $Input.items
                MaxConcuccency: 2
                Processor: { StartAt: b, States: [{ Name: b, Type: Wait, Seconds: 20, End: true }] }
                OutputConstructor: { count.$: length($Output.Items) }
                End: true
            """,
        ["distributes"] = Head + """
            States:
              - Name: a
                Type: Map
                ItemsPath: $Input.items
                MaxConcurrency: 2
                ProcessorConfig: { ExecutionMode: Standard }
                Processor: { StartAt: b, States: [{ Name: b, Type: Wait, Seconds: 40, End: true }] }
                OutputConstructor: { count.$: length($Output.Items) }
                End: true
            """,
        ["starts"] = Head + """
            States:
              - Name: a
                Type: Task
                Action: FNF:StartExecution
                TaskMode: WaitForSystemCallback
                Parameters: { resourceArn: 'acs:fnf:::flow/sleeps', input: { n: 1 } }
                OutputConstructor: { done: true }
                End: true
            """,
        ["classic"] = """
            version: v1
            type: flow
            steps:
              - type: foreach
                name: each
                iterationMapping: { collection: $.items, item: one }
                steps:
                  - { type: wait, name: pause, duration: 75 }
            """,
    };

    private static readonly string[] Counting = ["iterates", "distributes"];

    private static CancellationToken None => CancellationToken.None;

    /// <summary>Fills an empty store. The engine is then left as a crash leaves it.</summary>
    public async Task MakeAsync()
    {
        MakeMissed();
        foreach (var (name, definition) in UnderWay)
        {
            world.CreateFlow(name, definition);
            world.Start(name, "run", """{"n":7,"items":[1,2,3,4,5]}""");
        }

        MakeEnded();
        MakeVersions();
        world.CreateSchedule("passes", "hourly", "0 0 * * * *", """{"n":"scheduled"}""");
        world.CreateFlow("express", Passes, ExecutionMode.Express);
        world.Await(_ => world.Run("express", input: """{"n":3}"""));
        world.RunFor(TimeSpan.FromSeconds(5));
        await (await OpenAccessAsync()).ChangeAsync(WithAda, None);
        await MakeFoundAsync();
        MakeCalls();
    }

    /// <summary>Lets all of it go on, and asserts that it comes to its right end.</summary>
    /// <param name="format">That the release has written.</param>
    public async Task CheckAsync(int format)
    {
        CheckKept();
        if (format >= WithDefiners)
        {
            await CheckNewerAsync();
        }

        if (format >= WithSearches)
        {
            await CheckFoundAsync();
        }

        CheckAccess((await OpenAccessAsync()).State);
        var token = JsonDocument.Parse(world.Describe("passes", "token").Input!).RootElement.GetProperty("token");
        world.Await(engine => engine.Executions.ReportSucceededAsync(
            AccountId.Default, token.GetString()!, JsonPayload.Of(JsonObject.Of(("yes", JsonNumber.Of(1)))), None));
        world.RunToRest();

        foreach (var flow in UnderWay.Keys.Concat(["calls", "versioned"]))
        {
            var row = world.Describe(flow, "run");
            Assert.True(row.Status == ExecutionStatus.Succeeded, $"{flow}: {row.Status} {row.Error} {row.Cause}");
            var history = world.History(flow, "run");
            Assert.Equal(Enumerable.Range(1, history.Count), history.Select(item => (int)item.Id));
        }

        Assert.All(Counting, flow => Assert.Equal("""{"count":5}""", Output(flow, "run")));
        Assert.Equal("""{"yes":1}""", Output("approves", "run"));
        Assert.Equal("""{"value":"made again"}""", Output("calls", "run"));
        world.RunFor(TimeSpan.FromHours(1));
        var fired = Assert.Single(List("passes"), row => row.Name.StartsWith("schedule-", StringComparison.Ordinal));
        Assert.Equal(ExecutionStatus.Succeeded, fired.Status);
    }

    /// <summary>A schedule whose engine was down when it was due, twice.</summary>
    private void MakeMissed()
    {
        world.CreateFlow("misses", Passes);
        world.CreateSchedule("misses", "seldom", "@every 7m");
        world.Time.Set(TimeSpan.FromMinutes(20));
        world.Crash();
        world.RunFor(TimeSpan.FromSeconds(1));
        world.Await(engine => engine.Schedules.UpdateAsync(
            AccountId.Default,
            new ScheduleUpdate(FlowName.Lookup("misses"), ScheduleName.Lookup("seldom")) { Enabled = false },
            None));
    }

    private void MakeEnded()
    {
        world.CreateFlow("breaks", Breaks);
        world.Start("breaks", "run");
        world.Await(engine => engine.Flows.CreateAsync(
            AccountId.Default,
            new NewFlow(FlowName.Parse("Name", "defined"), Passes) { Definer = Ada.ToStored() },
            None));
        world.CreateFlow("passes", Passes);
        world.CreateFlow("fails", Head + "States: [{ Name: a, Type: Fail, Code: Oops, Detail: as told }]");
        world.Start("passes", "run", """{"n":5}""");
        world.Start("fails", "run");
        world.Start("sleeps", "stopped");
        world.Await(engine => engine.Executions.StopAsync(
            AccountId.Default, World.Key("sleeps", "stopped"), "Enough", "of it", None));
    }

    private void MakeVersions()
    {
        world.CreateFlow("versioned", Sleeps);
        var flow = FlowName.Lookup("versioned");
        world.Await(engine => engine.Versions.PublishAsync(AccountId.Default, flow, "the first", None));
        world.Await(engine => engine.Aliases.CreateAsync(
            AccountId.Default, new NewAlias(flow, AliasName.Lookup("live"), new(new(1, 100), null), "what is live"), None));
        world.Await(engine => engine.Flows.UpdateAsync(
            AccountId.Default, new FlowUpdate(flow) { Definition = Passes }, None));
        world.Await(engine => engine.Executions.StartAsync(
            AccountId.Default,
            new NewExecution(flow, ExecutionName.Lookup("run"), input: null) { Qualifier = "live" },
            None));
    }

    /// <summary>What executions are found by, and what is counted of them.</summary>
    private async Task MakeFoundAsync()
    {
        world.CreateFlow("searched", Passes);
        await world.Engine.SearchKeys.PutAsync(
            AccountId.Default, FlowName.Lookup("searched"), [new("order", "$.order.id")], None);
        world.Start("searched", "run", """{"n":1,"order":{"id":"A 1"}}""");
        var batch = await world.Store.InsertBatchAsync(NewBatch, None);
        await world.Store.TryUpdateBatchAsync(
            batch with { Position = new(Noon, new(77)), Done = 3, Failed = 1 },
            [new(0, "fails", "run", "ExecutionAlreadyCompleted", "It has ended.")],
            None);
        var express = await world.Store.FindFlowAsync(AccountId.Default, "express", None);
        await world.Store.CountUnrecordedAsync([new(express!.Id, Noon, 5)], None);
    }

    /// <summary>Tasks that are out: one whose call is not answered, and one that waits for a report.</summary>
    private void MakeCalls()
    {
        world.CreateFlow("approves", Calling("value: 1", "TaskMode: WaitForCustomCallback, "));
        world.CreateFlow("calls", Calling("value: made again", ""));
        world.Start("approves", "run");
        world.RunUntil(() => false, world.Time.GetUtcNow());
        world.Start("passes", "token", $$"""{"token":"{{world.Target.Tokens[^1].Token}}"}""");
        world.Target.IsHolding = true;
        world.Start("calls", "run");
        world.RunUntil(() => false, world.Time.GetUtcNow());
        Assert.Single(world.Target.Waiting);
    }

    private static string Calling(string parameters, string fields) =>
        $"{Head}States: [{{ Name: a, Type: Task, Action: HTTP:Request, {fields}Parameters: {{ {parameters} }}, End: true }}]";

    private void CheckKept()
    {
        Assert.Equal("""{"seen":5}""", Output("passes", "run"));
        var failed = world.Describe("fails", "run");
        Assert.Equal((ExecutionStatus.Failed, "Oops", "as told"), (failed.Status, failed.Error, failed.Cause));
        var stopped = world.Describe("sleeps", "stopped");
        Assert.Equal((ExecutionStatus.Stopped, "Enough", "of it"), (stopped.Status, stopped.Error, stopped.Cause));
        Assert.Equal(EventType.ExecutionFailed, world.History("fails", "run")[^1].Type);
        Assert.Equal("""{"seen":3}""", Encoding.UTF8.GetString(Assert.Single(List("express")).Output!));

        var alias = world.Await(engine => engine.Aliases.GetAsync(
            AccountId.Default, FlowName.Lookup("versioned"), AliasName.Lookup("live"), None));
        Assert.Equal("what is live", alias.Description);
        Assert.Equal("live", world.Describe("versioned", "run").Qualifier);
        Assert.All(UnderWay.Keys, flow => Assert.False(world.Describe(flow, "run").Status.HasEnded()));
    }

    private async Task CheckNewerAsync()
    {
        var broken = world.Describe("breaks", "run");
        Assert.Equal((ExecutionStatus.Failed, "Broken"), (broken.Status, broken.Error));
        var state = StateCodec.Decode(
            [.. (await world.Store.ReadStateAsync(broken.Id, None)).Select(row => (ReadOnlyMemory<byte>)row.State)]);
        Assert.True(state.HasEnded);
        Assert.Null(Record.Exception(() => state.StateOf(frameId: 1)));

        var missing = await world.Store.FindFlowAsync(AccountId.Default, "misses", None);
        Assert.Equal(2, (await world.Store.FindScheduleAsync(missing!.Id, "seldom", None))!.Missed);
        var defined = await world.Store.FindFlowAsync(AccountId.Default, "defined", None);
        Assert.Equal(Ada.ToStored(), (await world.Store.FindRevisionAsync(defined!.RevisionId, None))!.Definer);
    }

    private async Task CheckFoundAsync()
    {
        Assert.Equal(["run"], await FindAsync(new SearchValue("order", "A 1")));
        Assert.Equal(["run"], await FindAsync(search => search with { Error = "Oops", FailedState = "a" }));
        Assert.Equal(["run"], await FindAsync(search => search with { Waiting = true }));
        Assert.Equal(["run"], await FindAsync(search => search with { Retrying = true }));

        var parent = world.Describe("starts", "run").Id;
        Assert.Equal(parent, Assert.Single(await world.Store.ListChildrenAsync(parent, default, 10, None)).Parent);
        var batch = Assert.Single(await world.Store.ListOpenBatchesAsync(None));
        Assert.Equal(NewBatch with { Id = batch.Id, Position = new(Noon, new(77)), Done = 3, Failed = 1, Version = 2 }, batch);
        Assert.Equal("It has ended.", Assert.Single(await world.Store.ListBatchItemsAsync(batch.Id, BatchItems.All, 0, 10, None)).Note);
        var express = await world.Store.FindFlowAsync(AccountId.Default, "express", None);
        Assert.Equal(5, Assert.Single(await world.Store.ListUnrecordedAsync(express!.Id, 0, long.MaxValue, None)).Count);
        var searched = await world.Store.FindFlowAsync(AccountId.Default, "searched", None);
        var stored = await world.Store.ReadUsageAsync(searched!.Id, None);
        Assert.Equal((1, true), (stored.Executions, stored.Bytes > 100));
        var lives = await world.Store.ListLivesAsync(0, long.MaxValue, None);
        Assert.Single(lives, life => life.Ended is null);
        Assert.True(lives.Count > 2);
        Assert.All(lives, life => Assert.False(life.IsEndExact));
    }

    private Task<string[]> FindAsync(SearchValue value) => FindAsync(search => search with { Keys = [value] });

    private async Task<string[]> FindAsync(Func<ExecutionSearch, ExecutionSearch> narrowed)
    {
        var search = narrowed(new ExecutionSearch { Account = AccountId.Default, Limit = 100 });
        return [.. (await world.Store.SearchExecutionsAsync(search, None)).Rows.Select(row => row.Name)];
    }

    private IReadOnlyList<ExecutionView> List(string flow) => world.Await(engine => engine.Executions.ListAsync(
        AccountId.Default, new ExecutionListing(FlowName.Lookup(flow), Limit: 100), None)).Items;

    private string Output(string flow, string name) => Encoding.UTF8.GetString(world.Describe(flow, name).Output!);

    private Task<AccessRegistry> OpenAccessAsync() => AccessRegistry.OpenAsync(
        world.Store, new MasterKey(new byte[32]), AccessState.Empty, None);

    private static AccessState WithAda(AccessState state) => state
        .With(new User(
            AccountId.Default, "ada", IsOwner: false, PolicyList.FromStored([ReadOnly]), IsConfigured: false))
        .With(new KeyEntry(
            "ada-key", "ada-secret", AccountId.Default, "ada", IsEnabled: true, DateTimeOffset.UnixEpoch, IsConfigured: false));

    private static void CheckAccess(AccessState state)
    {
        Assert.Equal(ReadOnly, Assert.Single(state.FindUser(AccountId.Default, "ada")!.Attached.Texts));
        Assert.Equal("ada-secret", state.FindKey("ada-key")!.Secret);
    }
}
