using Sluice.Storage;

namespace Sluice.Engine.Express;

/// <summary>Runs that left no record, by flow and hour: added up here, and written behind.</summary>
/// <remarks>Callers on any thread. What a crash leaves unwritten is not counted.</remarks>
internal sealed class UnrecordedCount(IExpressStore store)
{
    private readonly Lock _lock = new();
    private Dictionary<(long FlowId, long Hour), long> _counts = [];

    public void Add(ExecutionRow lost) =>
        Add(lost.FlowId, UnrecordedRuns.HourOf(lost.Stopped ?? lost.Started), count: 1);

    /// <summary>Writes what has been added up.</summary>
    /// <returns>False when the store does not take it: then it is kept for the next time.</returns>
    public async Task<bool> TryWriteAsync()
    {
        var counts = Take();
        if (counts.Count == 0)
        {
            return true;
        }

        try
        {
            await store.CountUnrecordedAsync(
                [.. counts.Select(item => new UnrecordedRuns(item.Key.FlowId, item.Key.Hour, item.Value))],
                CancellationToken.None);
            return true;
        }
        catch (Exception e) when (e is StoreRefusedException or StoreFailedException or StoreDamagedException)
        {
            foreach (var ((flow, hour), count) in counts)
            {
                Add(flow, hour, count);
            }

            return false;
        }
    }

    private Dictionary<(long FlowId, long Hour), long> Take()
    {
        lock (_lock)
        {
            var counts = _counts;
            _counts = [];
            return counts;
        }
    }

    private void Add(long flow, long hour, long count)
    {
        lock (_lock)
        {
            _counts[(flow, hour)] = _counts.GetValueOrDefault((flow, hour)) + count;
        }
    }
}
