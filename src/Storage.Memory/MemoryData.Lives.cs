using System.Collections.Immutable;

namespace Sluice.Storage.Memory;

/// <summary>When servers worked on the store, and what Express executions they left no record of.</summary>
internal sealed partial record MemoryData
{
    private ImmutableList<ServerLife> Lives { get; init; } = [];

    private ImmutableSortedDictionary<(long FlowId, long Hour), long> Unrecorded { get; init; } =
        ImmutableSortedDictionary<(long, long), long>.Empty;

    public (MemoryData Next, long Life) BeginLife(ServerTerms terms, long started, bool isAlone)
    {
        var before = isAlone ? Lives.ConvertAll(life => life.Ended is null ? CutShort(life) : life) : Lives;
        var life = new ServerLife(Lives.Count + 1, terms, started, Ended: null, IsEndExact: false);
        return (this with { Lives = before.Add(life) }, life.Id);
    }

    public (MemoryData Next, bool Ended) EndLife(long id, long ended)
    {
        var index = Lives.FindIndex(life => life.Id == id && life.Ended is null);
        return index < 0
            ? (this, false)
            : (this with { Lives = Lives.SetItem(index, Lives[index] with { Ended = ended, IsEndExact = true }) }, true);
    }

    public IReadOnlyList<ServerLife> ListLives(long from, long to) =>
    [
        .. Lives.Where(life => life.Started <= to && (life.Ended ?? long.MaxValue) >= from)
            .OrderBy(life => life.Started).ThenBy(life => life.Id),
    ];

    public (MemoryData Next, long Added) CountUnrecorded(IReadOnlyList<UnrecordedRuns> lost)
    {
        var (counts, added) = (Unrecorded, 0L);
        foreach (var runs in lost.Where(runs => FindFlow(runs.FlowId) is not null))
        {
            var key = (runs.FlowId, UnrecordedRuns.HourOf(runs.Hour));
            counts = counts.SetItem(key, counts.GetValueOrDefault(key) + runs.Count);
            added += runs.Count;
        }

        return (this with { Unrecorded = counts }, added);
    }

    public IReadOnlyList<UnrecordedRuns> ListUnrecorded(long flowId, long from, long to) =>
    [
        .. Unrecorded.Where(item => item.Key.FlowId == flowId
                && item.Key.Hour >= UnrecordedRuns.HourOf(from) && item.Key.Hour <= UnrecordedRuns.HourOf(to))
            .Select(item => new UnrecordedRuns(flowId, item.Key.Hour, item.Value)),
    ];

    private MemoryData WithoutUnrecorded(Func<(long FlowId, long Hour), bool> isGone) =>
        this with { Unrecorded = Unrecorded.RemoveRange(Unrecorded.Keys.Where(isGone)) };

    private ServerLife CutShort(ServerLife life) =>
        life with { Ended = Math.Max(life.Started, LastKnownTime()), IsEndExact = false };

    private long LastKnownTime()
    {
        var ofRows = Executions.Values.Max(row => (long?)Math.Max(row.Id.UnixMilliseconds, row.Stopped ?? 0));
        var ofEvents = Journals.Values.Max(rows => LastEvent.TimeOf(rows.FindLast(row => row.EventCount > 0)?.Events ?? []));
        return Math.Max(ofRows ?? 0, ofEvents ?? 0);
    }
}
