using System.Collections.Immutable;
using Sluice.Model;

namespace Sluice.Storage.Memory;

/// <summary>Ended executions taken away, with all that belongs to them.</summary>
internal sealed partial record MemoryData
{
    public IReadOnlyList<long> ReadFlowsWithEnded(long after, int limit) =>
        [.. Executions.Values.Where(row => row.Status.HasEnded() && row.FlowId > after).Select(row => row.FlowId).Distinct().Order().Take(limit)];

    public long CountEndedRoots(long flowId) =>
        Executions.Values.LongCount(row => row.FlowId == flowId && row.Status.HasEnded() && row.MapRun is null);

    public IReadOnlyList<EndedExecution> ReadEndedRoots(long flowId, long? stoppedBefore, int limit)
    {
        var open = MapRuns.Values.Where(run => run.IsOpen).Select(run => run.Execution).ToHashSet();
        return
        [
            .. Executions.Values
                .Where(row => row.FlowId == flowId && row.Status.HasEnded() && row.MapRun is null && !open.Contains(row.Id))
                .Where(row => stoppedBefore is null || row.Stopped < stoppedBefore)
                .OrderBy(row => row.Stopped).ThenBy(row => row.Id).Take(limit)
                .Select(row => new EndedExecution(row.Id, row.Name)),
        ];
    }

    public (MemoryData Next, int Removed) PurgeEnded(long flowId, int limit)
    {
        var open = MapRuns.Values.Where(run => run.IsOpen).Select(run => run.Execution).ToHashSet();
        var ended = Executions.Values
            .Where(row => row.FlowId == flowId && row.Status.HasEnded() && !open.Contains(row.Id))
            .OrderBy(row => row.Stopped).ThenBy(row => row.Id).Take(limit).ToList();
        return (Without(ended), ended.Count);
    }

    public (MemoryData Next, int Removed) PurgeStopped(long stoppedBefore, int limit)
    {
        var gone = new HashSet<ExecutionId>();
        var before = UnrecordedRuns.HourOf(stoppedBefore);
        var stopped = Executions.Values
            .Where(row => row.MapRun is null && row.Status.HasEnded() && row.Stopped < stoppedBefore)
            .OrderBy(row => row.Stopped).ThenBy(row => row.Id);
        foreach (var row in stopped)
        {
            TakeTree(row, gone, limit);
        }

        var next = Without([.. gone.Select(id => Executions[id])]);
        return (next with { Servers = Servers.Without(key => key.Hour < before) }, gone.Count);
    }

    public (MemoryData Next, RemovalStep Step) RemoveEnded(ExecutionId execution, ShardEpoch owner)
    {
        var gone = new HashSet<ExecutionId>();
        var row = Executions.GetValueOrDefault(execution);
        var isGone = row is null || (IsCurrent(owner) && TakeTree(row, gone, limit: 50));
        return (Without([.. gone.Select(id => Executions[id])]), new(gone.Count, isGone));
    }

    /// <returns>Whether the execution and all below it are among <paramref name="gone"/> now.</returns>
    private bool TakeTree(ExecutionRow row, HashSet<ExecutionId> gone, int limit)
    {
        var runs = MapRuns.Values.Where(run => run.Execution == row.Id).ToList();
        return row.Status.HasEnded()
            && !runs.Exists(run => run.IsOpen)
            && runs.TrueForAll(run => TakeChildren(row.FlowId, run.Name, gone, limit))
            && gone.Count < limit
            && gone.Add(row.Id);
    }

    private bool TakeChildren(long flowId, string run, HashSet<ExecutionId> gone, int limit)
    {
        var left = Executions.Values.Where(row => row.FlowId == flowId && row.MapRun == run)
            .OrderBy(row => row.Started).ThenBy(row => row.Id)
            .Count(child => !TakeTree(child, gone, limit));
        return left == 0;
    }

    private MemoryData Without(IReadOnlyList<ExecutionRow> rows) => (this with
    {
        Executions = Executions.RemoveRange(rows.Select(row => row.Id)),
        Names = Names.RemoveRange(rows.Select(row => (row.FlowId, row.Name))),
        Journals = Journals.RemoveRange(rows.Select(row => row.Id)),
        SearchValues = WithoutValuesOf(rows),
    }).WithoutMapRuns(rows.Select(row => row.Id));

    private ImmutableHashSet<SearchRow> WithoutValuesOf(IReadOnlyList<ExecutionRow> rows)
    {
        var gone = rows.Select(row => row.Id).ToHashSet();
        return SearchValues.IsEmpty ? SearchValues : SearchValues.Except(SearchValues.Where(row => gone.Contains(row.Execution)));
    }
}
