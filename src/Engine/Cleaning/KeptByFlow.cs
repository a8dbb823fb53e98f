using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Watching;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Cleaning;

/// <summary>Removes of each flow what goes beyond its own rule: by number, and by an age that is not that of all flows.</summary>
/// <remarks>
/// Each execution is removed by its shard, as a caller would have it removed: one that is redriven in that moment stays. What
/// has the age of all flows leaves by <see cref="OldExecutions"/>, many at a time, unless a flow is kept for longer.
/// </remarks>
internal sealed class KeptByFlow(
    IRetentionStore store,
    IUsageStore usage,
    Catalog catalog,
    IShardLink link,
    RecentEnds recentEnds,
    Clock clock,
    EngineOptions options)
{
    private const int FlowsPerRead = 100;
    private const int ExecutionsPerStep = 100;

    /// <summary>Up to so many are counted each time; of more, only when a tenth of what is kept has come since.</summary>
    private const int CountedAtOnce = 10_000;

    private readonly Dictionary<long, long> _counted = [];

    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        var (after, isLast) = (0L, false);
        while (!isLast)
        {
            var flows = await store.ReadFlowsWithEndedAsync(after, FlowsPerRead, cancellationToken);
            foreach (var id in flows)
            {
                await CleanAsync(id, cancellationToken);
                after = id;
            }

            isLast = flows.Count < FlowsPerRead;
        }
    }

    private async Task CleanAsync(long flowId, CancellationToken cancellationToken)
    {
        // Of a deleted one all leaves anyway.
        if (await catalog.FindLiveFlowAsync(flowId, cancellationToken) is not { } flow)
        {
            _counted.Remove(flowId);
            return;
        }

        var rule = options.RetentionOf(flow.Account, flow.Name);
        if (rule.Age is { } age && (age != options.Retention || options.KeepsSomeLonger))
        {
            await RemoveOldAsync(flow, age, cancellationToken);
        }

        if (rule.Count is { } most && await HasGrownAsync(flowId, most, cancellationToken))
        {
            await RemoveSurplusAsync(flow, most, cancellationToken);
            _counted[flowId] = (await usage.ReadUsageAsync(flowId, cancellationToken)).Executions;
        }
    }

    private async Task RemoveOldAsync(FlowRow flow, TimeSpan age, CancellationToken cancellationToken)
    {
        var removed = ExecutionsPerStep;
        while (removed == ExecutionsPerStep)
        {
            var before = (clock.Now - age).ToUnixTimeMilliseconds();
            removed = await RemoveAsync(
                flow, await store.ReadEndedRootsAsync(flow.Id, before, ExecutionsPerStep, cancellationToken), cancellationToken);
        }
    }

    private async Task RemoveSurplusAsync(FlowRow flow, long most, CancellationToken cancellationToken)
    {
        var surplus = await store.CountEndedRootsAsync(flow.Id, cancellationToken) - most;
        while (surplus > 0)
        {
            var step = (int)Math.Min(surplus, ExecutionsPerStep);
            var removed = await RemoveAsync(
                flow, await store.ReadEndedRootsAsync(flow.Id, stoppedBefore: null, step, cancellationToken), cancellationToken);
            surplus = removed == step ? surplus - removed : 0;
        }
    }

    private async ValueTask<bool> HasGrownAsync(long flowId, long most, CancellationToken cancellationToken)
    {
        var stored = (await usage.ReadUsageAsync(flowId, cancellationToken)).Executions;
        if (stored <= CountedAtOnce || !_counted.TryGetValue(flowId, out var counted))
        {
            return true;
        }

        _counted[flowId] = Math.Min(stored, counted);
        return stored - counted > most / 10;
    }

    /// <returns>How many are gone.</returns>
    private async Task<int> RemoveAsync(
        FlowRow flow, IReadOnlyList<EndedExecution> executions, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var execution in executions)
        {
            removed += await TryRemoveAsync(flow, execution, cancellationToken) ? 1 : 0;
        }

        return removed;
    }

    private async Task<bool> TryRemoveAsync(FlowRow flow, EndedExecution execution, CancellationToken cancellationToken)
    {
        try
        {
            // One with many children leaves in steps.
            while (!await link.AskAsync(execution.Id.Shard, new DeleteRequest(execution.Id) { Owner = flow.Account }))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (Exception e) when (e is ApiException or StoreDamagedException)
        {
            // It goes on meanwhile, its shard cannot do it now, or it is damaged: the next round looks again.
            return false;
        }

        recentEnds.Forget(flow.Id, execution.Name, execution.Id);
        cancellationToken.ThrowIfCancellationRequested();
        return true;
    }
}
