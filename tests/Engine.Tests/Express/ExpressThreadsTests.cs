using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage.Memory;
using Sluice.Targets;

namespace Sluice.Engine.Tests.Express;

/// <summary>
/// Goal: no result is lost between threads. Method: many runs at once on the real thread pool, each with calls that are
/// answered by other threads while the run still works.
/// </summary>
public sealed class ExpressThreadsTests
{
    private const int Runs = 2_000;

    // A lost result leaves its run waiting; the bound only ends the test then.
    [Fact(Timeout = 120_000)]
    public async Task Every_run_takes_all_its_results_from_whatever_thread()
    {
        await using var engine = await SluiceEngine.OpenAsync(
            new MemoryStore(shardCount: 2),
            new TargetSet(new HastyTarget()),
            new EngineOptions { ExpressRecords = 10 },
            EnginePorts.OfThisMachine(NullLoggerFactory.Instance),
            _ => { },
            CancellationToken.None);
        await engine.Flows.CreateAsync(
            AccountId.Default,
            new NewFlow(FlowName.Lookup("f"), ExpressFlows.Fan) { Mode = ExecutionMode.Express },
            CancellationToken.None);

        var ended = await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => Task.Run(() =>
            engine.Executions.StartSyncAsync(
                AccountId.Default,
                new NewExecution(FlowName.Lookup("f"), name: null, input: """{"items":[1,2,3,4,5,6,7,8]}"""),
                CancellationToken.None))))
            .WaitAsync(TestContext.Current.CancellationToken);

        Assert.All(ended, view => Assert.Equal("""{"n":8}"""u8.ToArray(), view.Output));
        Assert.Equal(Runs, ended.Select(view => (view.Id, view.Name)).Distinct().Count());
        Assert.Equal(0, engine.Express.Count);
    }

    /// <summary>Answers at once, now on its caller's thread and now on another one.</summary>
    private sealed class HastyTarget : ITaskTarget
    {
        private int _calls;

        public IReadOnlyCollection<string> Actions => ["HTTP:Request"];

        public async Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _calls) % 3 > 0)
            {
                await Task.Yield();
            }

            return JsonPayload.EmptyObject;
        }
    }
}
