using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine.Api;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Tests.Scheduling;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Storage.Memory;
using Sluice.Targets;
using Sluice.Testing.Time;
using Sluice.Testing.Worlds;

namespace Sluice.Engine.Tests.Shards;

/// <summary>A Standard execution that a slice is not enough for goes on where it holds up nobody else.</summary>
public sealed class HeavyTurnTests : IAsyncLifetime
{
    private static readonly AccountId Loud = AccountId.FromStored("1000000000000001");
    private static readonly AccountId Louder = AccountId.FromStored("1000000000000002");

    private readonly ComputingByHand _computing = new();
    private readonly SteppedScheduler _light = new();
    private readonly EngineOptions _options = new() { SliceWork = 20_000, QuantumWork = 100_000 };
    private SluiceEngine _engine = null!;

    public async ValueTask InitializeAsync()
    {
        var opening = SluiceEngine.OpenAsync(
            new MemoryStore(shardCount: 1),
            new TargetSet(),
            _options,
            new EnginePorts(
                new VirtualTime(),
                new SystemEntropy(),
                new ComputingApart(_light, _computing),
                NullLoggerFactory.Instance)
            {
                Compile = ShortTexts.Compile(Passes),
            },
            _ => { },
            CancellationToken.None);
        Run();
        _engine = await opening;
        await CreateAsync(AccountId.Default, "light", states: 1);
        await CreateAsync(Loud, "heavy", states: 1_000);
        await CreateAsync(Louder, "heavy", states: 1_000);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_rests_within_a_slice_needs_no_thread_that_computes()
    {
        var light = Start(AccountId.Default, "light");
        Run();

        Assert.Equal(ExecutionStatus.Succeeded, (await light).Status);
        Assert.Empty(_computing.Waiting);
    }

    [Fact]
    public async Task What_goes_on_does_so_in_the_lane_of_its_account_and_others_of_its_shard_do_not_wait_for_it()
    {
        var heavy = Start(Loud, "heavy");
        Run();
        Assert.Equal(ExecutionStatus.Running, (await heavy).Status);
        Assert.Equal(Loud.Value, Assert.Single(_computing.Waiting).Lane.Name);

        var light = Start(AccountId.Default, "light");
        Run();
        Assert.Equal(ExecutionStatus.Succeeded, (await light).Status);
        Assert.Single(_computing.Waiting);
    }

    [Fact]
    public async Task A_turn_ends_at_the_quantum_and_what_it_decided_is_stored_before_the_next()
    {
        var heavy = await RunToFirstStop(Loud);
        var works = new List<long>();
        var stored = new List<long>();
        while (_computing.Waiting.Count > 0)
        {
            works.Add(_computing.RunOne());
            Run();
            stored.Add((await HistoryAsync(heavy)).Count);
        }

        Assert.True(works.Count > 5, $"{works.Count} turns");
        Assert.All(works, work => Assert.InRange(work, 1, _options.QuantumWork + (2 * _options.SliceWork)));
        Assert.All(works.SkipLast(1), work => Assert.True(work >= _options.QuantumWork, $"{work}"));
        Assert.All(stored.Zip(stored.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.Equal(ExecutionStatus.Succeeded, (await DescribeAsync(heavy)).Status);
    }

    [Fact]
    public async Task Once_a_flow_is_known_to_be_heavy_its_executions_enter_no_step_before_their_lane_has_its_turn()
    {
        var first = await RunToFirstStop(Loud);
        Assert.True((await HistoryAsync(first)).Count > 1);

        var second = await RunToFirstStop(Loud);
        Assert.Equal(EventType.ExecutionStarted, Assert.Single(await HistoryAsync(second)).Type);

        while (_computing.Waiting.Count > 0)
        {
            _computing.RunOne();
            Run();
        }

        Assert.Equal(ExecutionStatus.Succeeded, (await DescribeAsync(second)).Status);
    }

    [Fact]
    public async Task Each_account_has_one_turn_at_a_time_in_a_shard_however_many_executions_go_on()
    {
        for (var i = 0; i < 10; i++)
        {
            await RunToFirstStop(Loud);
        }

        await RunToFirstStop(Louder);
        Assert.Equal([Loud.Value, Louder.Value], _computing.Waiting.Select(item => item.Lane.Name));

        _computing.RunOne();
        Assert.Equal([Louder.Value, Loud.Value], _computing.Waiting.Select(item => item.Lane.Name));
    }

    [Fact]
    public async Task Executions_of_one_account_go_on_slice_by_slice_beside_each_other()
    {
        var first = await RunToFirstStop(Loud);
        var second = await RunToFirstStop(Loud);
        var (before, other) = ((await HistoryAsync(first)).Count, (await HistoryAsync(second)).Count);
        _computing.RunOne();
        Run();

        Assert.True((await HistoryAsync(first)).Count > before);
        Assert.True((await HistoryAsync(second)).Count > other);
    }

    [Fact]
    public async Task One_that_is_stopped_meanwhile_does_not_go_on()
    {
        var heavy = await RunToFirstStop(Loud);
        var stop = _engine.Executions.StopAsync(Loud, KeyOf(heavy), error: null, cause: null, CancellationToken.None);
        Run();
        Assert.Equal(ExecutionStatus.Stopped, (await stop).Status);
        var events = (await HistoryAsync(heavy)).Count;

        _computing.RunAll();
        Run();
        Assert.Equal(events, (await HistoryAsync(heavy)).Count);
        Assert.Empty(_computing.Waiting);
    }

    private static string Passes(int states) => "Type: StateMachine\nSpecVersion: v1\nStartAt: s0\nStates:\n"
        + string.Concat(Enumerable.Range(0, states).Select(i => $"  - {{ Name: s{i}, Type: Pass, Next: s{i + 1} }}\n"))
        + $"  - {{ Name: s{states}, Type: Pass, End: true }}\n";

    private async Task<ExecutionView> RunToFirstStop(AccountId account)
    {
        var start = Start(account, "heavy");
        Run();
        return await start;
    }

    private static ExecutionKey KeyOf(ExecutionView execution) =>
        new(FlowName.Lookup("heavy"), ExecutionName.Lookup(execution.Name));

    private Task<ExecutionView> Start(AccountId account, string flow) => _engine.Executions.StartAsync(
        account, new NewExecution(FlowName.Lookup(flow), name: null, input: null), CancellationToken.None);

    private Task<ExecutionView> DescribeAsync(ExecutionView execution) => _engine.Executions.DescribeAsync(
        Loud, KeyOf(execution), TimeSpan.Zero, CancellationToken.None);

    private async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(ExecutionView execution) =>
        (await _engine.Executions.GetHistoryAsync(
            Loud, KeyOf(execution), 1, limit: 10_000, CancellationToken.None)).Events;

    private async Task CreateAsync(AccountId account, string flow, int states)
    {
        var created = _engine.Flows.CreateAsync(
            account, new NewFlow(FlowName.Lookup(flow), ShortTexts.Of(states)), CancellationToken.None);
        Run();
        await created;
    }

    private void Run()
    {
        while (!_light.IsIdle)
        {
            _light.RunOne();
        }
    }
}
