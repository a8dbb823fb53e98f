using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Sharing.Memory;
using Sluice.Simulation;
using Sluice.Storage.Memory;

namespace Sluice.Engine.Tests.Api;

/// <summary>What happens when more comes in than can be carried out: new work waits outside, work in hand goes on.</summary>
public sealed class BackPressureTests
{
    [Fact]
    public void A_full_mailbox_refuses_starts_and_takes_them_again_when_it_is_empty()
    {
        var world = new World(1, options: new EngineOptions { MailboxCapacity = 1 });
        world.CreateFlow("f", Flows.Pass);
        var starts = Enumerable.Range(0, 50).Select(i => Start(world, $"run{i}")).ToList();
        world.RunUntil(() => starts.All(start => start.IsCompleted));

        var refused = starts.Where(start => start.IsFaulted).ToList();
        Assert.InRange(refused.Count, 1, 49);
        Assert.All(refused, start => Assert.Equal("ResourceThrottled", Code(start)));
        Assert.True(world.Start("f", "later").Status.HasEnded());
    }

    [Fact]
    public void A_quiet_account_is_served_while_a_loud_one_is_refused()
    {
        var quiet = AccountId.FromStored("1000000000000002");
        var world = new World(
            1, options: new EngineOptions { MailboxCapacity = 20 }, store: new MemoryStore(shardCount: 1));
        world.CreateFlow("f", Flows.Pass);
        world.Await(engine => engine.Flows.CreateAsync(
            quiet, new NewFlow(FlowName.Lookup("f"), Flows.Pass), CancellationToken.None));
        var loud = Enumerable.Range(0, 50).Select(i => Start(world, $"run{i}")).ToList();
        var others = Enumerable.Range(0, 3).Select(_ => world.Engine.Executions.StartAsync(
            quiet, new NewExecution(FlowName.Lookup("f"), name: null, input: null), CancellationToken.None)).ToList();
        world.RunUntil(() => loud.All(start => start.IsCompleted) && others.All(start => start.IsCompleted));

        Assert.All(others, start => Assert.True(start.IsCompletedSuccessfully));
        Assert.Equal(30, loud.Count(start => start.IsFaulted));
    }

    [Fact]
    public void A_store_that_hangs_refuses_starts_and_keeps_reports()
    {
        var stalls = false;
        var world = new World(1, _ => stalls ? CommitFate.Stalled : CommitFate.Written);
        world.CreateFlow("f", Flows.Approval);
        world.Start("f", "run");
        world.RunUntil(() => world.Target.Tokens.Count > 0 && world.Target.Waiting.Count == 0);
        world.RunUntil(() => false, world.Time.GetUtcNow());

        stalls = true;
        var first = Start(world, "first");
        world.RunUntil(() => false, world.Time.GetUtcNow());
        var queued = Start(world, "queued");
        world.RunUntil(() => false, world.Time.GetUtcNow());
        Assert.False(first.IsCompleted || queued.IsCompleted);

        world.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("ResourceThrottled", Code(Start(world, "surplus")));
        var report = world.Engine.Executions.ReportSucceededAsync(
            AccountId.Default, world.Target.Tokens[0].Token, JsonPayload.EmptyObject, CancellationToken.None);

        stalls = false;
        world.ReleaseCommits();
        world.RunUntil(() => first.IsCompleted && queued.IsCompleted && report.IsCompleted);
        Assert.True(first.IsCompletedSuccessfully && queued.IsCompletedSuccessfully && report.IsCompletedSuccessfully);
        Assert.False(world.Start("f", "afterwards").Status.HasEnded());
    }

