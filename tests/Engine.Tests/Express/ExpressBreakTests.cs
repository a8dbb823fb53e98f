using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine.Api;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage.Memory;
using Sluice.Targets;

namespace Sluice.Engine.Tests.Express;

/// <summary>A bug of ours inside one run: the interpreter is broken by randomness that fails.</summary>
public sealed class ExpressBreakTests : IAsyncLifetime
{
    private readonly BrittleEntropy _entropy = new();
    private readonly SilentTarget _target = new();
    private SluiceEngine _engine = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = await SluiceEngine.OpenAsync(
            new MemoryStore(shardCount: 2),
            new TargetSet(_target),
            new EngineOptions(),
            new EnginePorts(TimeProvider.System, _entropy, new ThreadPoolScheduler(), NullLoggerFactory.Instance),
            _ => { },
            CancellationToken.None);
        await CreateAsync("f", ExpressFlows.Pass);
        await CreateAsync("call", ExpressFlows.Call);
    }

    public async ValueTask DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task A_run_that_breaks_at_its_start_ends_alone()
    {
        // Two seeds make the name; the third is the turn's.
        _entropy.Left = 2;
        Assert.Equal("InternalServerError", await RefusalAsync("f"));

        _entropy.Left = int.MaxValue;
        Assert.Equal(ExecutionStatus.Succeeded, (await RunAsync("f")).Status);
        Assert.Equal(0, _engine.Express.Count);
    }

    [Fact]
    public async Task A_run_that_breaks_when_it_is_brought_something_ends_alone_and_is_answered()
    {
        var run = RunAsync("call");
        await _target.Called.Task;
        _entropy.Left = 0;
        _target.Answer.SetResult(JsonPayload.EmptyObject);

        var refused = await Assert.ThrowsAsync<ApiException>(() => run);

        Assert.Equal("InternalServerError", refused.Code);
        _entropy.Left = int.MaxValue;
        Assert.Equal(ExecutionStatus.Succeeded, (await RunAsync("f")).Status);
        Assert.Equal(0, _engine.Express.Count);
    }

    private Task CreateAsync(string name, string definition) => _engine.Flows.CreateAsync(
        AccountId.Default,
        new NewFlow(FlowName.Lookup(name), definition) { Mode = ExecutionMode.Express },
        CancellationToken.None);

    private Task<ExecutionView> RunAsync(string flow) => _engine.Executions.StartSyncAsync(
        AccountId.Default, new NewExecution(FlowName.Lookup(flow), name: null, input: null), CancellationToken.None);

    private async Task<string> RefusalAsync(string flow) =>
        (await Assert.ThrowsAsync<ApiException>(() => RunAsync(flow))).Code;

    private sealed class BrittleEntropy : IEntropy
    {
        private readonly SystemEntropy _inner = new();

        /// <summary>Seeds to give before it fails.</summary>
        public int Left { get; set; } = int.MaxValue;

        public UInt128 NextSeed() =>
            Left-- > 0 ? _inner.NextSeed() : throw new InvalidOperationException("no randomness left");
    }

    private sealed class SilentTarget : ITaskTarget
    {
        public TaskCompletionSource Called { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<Outcome<JsonPayload>> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyCollection<string> Actions => ["HTTP:Request"];

        public Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
        {
            Called.TrySetResult();
            return Answer.Task;
        }
    }
}
