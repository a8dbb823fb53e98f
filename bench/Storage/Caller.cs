using System.Diagnostics;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Bench.Storage;

/// <summary>Carries some executions at once from start to end, a step of each in every commit, for some time.</summary>
internal sealed class Caller(IStore store, long epoch, int batch, Func<int, ExecutionId> newId)
{
    public const int Steps = 10;
    public const int EventBytes = 600;
    public const int StateBytes = 400;

    private readonly byte[] _events = new byte[EventBytes];
    private readonly byte[] _state = new byte[StateBytes];
    private readonly ExecutionId[] _live = new ExecutionId[batch];

    /// <summary>How long each commit took, in milliseconds.</summary>
    public async Task<List<double>> RunAsync(TimeSpan time)
    {
        var commits = new List<double>();
        var watch = Stopwatch.StartNew();
        for (var step = 0; watch.Elapsed < time || step % Steps != 0; step++)
        {
            var begun = watch.Elapsed;
            var result = await store.CommitAsync(Batch(step % Steps), CancellationToken.None);
            commits.Add((watch.Elapsed - begun).TotalMilliseconds);
            if (result != CommitResult.Durable)
            {
                throw new InvalidOperationException($"A commit ended as {result}.");
            }
        }

        return commits;
    }

    private CommitBatch Batch(int step)
    {
        var made = new CommitBatch();
        made.Epochs.Add(new(0, epoch));
        for (var n = 0; n < batch; n++)
        {
            if (step == 0)
            {
                _live[n] = newId(0);
                made.Inserts.Add(Row(_live[n]));
            }

            var kind = step == 0 ? StateForm.Snapshot : StateForm.Changes;
            made.Journal.Add(new(_live[n], (2 * step) + 1, 2, _events, _state, kind));
            if (step == Steps - 1)
            {
                made.Changes.Add(new(_live[n], ExecutionStatus.Succeeded, _live[n].UnixMilliseconds + 5, null));
            }
        }

        return made;
    }

    private static ExecutionRow Row(ExecutionId id) => new()
    {
        Id = id,
        FlowId = 1,
        RevisionId = 1,
        Name = $"order-{id}",
        Status = ExecutionStatus.Running,
        Started = id.UnixMilliseconds,
        WakeAt = 0,
    };
}