    [Fact]
    public void While_the_store_hangs_whoever_has_much_unwritten_waits_and_a_quiet_account_is_taken()
    {
        var quiet = AccountId.FromStored("1000000000000002");
        var stalls = false;
        var world = new World(
            1, _ => stalls ? CommitFate.Stalled : CommitFate.Written, store: new MemoryStore(shardCount: 2));
        world.CreateFlow("f", Flows.Pass);
        world.Await(engine => engine.Flows.CreateAsync(
            quiet, new NewFlow(FlowName.Lookup("f"), Flows.Pass), CancellationToken.None));

        stalls = true;
        var loud = Enumerable.Range(0, 200).Select(i => Start(world, $"run{i}", Large)).ToList();
        world.RunUntil(() => false, world.Time.GetUtcNow());
        var others = Enumerable.Range(0, 3).Select(_ => StartOf(quiet)).ToList();
        world.RunUntil(() => false, world.Time.GetUtcNow());
        var surplus = Start(world, "surplus");
        var last = StartOf(quiet);

        Assert.Equal("ResourceThrottled", Code(surplus));
        var refusal = (ApiException)surplus.Exception!.InnerException!;
        Assert.Contains("engine.uncommittedMilliseconds", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(refusal.RetryAfter);

        // What was taken of the loud one waits in its lanes; what the others want is worked on.
        var residents = world.Engine.Shards.SelectMany(shard => shard.Residents).ToLookup(item => item.Revision.Account);
        Assert.InRange(residents[AccountId.Default].Count(), 10, 150);
        Assert.Equal(3, residents[quiet].Count());

        stalls = false;
        world.ReleaseCommits();
        world.RunToRest();
        Assert.All([.. loud, .. others, last], start => Assert.True(start.IsCompletedSuccessfully));

        Task<ExecutionView> StartOf(AccountId account) => world.Engine.Executions.StartAsync(
            account, new NewExecution(FlowName.Lookup("f"), name: null, input: null), CancellationToken.None);
    }

    [Fact]
    public void A_flood_of_executions_that_wait_is_not_kept_in_memory()
    {
        var world = new World(1, options: new EngineOptions { ResidentExecutions = 10 });
        world.CreateFlow("f", Flows.ShortPause);
        for (var i = 0; i < 400; i++)
        {
            world.Start("f", $"run{i}");
        }

        // The last turns still hold what they have just begun.
        Assert.All(world.Engine.Shards, shard => Assert.InRange(shard.Residents.Count(), 1, 15));
        world.RunToRest();
        Assert.All(Enumerable.Range(0, 400), i =>
            Assert.Equal(ExecutionStatus.Succeeded, world.Describe("f", $"run{i}").Status));
    }

    [Fact]
    public void Large_executions_that_wait_leave_memory_and_nobody_is_refused()
    {
        const int Budget = 1_600_000;
        var world = Small(Budget);
        world.CreateFlow("f", Flows.ShortPause);
        for (var i = 0; i < 200; i++)
        {
            world.Await(_ => Start(world, $"run{i}", Large));
        }

        Assert.InRange(world.Engine.Shards.Sum(shard => shard.Residents.Sum(resident => resident.Bytes)), 1, Budget);
        world.RunToRest();
        Assert.All(Enumerable.Range(0, 200), i =>
            Assert.Equal(ExecutionStatus.Succeeded, world.Describe("f", $"run{i}").Status));
    }

    [Fact]
    public void Large_executions_that_cannot_leave_memory_keep_others_out_until_they_can()
    {
        var world = Small(2_400_000);
        world.CreateFlow("f", Flows.Call);
        world.Target.IsHolding = true;
        var starts = new List<Task<ExecutionView>>();
        for (var i = 0; i < 200; i++)
        {
            starts.Add(Start(world, $"run{i}", Large));
            world.RunUntil(() => starts[^1].IsCompleted);
        }

        var taken = starts.Count(start => start.IsCompletedSuccessfully);
        Assert.InRange(taken, 10, 40);
        Assert.All(starts.Where(start => start.IsFaulted), start => Assert.Equal("ResourceThrottled", Code(start)));
        world.Target.IsHolding = false;
        world.RunToRest();
        Assert.All(
            starts.Index().Where(start => start.Item.IsCompletedSuccessfully),
            start => Assert.Equal(ExecutionStatus.Succeeded, world.Describe("f", $"run{start.Index}").Status));
        Assert.Equal(taken, world.Target.Made.Count);
        world.Start("f", "later", Large);
    }

    [Fact]
    public void Calls_beyond_the_limit_wait_their_turn()
    {
        var world = new World(1, options: new EngineOptions { ConcurrentCalls = 2 });
        world.CreateFlow("f", Flows.Call);
        world.Target.IsHolding = true;
        for (var i = 0; i < 6; i++)
        {
            world.Start("f", $"run{i}", $$"""{"n":{{i}}}""");
        }

        world.RunUntil(() => false, horizon: world.Time.GetUtcNow());
        world.Target.IsHolding = false;
        world.RunToRest();
        Assert.Equal(2, world.Target.MostAtOnce);
        Assert.All(Enumerable.Range(0, 6), i =>
            Assert.Equal(ExecutionStatus.Succeeded, world.Describe("f", $"run{i}").Status));
    }

    [Fact]
    public void Who_holds_most_of_the_memory_is_refused_and_a_quiet_account_is_not()
    {
        var world = Small(2_400_000);
        var quiet = AccountId.Parse("Account", "2000000000000002");
        world.CreateFlow("f", Flows.Call);
        world.Await(engine => engine.Flows.CreateAsync(quiet, new NewFlow(FlowName.Lookup("f"), Flows.Call), CancellationToken.None));
        world.Target.IsHolding = true;
        var loud = Enumerable.Range(0, 60).Select(i => Start(world, $"run{i}", Large)).ToList();
        world.RunUntil(() => loud.TrueForAll(start => start.IsCompleted));
        Assert.Contains(loud, start => start.IsFaulted);

        var small = world.Engine.Executions.StartAsync(
            quiet, new NewExecution(FlowName.Lookup("f"), name: null, Large), CancellationToken.None);
        world.RunUntil(() => small.IsCompleted);

        Assert.True(small.IsCompletedSuccessfully);
        Assert.Contains("memory.budgetMegabytes", Message(loud.First(start => start.IsFaulted)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "ResourceThrottled")]
    public void A_small_start_has_room_though_answers_hold_the_accounts_share(bool isLarge, string? code)
    {
        var world = Small(1_600_000);
        world.CreateFlow("f", Flows.ShortPause);
        var memory = world.Engine.Memory;
        var share = memory.Accounts.Of(AccountId.Default.Value);
        memory.Pot.Take(share, 1_600_000);

        var start = Start(world, "run", isLarge ? Large : null);
        world.RunUntil(() => start.IsCompleted);

        Assert.Equal(code, start.IsFaulted ? Code(start) : null);
    }

    [Fact]
    public void Who_holds_most_of_the_memory_gives_up_what_only_waits_and_a_quiet_account_nothing()
    {
        var world = Small(1_600_000);
        var quiet = AccountId.Parse("Account", "2000000000000002");
        world.CreateFlow("f", Flows.ShortPause);
        world.Await(engine => engine.Flows.CreateAsync(quiet, new NewFlow(FlowName.Lookup("f"), Flows.ShortPause), CancellationToken.None));
        world.Await(engine => engine.Executions.StartAsync(
            quiet, new NewExecution(FlowName.Lookup("f"), name: null, input: null), CancellationToken.None));
        for (var i = 0; i < 100; i++)
        {
            world.Await(_ => Start(world, $"run{i}", Large));
        }

        var residents = world.Engine.Shards.SelectMany(shard => shard.Residents).ToLookup(resident => resident.Revision.Account);
        Assert.Single(residents[quiet]);
        Assert.InRange(residents[AccountId.Default].Count(), 1, 20);
    }

    [Fact]
    public void At_rest_an_account_holds_what_its_executions_in_memory_weigh_and_nothing_for_calls()
    {
        var world = new World(1);
        world.CreateFlow("f", Flows.Call);
        world.Start("f", "first", Large);
        world.RunToRest();
        var others = Used();
        for (var i = 0; i < 20; i++)
        {
            world.Start("f", $"run{i}", Large);
        }

        world.RunToRest();

        Assert.Equal(others, Used());

        long Used() => world.Engine.Memory.Pot.Used
            - world.Engine.Shards.Sum(shard => shard.Residents.Sum(resident => resident.Bytes));
    }

    private static World Small(long bytes) =>
        new(1, new Fates(), budget: new MemoryBudget(Available: 1 << 30, bytes, bytes / 8));

    private static string Message(Task task) => Assert.Single(task.Exception!.InnerExceptions).Message;

    private static readonly string Large = $$"""{"n":1,"x":"{{new string('x', 10_000)}}"}""";

    private static Task<ExecutionView> Start(World world, string name, string? input = null) =>
        world.Engine.Executions.StartAsync(
            AccountId.Default,
            new NewExecution(FlowName.Lookup("f"), ExecutionName.Lookup(name), input),
            CancellationToken.None);

    private static string Code(Task task) =>
        Assert.IsType<ApiException>(Assert.Single(task.Exception!.InnerExceptions)).Code;
}
