using System.Collections.Immutable;

namespace Sluice.Storage.Memory;

/// <summary>When servers worked on the store, and what Express executions they left no record of.</summary>
internal sealed record ServerData
{
    private ImmutableList<ServerLife> Lives { get; init; } = [];

    private ImmutableSortedDictionary<(long FlowId, long Hour), long> Unrecorded { get; init; } =
        ImmutableSortedDictionary<(long, long), long>.Empty;

    /// <param name="lastKnown">When the last thing happened that is stored; null where open lives go on.</param>
    public (ServerData Next, long Life) Begin(ServerTerms terms, long started, long? lastKnown)
    {
        var before = lastKnown is { } last ? Lives.ConvertAll(life => CutShort(life, last)) : Lives;
        var life = new ServerLife(Lives.Count + 1, terms, started, Ended: null, IsEndExact: false);
        return (this with { Lives = before.Add(life) }, life.Id);
    }

    public (ServerData Next, bool Ended) End(long id, long ended)
    {
        var index = Lives.FindIndex(life => life.Id == id && life.Ended is null);
        return index < 0
            ? (this, false)
            : (this with { Lives = Lives.SetItem(index, Lives[index] with { Ended = ended, IsEndExact = true }) }, true);
    }

    public IReadOnlyList<ServerLife> List(long from, long to) =>
    [
        .. Lives.Where(life => life.Started <= to && (life.Ended ?? long.MaxValue) >= from)
            .OrderBy(life => life.Started).ThenBy(life => life.Id),
    ];

    public ServerData Count(UnrecordedRuns runs)
    {
        var key = (runs.FlowId, UnrecordedRuns.HourOf(runs.Hour));
        return this with { Unrecorded = Unrecorded.SetItem(key, Unrecorded.GetValueOrDefault(key) + runs.Count) };
    }

    public IReadOnlyList<UnrecordedRuns> ListUnrecorded(long flowId, long from, long to) =>
    [
        .. Unrecorded.Where(item => item.Key.FlowId == flowId
                && item.Key.Hour >= UnrecordedRuns.HourOf(from) && item.Key.Hour <= UnrecordedRuns.HourOf(to))
            .Select(item => new UnrecordedRuns(flowId, item.Key.Hour, item.Value)),
    ];

    public ServerData Without(Func<(long FlowId, long Hour), bool> isGone) =>
        this with { Unrecorded = Unrecorded.RemoveRange(Unrecorded.Keys.Where(isGone)) };

    private static ServerLife CutShort(ServerLife life, long last) =>
        life.Ended is null ? life with { Ended = Math.Max(life.Started, last), IsEndExact = false } : life;
}
