namespace Sluice.Storage;

/// <summary>Express executions that left no record, counted by flow and hour.</summary>
/// <remarks>
/// Counts go when they are older than what <see cref="IRetentionStore.PurgeStoppedAsync"/> removes, and with their flow.
/// </remarks>
public interface IExpressStore
{
    /// <summary>Adds to the counts. Durable on return, and fails as the writes of <see cref="ICatalogStore"/>.</summary>
    /// <param name="lost">Those of flows that are not there, also not as deleted ones, are passed over.</param>
    /// <returns>How many were added.</returns>
    ValueTask<long> CountUnrecordedAsync(IReadOnlyList<UnrecordedRuns> lost, CancellationToken cancellationToken);

    /// <summary>The counts of a flow, oldest hour first.</summary>
    /// <param name="from">The earliest hour, inclusive, as any time within it.</param>
    /// <param name="to">The latest hour, inclusive, as any time within it.</param>
    ValueTask<IReadOnlyList<UnrecordedRuns>> ListUnrecordedAsync(
        long flowId, long from, long to, CancellationToken cancellationToken);
}

/// <summary>Executions of a flow that ended within an hour and left no record.</summary>
/// <param name="Hour">When it began, Unix milliseconds.</param>
public readonly record struct UnrecordedRuns(long FlowId, long Hour, long Count)
{
    private const long Milliseconds = 3_600_000;

    /// <summary>The beginning of the hour in which a time lies.</summary>
    public static long HourOf(long unixMilliseconds) => unixMilliseconds - (unixMilliseconds % Milliseconds);
}
