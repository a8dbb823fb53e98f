using Sluice.Model;

namespace Sluice.Storage;

/// <summary>Removing what has been kept long enough.</summary>
/// <remarks>In small steps, so that commits find room between them; after a failure, what was removed stays so.</remarks>
public interface IRetentionStore
{
    /// <summary>Executions of a flow that have ended and are still stored.</summary>
    ValueTask<long> CountEndedAsync(long flowId, CancellationToken cancellationToken);

    /// <summary>Flows that have executions which have ended, by number, live or deleted.</summary>
    /// <param name="after">Only numbers above this one; 0 from the beginning.</param>
    ValueTask<IReadOnlyList<long>> ReadFlowsWithEndedAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>Executions of a flow that have ended and are still stored, but for children of map runs.</summary>
    ValueTask<long> CountEndedRootsAsync(long flowId, CancellationToken cancellationToken);

    /// <summary>
    /// Those, but for what has a map run that is open: first ended first, then by number. For whoever has them removed one
    /// by one.
    /// </summary>
    /// <param name="stoppedBefore">Unix milliseconds; null for whenever they stopped.</param>
    ValueTask<IReadOnlyList<EndedExecution>> ReadEndedRootsAsync(
        long flowId, long? stoppedBefore, int limit, CancellationToken cancellationToken);

    /// <summary>Removes ended executions of a flow, rows, journals and map runs: first ended first, then by number.</summary>
    /// <remarks>One of whose map runs is open stays until that is closed, since it is still being written.</remarks>
    /// <returns>How many were removed; below <paramref name="limit"/> when none is left that may be.</returns>
    ValueTask<int> PurgeEndedAsync(long flowId, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Removes executions of all flows that stopped before a time, rows, journals and map runs: first stopped first, then
    /// by number, each one behind the children of its map runs.
    /// </summary>
    /// <param name="stoppedBefore">Unix milliseconds. What stopped at this very time stays.</param>
    /// <param name="limit">Executions to remove at most, children counted.</param>
    /// <remarks>
    /// Children of map runs count for nothing by themselves: they wait for the execution they belong to. That stays while
    /// one of its map runs is open or one of its children is there.
    /// </remarks>
    /// <returns>How many were removed; below <paramref name="limit"/> when no other can be.</returns>
    ValueTask<int> PurgeStoppedAsync(long stoppedBefore, int limit, CancellationToken cancellationToken);

    /// <summary>Removes one ended execution, the children of its map runs before it: a step of it, where there is much.</summary>
    /// <param name="owner">The execution's shard and its owner's epoch. Nothing is removed for one that is outdated.</param>
    ValueTask<RemovalStep> RemoveEndedAsync(
        ExecutionId execution, ShardEpoch owner, CancellationToken cancellationToken);
}

/// <summary>An execution that has ended.</summary>
public readonly record struct EndedExecution(ExecutionId Id, string Name);

/// <summary>What a step of removing an execution has come to.</summary>
/// <param name="Removed">Executions that it has removed, children counted.</param>
/// <param name="IsGone">Whether the execution is not there any more. If it is, though some were removed, another step goes on.</param>
public readonly record struct RemovalStep(int Removed, bool IsGone);
