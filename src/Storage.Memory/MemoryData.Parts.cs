namespace Sluice.Storage.Memory;

/// <summary>Parts that have little to do with executions.</summary>
internal sealed partial record MemoryData
{
    public BatchData Batches { get; private init; } = new();

    public ScheduleData Schedules { get; private init; } = new();

    public ServerData Servers { get; private init; } = new();

    public (MemoryData Next, T Result) OfBatches<T>(Func<BatchData, (BatchData Next, T Result)> write)
    {
        var (next, result) = write(Batches);
        return (this with { Batches = next }, result);
    }

    public (MemoryData Next, T Result) OfServers<T>(Func<ServerData, (ServerData Next, T Result)> write)
    {
        var (next, result) = write(Servers);
        return (this with { Servers = next }, result);
    }

    public (MemoryData Next, long Added) CountUnrecorded(IReadOnlyList<UnrecordedRuns> lost)
    {
        var known = lost.Where(runs => FindFlow(runs.FlowId) is not null).ToList();
        var next = this with { Servers = known.Aggregate(Servers, (servers, runs) => servers.Count(runs)) };
        return (next, known.Sum(runs => runs.Count));
    }

    /// <summary>When the last thing happened that is stored.</summary>
    public long LastKnownTime()
    {
        var ofRows = Executions.Values.Max(row => (long?)Math.Max(row.Id.UnixMilliseconds, row.Stopped ?? 0));
        var ofEvents = Journals.Values.Max(rows => LastEvent.TimeOf(rows.FindLast(row => row.EventCount > 0)?.Events ?? []));
        return Math.Max(ofRows ?? 0, ofEvents ?? 0);
    }
}
