using System.Collections.Immutable;
using Sluice.Model;

namespace Sluice.Storage.Memory;

/// <summary>Map runs and their pages.</summary>
internal sealed partial record MemoryData
{
    private ImmutableSortedDictionary<string, MapRunRow> MapRuns { get; init; } =
        ImmutableSortedDictionary.Create<string, MapRunRow>(TextOrder.Instance);

    private ImmutableDictionary<string, ImmutableList<MapPage>> MapPages { get; init; } =
        ImmutableDictionary<string, ImmutableList<MapPage>>.Empty;

    public MapRunRow? FindMapRun(ExecutionId execution, string name) =>
        MapRuns.TryGetValue(name, out var row) && row.Execution == execution ? row : null;

    public IReadOnlyList<MapRunRow> ReadMapRuns(ExecutionId execution, string after, int limit) =>
        [.. MapRuns.Values
            .Where(row => row.Execution == execution && TextOrder.Instance.Compare(row.Name, after) > 0)
            .Take(limit)];

    public IReadOnlyList<MapRunRow> ReadOpenMapRuns(int shard, string after, int limit) =>
        [.. MapRuns.Values
            .Where(row => row.IsOpen && row.Execution.Shard == shard && TextOrder.Instance.Compare(row.Name, after) > 0)
            .Take(limit)];

    public IReadOnlyList<MapPage> ReadMapPages(string run, int from, int maxBytes)
    {
        var pages = new List<MapPage>();
        var bytes = 0;
        foreach (var page in MapPages.GetValueOrDefault(run, []).Where(page => page.Number >= from))
        {
            pages.Add(page);
            bytes += page.Body.Length;
            if (bytes >= maxBytes)
            {
                break;
            }
        }

        return pages;
    }

    /// <remarks>A run may get its last page and be closed by the same batch.</remarks>
    private MemoryData WriteMapRuns(CommitBatch batch)
    {
        var next = batch.MapRuns.Aggregate(this, (data, row) => data.Put(row with { IsOpen = true }));
        next = batch.MapPages.Aggregate(next, (data, page) => data.Append(page));
        next = batch.LastMapRuns().Where(row => !row.IsOpen).Aggregate(next, (data, row) => data.Put(row));
        return batch.DroppedMapPages.Aggregate(next, (data, pages) => data.Drop(pages));
    }

    private MemoryData WithoutMapRuns(IEnumerable<ExecutionId> executions)
    {
        var gone = executions.ToHashSet();
        var names = MapRuns.Values.Where(run => gone.Contains(run.Execution)).Select(run => run.Name).ToList();
        return this with { MapRuns = MapRuns.RemoveRange(names), MapPages = MapPages.RemoveRange(names) };
    }

    private MemoryData Put(MapRunRow row) => this with
    {
        MapRuns = Executions.ContainsKey(row.Execution)
            ? MapRuns.SetItem(row.Name, row)
            : throw new BatchConflictException($"Map run {row.Name} belongs to {row.Execution}, which is not stored."),
    };

    private MemoryData Append(MapPage page)
    {
        if (!MapRuns.TryGetValue(page.Run, out var run) || !run.IsOpen)
        {
            throw new BatchConflictException($"Map run {page.Run} gets a page, and is not stored or not open.");
        }

        var pages = MapPages.GetValueOrDefault(page.Run, []);
        return page.Number >= 0 && (pages.IsEmpty || page.Number > pages[^1].Number)
            ? this with { MapPages = MapPages.SetItem(page.Run, pages.Add(page)) }
            : throw new BatchConflictException(
                $"Map run {page.Run} goes on behind its last page, not with {page.Number}.");
    }

    private MemoryData Drop(MapPageRange dropped) => MapPages.TryGetValue(dropped.Run, out var pages)
        ? this with { MapPages = MapPages.SetItem(dropped.Run, pages.RemoveAll(page => page.Number >= dropped.From)) }
        : this;
}
