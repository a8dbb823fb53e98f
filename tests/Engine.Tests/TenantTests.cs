using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests;

/// <summary>Accounts beside each other on one engine: what one does costs another little, and nothing is left taken.</summary>
public sealed class TenantTests
{
    private const string Busy = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: each
        States:
          - Name: each
            Type: Map
            ItemsPath: $Input.items
            Processor: { StartAt: one, States: [{ Name: one, Type: Pass, End: true }] }
            End: true
        """;

    private const string Pass = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, End: true }]
        """;

    private const string Call = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States: [{ Name: call, Type: Task, Action: HTTP:Request, Parameters: { value: 1 }, End: true }]
        """;

    private static readonly AccountId Loud = AccountId.FromStored("1000000000000001");
    private static readonly AccountId Quiet = AccountId.FromStored("1000000000000002");
    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 6)];

    private static readonly string Items = $"{{\"items\":[{string.Join(',', Enumerable.Repeat(1, 400))}]}}";

    // Goal: a quiet account is never refused, and waits for turns and not for executions. Method: what the loud one has come to
    // when the quiet one's executions have ended, one after the other.
    [Theory, MemberData(nameof(Seeds))]
    public void Beside_many_busy_executions_of_another_a_quiet_accounts_ends_and_is_not_refused(int seed)
    {
        var world = new World(seed, options: new EngineOptions { MailboxCapacity = 40 });
        Create(world, Loud, "busy", Busy);
        Create(world, Quiet, "pass", Pass);
        var loud = Enumerable.Range(0, 100).Select(i => Start(world, Loud, "busy", $"run{i}", Items)).ToList();
        for (var i = 0; i < 5; i++)
        {
            var quiet = Start(world, Quiet, "pass", $"run{i}", input: null);
            world.RunUntil(() => quiet.IsCompleted);
            Assert.True(quiet.IsCompletedSuccessfully, quiet.Exception?.Message);
        }

        // Whole executions of the other were not waited for: 400 iterations of six events, and six more.
        var taken = loud.Count(start => start.IsCompletedSuccessfully);
        Assert.True(EventsOf(world, loud) < taken * 2_406L);
        world.RunToRest();
        CheckNothingIsTaken(world);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_host_that_hangs_for_one_account_does_not_keep_anothers_calls_and_at_rest_nothing_is_taken(int seed)
    {
        var random = new Random(seed);
        var world = new World(
            seed,
            _ => random.Next(8) == 0 ? CommitFate.Refused : CommitFate.Written,
            new EngineOptions { ConcurrentCalls = 10 });
        Create(world, Loud, "call", Call);
        Create(world, Quiet, "call", Call);
        world.Target.IsHolding = true;
        var started = Enumerable.Range(0, 40).Select(i => Start(world, Loud, "call", $"run{i}", input: null)).ToList();
        world.RunUntil(() => false, world.Time.GetUtcNow());
        started.Add(Start(world, Quiet, "call", "run", input: null));
        world.RunUntil(() => false, world.Time.GetUtcNow() + TimeSpan.FromSeconds(10));

        if (started[^1].IsCompletedSuccessfully)
        {
            Assert.Contains(world.Target.Waiting, call => call.Content.Context.Account == Quiet);
        }

        world.Target.IsHolding = false;
        world.RunToRest();
        CheckNothingIsTaken(world);
    }

    private static void CheckNothingIsTaken(World world)
    {
        Assert.Equal((0, 0), (world.Engine.Calls.Out, world.Engine.Calls.Waiting));
        Assert.All(new[] { Loud, Quiet }, account => Assert.Equal(0, world.Engine.Waiting(account)));
        Assert.False(world.Engine.Unwritten.IsShared);
        Assert.Empty(world.Engine.Unwritten.Held);
    }

    private static long EventsOf(World world, IEnumerable<Task<ExecutionView>> starts) => starts
        .Where(start => start.IsCompletedSuccessfully)
        .Sum(start => world.Store.ReadEventsAsync(start.Result.Id, 1, int.MaxValue, long.MaxValue, CancellationToken.None)
            .AsTask().GetAwaiter().GetResult().Sum(row => (long)row.EventCount));

    private static void Create(World world, AccountId account, string flow, string definition)
    {
        while (true)
        {
            try
            {
                world.Await(engine => engine.Flows.CreateAsync(
                    account, new NewFlow(FlowName.Lookup(flow), definition), CancellationToken.None));
                return;
            }
            catch (ApiException e) when (e.HttpStatus == 500)
            {
                // The store has refused it just now.
            }
        }
    }

    private static Task<ExecutionView> Start(World world, AccountId account, string flow, string name, string? input) =>
        world.Engine.Executions.StartAsync(
            account,
            new NewExecution(FlowName.Lookup(flow), ExecutionName.Lookup(name), input),
            CancellationToken.None);
}
