using Sluice.Model;

namespace Sluice.Storage.Memory;

/// <summary>Executions found across the flows of an account, and by what links them.</summary>
internal sealed class ExecutionFinder(MemoryData data)
{
    public ExecutionPage Search(ExecutionSearch search)
    {
        var found = Found(search).OrderByDescending(PlaceOf)
            .Where(row => search.After is not { } after || PlaceOf(row).CompareTo(after) < 0)
            .Take(search.Limit + 1)
            .Select(WithoutPayloads).ToList();
        return found.Count <= search.Limit
            ? new(found, Next: null)
            : new(found[..search.Limit], PlaceOf(found[search.Limit - 1]));
    }

    public ExecutionCount Count(ExecutionSearch search, int most)
    {
        var count = Found(search).LongCount();
        return new(Math.Min(count, most), count <= most);
    }

    public IReadOnlyList<ExecutionRow> ListChildren(ExecutionId parent, ExecutionId after, int limit) =>
        Linked(row => row.Parent == parent, after, limit);

    public IReadOnlyList<ExecutionRow> ListReruns(ExecutionId original, ExecutionId after, int limit) =>
        Linked(row => row.RerunOf == original, after, limit);

    private IReadOnlyList<ExecutionRow> Linked(Func<ExecutionRow, bool> isLinked, ExecutionId after, int limit) =>
    [
        .. data.Executions.Values.Where(row => isLinked(row) && row.Id.CompareTo(after) > 0)
            .OrderBy(row => row.Id).Take(limit).Select(WithoutPayloads),
    ];

    private IEnumerable<ExecutionRow> Found(ExecutionSearch search)
    {
        var flows = data.LiveFlowsOf(search.Account).Select(flow => flow.Id).ToHashSet();
        return data.Executions.Values.Where(row => flows.Contains(row.FlowId) && Matches(row, search));
    }

    private bool Matches(ExecutionRow row, ExecutionSearch search) =>
        (search.FlowId is not { } flow || row.FlowId == flow)
        && (row.MapRun is null || search.MapChildren)
        && (search.Status is not { } status || row.Status == status)
        && (search.StartedFrom is not { } from || row.Started >= from)
        && (search.StartedTo is not { } to || row.Started <= to)
        && (search.Name is not { } name || row.Name == name)
        && (search.NamePrefix is not { } prefix || row.Name.StartsWith(prefix, StringComparison.Ordinal))
        && (search.FailedState is not { } state || row.FailedState == state)
        && (search.Error is not { } error || row.Error == error)
        && (!search.Retrying || row.Retrying)
        && (!search.Waiting || row.Waiting)
        && search.Keys.All(key => data.SearchValues.Contains(new(row.Id, key)));

    private static ExecutionPlace PlaceOf(ExecutionRow row) => new(row.Started, row.Id);

    private static ExecutionRow WithoutPayloads(ExecutionRow row) => row with { Input = null, Output = null };
}
