using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine.Api;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Tests.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Memory;
using Sluice.Targets;

namespace Sluice.Engine.Tests.Express;

/// <summary>An Express execution that computes for long does so slice by slice, where accounts take turns.</summary>
public sealed class ExpressSlicesTests : IAsyncLifetime
{
    private const string Light = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, End: true }]
        """;

    private static readonly AccountId Loud = AccountId.FromStored("1000000000000001");

    private readonly ComputingByHand _computing = new();
    private readonly EngineOptions _options = new() { SliceWork = 20_000 };
    private SluiceEngine _engine = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = await SluiceEngine.OpenAsync(
            new MemoryStore(shardCount: 2),
            new TargetSet(),
            _options,
            new EnginePorts(
                TimeProvider.System,
                new SystemEntropy(),
                new ComputingApart(new ThreadPoolScheduler(), _computing),
                NullLoggerFactory.Instance)
            {
                Compile = ShortTexts.Compile(Heavy),
            },
            _ => { },
            CancellationToken.None);
        await CreateAsync(AccountId.Default, "light", Light);
        await CreateAsync(Loud, "heavy", ShortTexts.Of(states: 500));
    }

    public async ValueTask DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task What_a_slice_is_not_enough_for_goes_on_in_the_lane_of_its_account()
    {
        var heavy = RunAsync(Loud, "heavy");
        Assert.False(heavy.IsCompleted);
        Assert.Equal(Loud.Value, Assert.Single(_computing.Waiting).Lane.Name);

        // Nobody else waits for it, nor for the threads that compute.
        Assert.Equal(ExecutionStatus.Succeeded, (await RunAsync(AccountId.Default, "light")).Status);
        Assert.Single(_computing.Waiting);

        var works = _computing.RunAll();
        Assert.Equal(ExecutionStatus.Succeeded, (await heavy).Status);
        Assert.True(works.Count > 10, $"{works.Count} slices");
        Assert.All(works.SkipLast(1), work => Assert.InRange(work, _options.SliceWork, 2 * _options.SliceWork));
    }

    [Fact]
    public async Task It_goes_on_to_its_end_when_its_caller_has_gone()
    {
        using var gone = new CancellationTokenSource();
        var heavy = _engine.Executions.StartSyncAsync(Loud, Named("heavy"), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => heavy);
        Assert.Equal(1, _engine.Express.Count);

        _computing.RunAll();
        Assert.Equal(0, _engine.Express.Count);
    }

    [Fact]
    public async Task One_that_is_stopped_ends_at_its_next_slice()
    {
        var heavy = RunAsync(Loud, "heavy");
        _engine.BeginStop();
        var disposal = _engine.DisposeAsync();
        _computing.RunAll();

        Assert.Equal(ExecutionStatus.Stopped, (await heavy).Status);
        await disposal;
    }

    private static string Heavy(int states) => "Type: StateMachine\nSpecVersion: v1\nStartAt: s0\nStates:\n"
        + string.Concat(Enumerable.Range(0, states).Select(i => $"  - {{ Name: s{i}, Type: Pass, Next: s{i + 1} }}\n"))
        + $"  - {{ Name: s{states}, Type: Pass, End: true }}\n";

    private static NewExecution Named(string flow) => new(FlowName.Lookup(flow), name: null, input: null);

    private Task<ExecutionView> RunAsync(AccountId account, string flow) =>
        _engine.Executions.StartSyncAsync(account, Named(flow), CancellationToken.None);

    private Task CreateAsync(AccountId account, string flow, string definition) => _engine.Flows.CreateAsync(
        account,
        new NewFlow(FlowName.Lookup(flow), definition) { Mode = ExecutionMode.Express },
        CancellationToken.None);
}
