using Sluice.Storage;

namespace Sluice.Engine.Express;

/// <summary>Keeps the newest records of each Express flow and removes the others, so that the disk does not fill up.</summary>
/// <param name="most">Records of one flow to keep; up to a tenth more stay until it is worth looking.</param>
internal sealed class ExpressRetention(IRetentionStore store, int most)
{
    /// <summary>Records removed between two looks at whether others wait.</summary>
    private const int RecordsPerStep = 1_000;

    /// <summary>Records written since a flow was last looked at; absent until the first ones.</summary>
    private readonly Dictionary<long, int> _written = [];

    private readonly int _slack = most / 10;

    /// <summary>These records were written just now; makes room for them.</summary>
    /// <remarks>Children of a map run stay: they belong to a Standard execution, and so does their flow.</remarks>
    public async Task TrimAsync(IReadOnlyList<ExecutionRow> written)
    {
        foreach (var (flowId, count) in written.Where(row => row.MapRun is null).CountBy(row => row.FlowId))
        {
            // A flow that has not been seen since the engine was opened may have more than it should.
            _written[flowId] = _written.GetValueOrDefault(flowId, _slack) + count;
            if (_written[flowId] > _slack && await TryTrimAsync(flowId))
            {
                _written[flowId] = 0;
            }
        }
    }

    /// <returns>False when the store cannot do it now; the next records lead here again.</returns>
    private async Task<bool> TryTrimAsync(long flowId)
    {
        try
        {
            await TrimAsync(flowId);
            return true;
        }
        catch (StoreRefusedException)
        {
            return false;
        }
    }

    private async Task TrimAsync(long flowId)
    {
        var surplus = await store.CountEndedAsync(flowId, CancellationToken.None) - most;
        while (surplus > 0)
        {
            var removed = await store.PurgeEndedAsync(
                flowId, (int)Math.Min(surplus, RecordsPerStep), CancellationToken.None);
            surplus = removed == 0 ? 0 : surplus - removed;
        }
    }
}
